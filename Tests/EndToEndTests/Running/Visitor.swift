/// A person who answers every screen until the visit is over or the kiosk is gone, and remembers what was acknowledged.
actor Visitor {
    /// What the screens said.
    struct Seen: Sendable {
        /// Attempts that were shown as open.
        var opened = 0
        var ticket: String?
        var application: String?
        var serials: [String] = []
    }

    /// One screen of the visit.
    struct Moment: Sendable {
        var screen: String
        var at: Duration
    }

    private let stage: Stage
    private let wantsTicket: Bool
    private(set) var seen = Seen()
    private var asked: String?
    private var screen: String?
    private let start = ContinuousClock.now
    /// When each screen came, from the beginning of the visit.
    private(set) var moments: [Moment] = []

    init(stage: Stage, wantsTicket: Bool) {
        self.stage = stage
        self.wantsTicket = wantsTicket
    }

    /// Where the visit stands, for a report.
    var place: String { "at \(screen ?? "no screen"), asked \(asked ?? "nothing")" }

    /// - Throws: whatever the kiosk's end looks like from outside; ``seen`` stays.
    func visit() async throws {
        let page = try await Page.open(port: stage.screens)
        do {
            try await go(page)
        } catch {
            await page.close()
            throw error
        }
        await page.close()
    }

    private func go(_ page: Page) async throws {
        try await page.reset(stage)
        var view = try await page.now()
        var hasBegun = false
        while true {
            try Task.checkCancellation()
            note(view)
            if view.screen == "idle", hasBegun { return }
            if view.screen != "idle" { hasBegun = true }
            let question = "\(view.screen) \(view.code ?? "") \(view.pad?.id ?? "") \(view.slip ?? "")"
            let isWaiting = view.screen == "eds-positioning" && view.guidance != "good"
            if question != asked, !isWaiting {
                asked = question
                try await answer(view, page)
            }
            view = try await page.next(within: .seconds(60))
        }
    }

    private func note(_ view: View) {
        if view.screen == "eds-capturing", screen == "eds-opening" || screen == "eds-positioning" { seen.opened += 1 }
        if screen != view.screen { moments.append(Moment(screen: view.screen, at: ContinuousClock.now - start)) }
        screen = view.screen
        if let ticket = view.ticketNumber { seen.ticket = ticket }
        if let application = view.applicationNumber { seen.application = application }
        if view.screen == "ending-issued", let serials = view.serials { seen.serials = serials }
    }

    private func answer(_ view: View, _ page: Page) async throws {
        switch view.screen {
        case "idle": try await page.act("language", ["value": "kk"])
        case "services": try await page.act("service", ["value": wantsTicket ? "queue-ticket" : "eds-by-face"])
        case "ticket-choosing": try await page.act("purpose", ["value": "id-card"])
        case "eds-medium": try await page.act("medium", ["value": "id-card"])
        case "eds-consent": try await page.act("consent")
        case "eds-notice": try await page.act("confirm-notice")
        case "eds-identity": try await page.identify(.matching)
        case "eds-code": try await page.act("code", ["value": try await stage.code(.matching)])
        case "eds-positioning": try await page.act("start")
        case "eds-failed", "eds-retry": try await page.act("try-again")
        case "eds-insert-card": try await stage.order("card", "insert")
        case "eds-pin": if view.pad != nil { try await page.enter(Person.pin, on: view) }
        case "eds-offer-new-pin": try await page.act("done")
        case "take-card", "former-card": try await stage.order("card", "remove")
        default:
            guard view.screen.hasPrefix("ending"), view.slip != "printing" else { return }
            try await stage.order("card", "remove")
            try await page.act("done")
        }
    }
}
