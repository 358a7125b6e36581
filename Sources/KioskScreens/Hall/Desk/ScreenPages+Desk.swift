import HallContract
import HallQueue
import KioskDomain
import KioskTexts

extension ScreenPages {
    /// The desk's page, with its first regions in it.
    func deskPage(_ page: DeskPage, _ site: HallSite) -> String {
        var context = officeContext(page.language, DeskTexts.title, path: "/desk", site)
        context["token"] = page.token.text
        context["seat"] = page.seat.key
        context["navigation"] = navigation(page.places, at: "/desk", page.language)
        if let window = page.window {
            context["title"] = DeskTexts.window.with(window)
            context["query"] = "&window=\(window)"
        }
        if let card = page.seat.session.operatorCard, card.duties.contains(.operator) {
            context["signedIn"] = OperatorSeatTexts.signedIn.with(card.name)
            context["lockNow"] = OperatorSeatTexts.lock
            let view = page.window.flatMap { DeskView($0, site) }
            if let view { context["open"] = open(view, site, page.language) } else { context["choose"] = choose(site) }
        } else if page.seat.session.operatorCard == nil {
            context["lock"] = lock(page.seat)
        } else {
            context["choose"] = ["title": FailureCode.operatorDuty.text] as [String: Any]
        }
        return render("desk", spoken(context, in: page.language))
    }

    /// What changes while the page stays.
    func deskFrame(_ view: DeskView?, _ site: HallSite, _ language: Language) -> DeskFrame {
        guard let view else { return DeskFrame(regions: [:], possible: [], serving: nil, isPaused: false) }
        func region(_ name: String, _ context: [String: Any]) -> String {
            render("desk-\(name)", spoken(context, in: language))
        }
        return DeskFrame(
            regions: [
                "now": region("now", now(view, site)), "next": region("next", next(view, site)),
                "lanes": region("lanes", lanes(view)), "missed": region("missed", missed(view)),
                "breaches": region("breaches", ["breaches": breaches(view.hall)]),
            ], possible: view.possible, serving: view.now?.serving?.text, isPaused: view.isPaused)
    }

    private func open(_ view: DeskView, _ site: HallSite, _ language: Language) -> [String: Any] {
        let frame = deskFrame(view, site, language)
        var context: [String: Any] = [
            "window": String(view.window.number), "nextTitle": DeskTexts.next, "lanesTitle": DeskTexts.lanes,
            "missedTitle": DeskTexts.missed, "keys": DeskTexts.keys, "stale": DeskTexts.stale,
            "transferTitle": DeskTexts.transferTitle, "toWindow": DeskTexts.toWindow, "toService": DeskTexts.toService,
            "cancel": CommonTexts.cancel, "called": DeskTexts.calledNow, "nobody": OperatorTexts.nobodyWaits,
            "failed": DeskTexts.noAnswer, "codeLabel": CommonTexts.failureCode,
            "pauseLabel": DeskTexts.pause, "goOnLabel": DeskTexts.goOn,
            "now": frame.regions["now"] ?? "", "next": frame.regions["next"] ?? "",
            "lanes": frame.regions["lanes"] ?? "", "missed": frame.regions["missed"] ?? "",
            "breaches": frame.regions["breaches"] ?? "",
        ]
        context["buttons"] = DeskButton.allCases.map { button in
            [
                "name": button.rawValue, "key": button.key,
                "label": button == .pause && view.isPaused ? DeskTexts.goOn : DeskTexts.name(of: button),
                "off": !view.possible.contains(button), "main": button == .callNext,
            ] as [String: Any]
        }
        context["windows"] = view.hall.plan.windows.filter { $0.isOn && $0.number != view.window.number }.map {
            ["number": String($0.number), "label": DeskTexts.window.with($0.number)] as [String: Any]
        }
        context["services"] = view.hall.plan.services.map {
            ["id": $0.id, "label": site.serviceName($0.id)] as [String: Any]
        }
        return context
    }

    /// The window's ticket on the operator's page.
    func ticket(_ view: DeskView, _ site: HallSite, _ language: Language) -> [String: Any] {
        var ticket = open(view, site, language)
        ticket["ticketTitle"] = DeskTexts.window.with(view.window.number)
        return ticket
    }

    private func choose(_ site: HallSite) -> [String: Any] {
        let windows = (site.hall.view?.plan.windows ?? []).filter(\.isOn)
        return [
            "title": windows.isEmpty ? DeskTexts.noHall : DeskTexts.choose,
            "windows": windows.map { ["number": String($0.number)] },
        ]
    }

    private func now(_ view: DeskView, _ site: HallSite) -> [String: Any] {
        guard let number = view.now?.serving else {
            return ["free": view.isPaused ? DeskTexts.isPaused : view.window.isOn ? DeskTexts.free : DeskTexts.isOff]
        }
        var shown: [String: Any] = ["number": number.text, "lane": number.lane.text, "sinceLabel": DeskTexts.since]
        shown["since"] = view.now?.since.map { String($0.milliseconds) }
        shown["service"] = view.now?.service.map { site.serviceName($0) }
        if number.lane.operatorVerifies { shown["verify"] = DeskTexts.verify }
        return ["serving": shown]
    }

    private func next(_ view: DeskView, _ site: HallSite) -> [String: Any] {
        let all = view.candidates
        guard !all.isEmpty else { return ["nobody": OperatorTexts.nobodyWaits] }
        return [
            "rows": all.prefix(6).map { one in
                var row: [String: Any] = [
                    "number": one.number.text, "service": site.serviceName(one.service),
                    "since": String(one.since.milliseconds),
                ]
                row["promise"] = one.promise.map { DeskTexts.promised.with(site.minute($0)) }
                if one.onlyWindow != nil { row["sent"] = DeskTexts.sentHere }
                if one.isProvisional { row["provisional"] = DeskTexts.provisional }
                return row
            },
            "more": all.count > 6 ? DeskTexts.more.with(all.count - 6) : Localised(kk: "", ru: "", en: ""),
        ]
    }

    /// Counts by lane with the longest wait.
    private func lanes(_ view: DeskView) -> [String: Any] {
        [
            "laneLabel": DeskTexts.lane, "countLabel": DeskTexts.count, "longestLabel": DeskTexts.longest,
            "rows": TicketLane.allCases.map { lane in
                let (count, since) = view.waiting(in: lane)
                var row: [String: Any] = ["letter": lane.rawValue, "lane": lane.text, "count": String(count)]
                row["since"] = since.map { String($0.milliseconds) }
                return row
            },
        ]
    }

    private func missed(_ view: DeskView) -> [String: Any] {
        guard !view.hall.missed.isEmpty else { return ["nobody": DeskTexts.nobodyMissed] }
        return [
            "again": DeskTexts.name(of: .recall), "off": view.now?.serving != nil,
            "rows": view.hall.missed.suffix(12).reversed().map { ["number": $0.text] },
        ]
    }

    /// Promises of the day that were not kept (Q3).
    func breaches(_ view: HallView) -> [String: Any] {
        guard !view.breaches.isEmpty else { return [:] }
        return [
            "text": DeskTexts.breaches.with(view.breaches.count),
            "numbers": view.breaches.suffix(12).map(\.text).joined(separator: ", "),
        ]
    }

    /// Head of the pages of operators, manager and staff.
    func officeContext(
        _ language: Language, _ title: Localised, path: String, _ site: HallSite
    ) -> [String: Any] {
        [
            "language": language.rawValue, "title": title, "path": path, "query": "",
            "languages": Language.allCases.map {
                [
                    "code": $0.rawValue, "name": CommonTexts.name(of: $0), "current": $0 == language,
                ] as [String: Any]
            },
            "demonstration": site.isDemonstration ? [DemonstrationTexts.title] : [],
        ]
    }
}
