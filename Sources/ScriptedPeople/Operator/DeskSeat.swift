import KioskDevices
import KioskDomain

/// A seat at the desk: the page of whoever signs in there, its parts, its forms, and the card that opens it.
struct DeskSeat: Sendable {
    let link: OperatorLink
    /// Control socket of the virtual card; nil leaves the card to somebody else.
    let cardSocket: String?
    /// Of another person's card that may be in the reader; nil where there is none.
    let otherCardSocket: String?
    let pin: String
    /// Longest time for one step.
    let stepLimit: Duration

    /// - Returns: the page's token.
    /// - Throws: `pin.wrong`; `session.timed-out` where nobody answers.
    func signIn() async throws(Failure) -> String {
        if let otherCardSocket, let cardSocket {
            try await OperatorCards(link: link).change(from: otherCardSocket, to: cardSocket)
        } else {
            try await card.insert()
        }
        var page = try await page { Self.asksForPIN($0) || $0.asksForYes || Self.isOpen($0) }
        guard let token = page.value("data-token") else { throw Failure(.requestInvalid, "no token on the page") }
        if page.asksForYes {
            try await link.post("/operator/seat", ["action": .text("confirm-last-try")], token: token)
            page = try await self.page { Self.asksForPIN($0) || Self.isOpen($0) }
        }
        guard !Self.isOpen(page), let pad = page.value("data-pad") else { return token }
        try await link.post(
            "/operator/seat", ["action": .text("pin"), "pad": .text(pad), "positions": .numbers(positions(on: page))],
            token: token)
        // A wrong PIN is never tried again by a program (RULES E9).
        let next = try await self.page {
            Self.isOpen($0) || $0.asksForYes || Self.asksForPIN($0) && $0.value("data-pad") != pad
        }
        guard Self.isOpen(next) else { throw Failure(.pinWrong) }
        return token
    }

    /// Waits for the lock: a card that comes back before the reader has missed it is to the reader the one that went.
    func leave() async throws(Failure) {
        guard cardSocket != nil else { return }
        try await card.remove()
        _ = try await page { !Self.isOpen($0) }
    }

    private var card: CardHand { CardHand(socket: cardSocket) }

    /// Where the digits of the PIN stand on the pad that is drawn.
    func positions(on page: OperatorPageText) -> [Int] {
        pin.compactMap { digit in digit.wholeNumberValue.flatMap { page.pad[$0] } }
    }

    private static func asksForPIN(_ page: OperatorPageText) -> Bool { page.value("data-pad")?.isEmpty == false }

    private static func isOpen(_ page: OperatorPageText) -> Bool {
        page.value("data-seat")?.hasPrefix("signed-in") == true
    }

    private func page(_ fits: (OperatorPageText) -> Bool) async throws(Failure) -> OperatorPageText {
        try await until(fits) { () async throws(Failure) in try await link.page() }
    }

    /// A part of the page once it fits, such as `document`.
    func part(
        _ name: String, _ token: String, _ fits: (OperatorPageText) -> Bool
    ) async throws(Failure) -> OperatorPageText {
        try await until(fits) { () async throws(Failure) in try await link.part(name, token: token) }
    }

    private func until(
        _ fits: (OperatorPageText) -> Bool, _ fetch: () async throws(Failure) -> OperatorPageText
    ) async throws(Failure) -> OperatorPageText {
        let end = ContinuousClock.now + stepLimit
        while ContinuousClock.now < end {
            let page = try await fetch()
            if fits(page) { return page }
            try? await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(.sessionTimedOut, "the operator's page")
    }
}
