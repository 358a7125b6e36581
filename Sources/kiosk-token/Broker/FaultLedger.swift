import HelperProtocol
import KioskDevices
import Synchronization

/// Which modules failed lately, over all clients: they are looked at again only after a growing pause, so that a module
/// that hangs does not make every look at the tokens wait for it.
final class FaultLedger: Sendable {
    private struct Entry {
        var failure: Failure
        var until: ContinuousClock.Instant
        var pauses: BackOff
    }

    private let first: Duration
    private let entries = Mutex<[String: Entry]>([:])

    /// - Parameter rest: the first pause, of which a random half to whole is taken; each next one is twice as long, up
    ///   to a minute.
    init(rest: Duration = .seconds(2)) { first = rest }

    /// Why the module rests now; nil when it may be asked.
    func rest(of module: String) -> Failure? {
        entries.withLock { entries in
            entries[module].flatMap { $0.until > .now ? $0.failure : nil }
        }
    }

    /// The module hung, crashed or answered nonsense.
    func failed(_ module: String, _ failure: Failure) {
        entries.withLock { entries in
            var pauses = entries[module]?.pauses ?? BackOff(first: first, limit: max(first, .seconds(60)))
            let pause = pauses.next()
            entries[module] = Entry(failure: failure, until: .now + pause, pauses: pauses)
        }
    }

    /// The module answered.
    func answered(_ module: String) { entries.withLock { _ = $0.removeValue(forKey: module) } }
}
