import KioskDomain
import KioskTexts
import KioskTime
import PortalContract

/// What the page's template gets, in one language.
struct FleetView {
    let wish: FleetWish
    let register: CentreRegister
    let now: Int64

    var language: Language { wish.language }

    /// Words that do not depend on what is shown.
    var words: [String: Any] {
        var values: [String: Any] = [:]
        for (name, text) in FleetWords.all { values[name] = text[language] }
        values["language"] = language.rawValue
        values["languages"] = Language.allCases.map { other in
            [
                "code": other.rawValue, "name": TicketTexts.name(of: other), "current": other == language,
                "address": wish.address { $0.language = other },
            ] as [String: Any]
        }
        values["asOfTime"] = Self.clock(now)
        return values
    }

    func overview(_ summary: FleetSummary) -> [String: Any] {
        let oldest = summary.oldestAtMilliseconds.map { span(now - $0) } ?? FleetTexts.none[language]
        return [
            "tiles": KioskState.allCases.map { state in
                [
                    "sign": FleetTexts.sign(state), "name": FleetTexts.name(state)[language],
                    "count": summary.count(state), "class": state.rawValue, "current": wish.state == state,
                    "address": wish.address { ($0.state, $0.after) = (state, "") },
                ] as [String: Any]
            },
            "waiting": summary.waiting, "oldest": oldest, "skew": span(summary.clockOffMilliseconds),
            "openAlarms": summary.openAlarms,
            "versions": summary.versions.map { ["name": $0.name, "count": $0.count] as [String: Any] },
        ]
    }

    func table(_ kiosks: [FleetKiosk], _ summary: FleetSummary) -> [String: Any] {
        var values: [String: Any] = [
            "kioskList": kiosks.map(row), "isEmpty": kiosks.isEmpty,
            "stateOptions": KioskState.allCases.map { state in
                [
                    "value": state.rawValue, "name": FleetTexts.name(state)[language], "chosen": wish.state == state,
                ] as [String: Any]
            },
            "centreOptions": summary.centres.filter { !$0.centre.isEmpty }.map { place in
                ["value": place.centre, "name": name(of: place.centre), "chosen": wish.centre == place.centre]
                    as [String: Any]
            },
            "hoursNow": wish.hours,
        ]
        if kiosks.count == FleetKioskList.limit, let last = kiosks.last {
            values["nextAddress"] = wish.address { $0.after = last.kioskID }
        }
        if !wish.after.isEmpty { values["firstAddress"] = wish.address { $0.after = "" } }
        return values
    }

    private func row(_ kiosk: FleetKiosk) -> [String: Any] {
        var faults = kiosk.report?.faults.map { "\($0.device): \(text($0.code))" } ?? []
        if let frozen = kiosk.report?.frozen { faults.insert(text(frozen), at: 0) }
        return [
            "id": kiosk.kioskID, "class": kiosk.state.rawValue, "sign": FleetTexts.sign(kiosk.state),
            "state": FleetTexts.name(kiosk.state)[language],
            "centre": kiosk.report.map { name(of: $0.centre) } ?? FleetTexts.unnamed[language],
            "version": kiosk.report?.version ?? "—",
            "heard": kiosk.seenAtMilliseconds.map { ago($0) } ?? FleetTexts.never[language],
            "waiting": kiosk.report?.waiting ?? 0,
            "oldest": kiosk.report?.oldestAtMilliseconds.map { span(now - $0) } ?? "—",
            "skew": kiosk.clockOffsetMilliseconds.map(skew) ?? "—",
            "faults": faults, "alarms": kiosk.openAlarms,
        ]
    }

    /// As the machine's clock goes: ahead is plus.
    private func skew(_ offset: Int64) -> String {
        offset.magnitude < 1_000 ? span(0) : (offset > 0 ? "−" : "+") + span(offset)
    }

    func alarm(_ alarm: KioskAlarm, mayLift: Bool) -> [String: Any] {
        let code = FailureCode(rawValue: alarm.code.rawValue)
        var values: [String: Any] = [
            "id": alarm.kioskID, "code": alarm.code.rawValue, "findings": alarm.findings,
            "text": FleetTexts.name(alarm.code)[language], "last": ago(alarm.lastAtMilliseconds),
            "remedy": code?.technicianRemedy ?? "",
            "isFence": alarm.code == .fenced, "mayLift": alarm.code == .fenced && mayLift,
        ]
        if let handling = alarm.handling {
            values["said"] = "\(handling.person) · \(ago(handling.atMilliseconds)): \(handling.note)"
        }
        return values
    }

    func map(_ summary: FleetSummary) -> [String: Any] {
        [
            "mapPicture": MapPicture(register: register, centres: summary.centres, language: language).svg,
            "centreList": summary.centres.map { place in
                var values: [String: Any] = [
                    "name": place.centre.isEmpty ? FleetTexts.unnamed[language] : name(of: place.centre),
                    "code": place.centre, "machines": place.machines, "troubled": place.troubled,
                    "isOff": register.centre(place.centre) == nil && !place.centre.isEmpty,
                ]
                if !place.centre.isEmpty {
                    values["address"] = wish.address { ($0.centre, $0.after) = (place.centre, "") }
                }
                return values
            },
        ]
    }

    func name(of centre: String) -> String {
        register.centre(centre).map { "\($0.name[language]) (\(centre))" } ?? centre
    }

    func span(_ milliseconds: Int64) -> String { FleetTexts.span(milliseconds, language) }

    private func ago(_ time: Int64) -> String { "\(span(max(0, now - time))) \(FleetTexts.ago[language])" }

    /// A code of a newer machine stands for itself.
    private func text(_ code: String) -> String {
        FailureCode(rawValue: code).map { "\($0.text[language]) (\(code))" } ?? code
    }

    /// Of the service centres' zone, with the day.
    static func clock(_ milliseconds: Int64) -> String {
        let civil = CentreZone.almaty.civil(UnixTime(milliseconds: milliseconds))
        return "\(civil.date) \(civil.time.hoursAndMinutes)"
    }
}
