import KioskDomain
import PortalContract

/// What the page's template gets, in one language.
struct ArrivalsView {
    let wish: ArrivalsWish
    let register: CentreRegister
    let now: Int64

    private var language: Language { wish.language }

    /// Words that do not depend on what is shown.
    var words: [String: Any] {
        var values: [String: Any] = [:]
        for (name, text) in ArrivalTexts.all { values[name] = text[language] }
        values["language"] = language.rawValue
        values["style"] = ArrivalsPage.stylePath
        values["languages"] = Language.allCases.map { other in
            [
                "code": other.rawValue, "name": TicketTexts.name(of: other), "current": other == language,
                "address": wish.address { $0.language = other },
            ] as [String: Any]
        }
        values["asOfTime"] = FleetView.clock(now)
        values["here"] = wish.address { _ in }
        if wish.kind != nil { values["allAddress"] = wish.address { ($0.kind, $0.after) = (nil, ArrivalCursor()) } }
        return values
    }

    func tiles(_ counts: [ArrivalKind: Int]) -> [[String: Any]] {
        ArrivalKind.allCases.map { kind in
            let count = counts[kind] ?? 0
            let most = ArrivalsService.mostCounted
            return [
                "id": kind.rawValue, "name": ArrivalTexts.name(of: kind)[language],
                "count": count > most ? "> \(most)" : "\(count)", "current": wish.kind == kind,
                "address": wish.address { ($0.kind, $0.after) = (kind, ArrivalCursor()) },
            ]
        }
    }

    func section(_ list: ArrivalList) -> [String: Any] {
        let kind = list.kind
        var values: [String: Any] = [
            "id": kind.rawValue, "name": ArrivalTexts.name(of: kind)[language], "hasRows": !list.arrivals.isEmpty,
            "rows": list.arrivals.map { row(kind, $0) },
        ]
        if let next = list.next { values["olderAddress"] = wish.address { ($0.kind, $0.after) = (kind, next) } }
        if wish.after != ArrivalCursor() { values["newestAddress"] = wish.address { $0.after = ArrivalCursor() } }
        return values
    }

    private func row(_ kind: ArrivalKind, _ arrival: Arrival) -> [String: Any] {
        let words = ArrivalWords(kind: kind, arrival: arrival, language: language)
        let what = words.what
        return [
            "time": FleetView.clock(arrival.at), "person": arrival.person ?? ArrivalWords.none,
            "organisation": arrival.organisation.map { "\($0.name) · \(ArrivalDetails.bin[language]) \($0.bin)" } ?? "",
            "what": what.isEmpty ? ArrivalWords.none : what.joined(separator: " · "),
            "machine": arrival.machine ?? ArrivalWords.none,
            "centre": arrival.centre.map { name(of: $0) } ?? ArrivalWords.none, "state": words.state,
        ]
    }

    private func name(of centre: String) -> String {
        register.centre(centre).map { "\($0.name[language]) (\(centre))" } ?? centre
    }
}
