import AsyncHTTPClient
public import KioskDevices
import KioskDomain

/// Changes the card in the operator's reader as hands do: the next goes in once the desk has missed the former, since to a reader
/// a card that comes at once is the one that went.
public struct OperatorCards: Sendable {
    private let link: OperatorLink

    /// - Parameter screens: of the desk, such as `http://127.0.0.1:8080`.
    public init(screens: String) { self.init(link: OperatorLink(client: .shared, base: screens)) }

    init(link: OperatorLink) { self.link = link }

    /// - Parameters:
    ///   - former: control socket of the virtual card that may be in.
    ///   - next: of the one that comes; it is put in anew when it is in already.
    /// - Throws: `session.timed-out` when the desk has not missed it in time, `card.communication`.
    public func change(
        from former: String, to next: String, within limit: Duration = .seconds(20)
    ) async throws(Failure) {
        for socket in [former, next] { try await CardHand(socket: socket).remove() }
        let end = ContinuousClock.now + limit
        while try await !isEmpty() {
            guard ContinuousClock.now < end else { throw Failure(.sessionTimedOut, "the former card is still seen") }
            try? await Task.sleep(for: .milliseconds(100))
        }
        try await CardHand(socket: next).insert()
    }

    private func isEmpty() async throws(Failure) -> Bool {
        let seat = try await link.page().value("data-seat")
        let missed = [FailureCode.operatorCardNeeded, .operatorLocked].map { "locked \($0.rawValue)" }
        return seat.map { missed.contains($0) } ?? false
    }
}
