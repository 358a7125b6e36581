import HallContract
import HallQueue
import KioskDomain
import KioskTexts

extension ScreenPages {
    /// A terminal that was not heard for so long has a fault: it reports all the time.
    private static let silence = Duration.seconds(180)

    /// The manager's first page, with its first regions in it.
    func managerPage(_ language: Language, _ token: ScreenToken, _ site: HallSite, done: Localised?) -> String {
        var context = managerContext(language, .manager, token, site)
        context["isLive"] = true
        context["success"] = done
        context["overview"] =
            [
                "regions": managerRegions(site, language).sorted { $0.key < $1.key }.map {
                    ["name": $0.key, "html": $0.value]
                }, "stale": DeskTexts.stale,
            ] as [String: Any]
        return render("manager", spoken(context, in: language))
    }

    /// What changes while the page stays.
    func managerRegions(_ site: HallSite, _ language: Language) -> [String: String] {
        guard let view = site.hall.view else { return [:] }
        return [
            "now": render("manager-now", spoken(now(view, site), in: language)),
            "terminals": render("manager-terminals", spoken(terminals(view, site, language), in: language)),
        ]
    }

    /// Asked before a terminal is left out, because its slips may then wait outside the queue.
    func leaveOutPage(
        _ name: String, _ language: Language, _ token: ScreenToken, _ site: HallSite, failure code: FailureCode?
    ) -> String {
        var context = managerContext(language, .manager, token, site)
        context["failure"] = code.map { failure($0) }
        context["leaving"] =
            [
                "heading": ManagerTexts.leaveOutTitle.with(name), "text": ManagerTexts.leaveOutText, "terminal": name,
                "do": ManagerTexts.leaveOutDo, "back": ManagerTexts.back,
            ] as [String: Any]
        return render("manager", spoken(context, in: language))
    }

    /// Head of each page of the manager.
    func managerContext(
        _ language: Language, _ place: StaffPlace, _ token: ScreenToken, _ site: HallSite
    ) -> [String: Any] {
        var context = officeContext(language, ManagerTexts.title, path: place.rawValue, site)
        context["token"] = token.text
        context["next"] = StaffPlace.manager.rawValue
        context["signOut"] = StaffTexts.signOut
        let places: [(StaffPlace, Localised)] = [
            (.manager, ManagerTexts.overview), (.hours, PlanTexts.hours), (.windows, PlanTexts.windows),
            (.report, ReportTexts.title),
        ]
        context["places"] = places.map { one, label in
            ["href": one.rawValue, "label": label, "here": one == place] as [String: Any]
        }
        return context
    }

    private func now(_ view: HallView, _ site: HallSite) -> [String: Any] {
        let wall = site.clock.wall(site.clock.now())
        return [
            "heading": ManagerTexts.now,
            "open": view.plan.hours?.closing(at: wall)?.text(today: wall.date) ?? ManagerTexts.givesSlips,
            "counts": [
                ["label": ManagerTexts.waiting, "count": String(view.waiting.count)],
                [
                    "label": ManagerTexts.serving,
                    "count": String(view.windows.filter { $0.serving != nil }.count),
                ],
                ["label": ManagerTexts.paused, "count": String(view.windows.filter(\.isPaused).count)],
            ] as [[String: Any]],
        ].merging(breaches(view)) { first, _ in first }
    }

    private func terminals(_ view: HallView, _ site: HallSite, _ language: Language) -> [String: Any] {
        [
            "heading": ManagerTexts.terminals, "terminal": ManagerTexts.terminal, "heard": ManagerTexts.heard,
            "state": ManagerTexts.state, "none": view.terminals.isEmpty ? [["text": ManagerTexts.none]] : [],
            "rows": view.terminals.map { row($0, site, language) },
        ]
    }

    private func row(_ terminal: HallView.Terminal, _ site: HallSite, _ language: Language) -> [String: Any] {
        let isSilent = terminal.heardAt.map { $0.duration(to: site.clock.now()) > Self.silence } ?? true
        let alarms = (terminal.status?.devices ?? []).compactMap { device in
            device.code.map { alarm($0, StaffTexts.name(ofDevice: device.name), isWarning: device.isWarning) }
        }
        var row: [String: Any] = ["name": terminal.name, "alarms": alarms, "ago": ManagerTexts.ago]
        row["since"] = terminal.heardAt.map { String($0.milliseconds) }
        if terminal.heardAt == nil { row["notHeard"] = ManagerTexts.notHeard }
        if terminal.isMissed {
            row["missed"] =
                [
                    "text": ManagerTexts.missed, "leaveOut": ManagerTexts.leaveOut,
                    "href": "/manager/leave-out?lang=\(language.rawValue)&terminal=\(Self.encoded(terminal.name))",
                ] as [String: Any]
        } else if isSilent, terminal.heardAt != nil {
            row["silent"] = ManagerTexts.silent
        } else if alarms.isEmpty {
            let isKnown = !(terminal.status?.devices.isEmpty ?? true)
            row[isKnown ? "works" : "unknown"] = isKnown ? ManagerTexts.works : ManagerTexts.unknown
        }
        return row
    }

    private func alarm(_ code: FailureCode, _ device: Localised, isWarning: Bool) -> [String: Any] {
        [
            "health": isWarning ? "warn" : "fail", "device": device, "text": code.text, "code": code.rawValue,
        ]
    }

    /// A name in an address (RFC 3986, 2.3): everything but unreserved characters by its bytes.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
