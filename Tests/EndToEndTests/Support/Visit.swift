import KioskTestSupport

/// The steps of a person at the kiosk that many tests share.
extension Page {
    /// From whatever is shown to the free screen: ends a session that is open, with the card taken.
    func reset(_ stage: Stage) async throws {
        try await stage.order("card", "fault none")
        try await stage.order("card", "remove")
        try await eventually("the card is out") { try await self.now().cardPresent ? nil : () }
        let end = ContinuousClock.now + .seconds(60)
        while true {
            let view = try await now()
            if view.screen == "idle" { return }
            guard ContinuousClock.now < end else { throw Problem("the screen stays at \(view.screen)") }
            try await act(view.screen.hasPrefix("ending") ? "done" : "cancel")
            // An action that changed nothing, such as during a work that is awaited, is tried again after the next change.
            if try await now().screen == view.screen { _ = try await next() }
        }
    }

    /// To the screen that asks who it is.
    func toIdentity() async throws {
        try await act("language", ["value": "en"])
        try await until("services")
        try await act("service", ["value": "eds-by-face"])
        try await until("eds-medium")
        try await act("medium", ["value": "id-card"])
        try await until("eds-consent")
        try await act("consent")
        try await until("eds-notice")
        try await act("confirm-notice")
        try await until("eds-identity")
    }

    func identify(_ person: Person) async throws {
        try await identify(iin: person.iin, document: person.document, born: person.born)
    }

    func identify(iin: String, document: String = "000000001", born: String = "1985-03-15") async throws {
        try await act("identity", ["iin": iin, "documentNumber": document, "birthDate": born])
    }

    /// To the camera, or to the screen that says there is no portrait.
    func toPositioning(_ person: Person, _ stage: Stage) async throws {
        try await toIdentity()
        try await identify(person)
        try await until("eds-code")
        try await act("code", ["value": try await stage.code(person)])
        try await until("positioning") { $0.screen == "eds-positioning" || $0.screen == "eds-no-portrait" }
    }

    /// A match, to the screen that asks for the card.
    func toCard(_ stage: Stage) async throws {
        try await toPositioning(.matching, stage)
        try await until("a good picture") { $0.guidance == "good" }
        try await act("start")
        try await until("eds-insert-card", within: .seconds(60))
    }

    /// The card is read and its PIN asked for.
    @discardableResult
    func toPIN(_ stage: Stage) async throws -> View {
        try await toCard(stage)
        try await stage.order("card", "insert")
        return try await until("the PIN pad") { $0.screen == "eds-pin" && $0.pad != nil }
    }

    /// What is on the card.
    @discardableResult
    func toMyCard(_ stage: Stage) async throws -> View {
        try await act("language", ["value": "en"])
        try await until("services")
        try await act("service", ["value": "my-card"])
        try await until("card-insert")
        try await stage.order("card", "insert")
        return try await until("card-shown")
    }

    /// The card is in, to have it exchanged because it ends soon; what follows is what is read from it.
    func toExchangeCard(_ stage: Stage) async throws {
        try await act("language", ["value": "en"])
        try await until("services")
        try await act("service", ["value": "card-exchange"])
        try await until("exchange-choosing")
        try await act("exchange-card")
        try await until("exchange-reason")
        try await act("exchange-reason", ["value": "expiry"])
        try await until("exchange-insert-card")
        try await stage.order("card", "insert")
    }

    /// Its number is typed, too; what follows is the portal's answer.
    func toExchange(_ stage: Stage) async throws {
        try await toExchangeCard(stage)
        try await until("exchange-number")
        try await act("card-number", ["value": Person.matching.document])
    }

    /// Touches the pad that is shown.
    func enter(_ pin: String, on view: View) async throws {
        guard let pad = view.pad else { throw Problem("no pad on \(view.screen)") }
        let positions = pin.compactMap { digit in digit.wholeNumberValue.flatMap { pad.labels.firstIndex(of: $0) } }
        try await act("pin", ["pad": pad.id, "positions": positions])
    }

    /// The EDS is on the card, the offer of a new PIN is declined.
    @discardableResult
    func untilIssued() async throws -> View {
        try await until("eds-offer-new-pin", within: .seconds(60))
        try await act("done")
        return try await untilEnded("ending-issued")
    }

    /// The ending and its slip.
    @discardableResult
    func untilEnded(_ screen: String, within limit: Duration = .seconds(60)) async throws -> View {
        try await until("\(screen) with its slip", within: limit) { $0.screen == screen && $0.slip != "printing" }
    }
}
