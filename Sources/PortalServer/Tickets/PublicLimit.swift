import KioskDomain
import Synchronization

/// How often one address may ask for slips that there are none of. Whoever holds a slip is always answered: a hall full of
/// people has one address, and behind a balancer that passes TCP on the whole country has one. Tokens are random and 128 bits
/// long, so that this keeps the log short and nobody's token from being guessed.
final class PublicLimit: Sendable {
    private struct State {
        var asked: [String: Int] = [:]
        var windowEnds = UnixTime(milliseconds: .min)
    }

    /// Addresses that are remembered within a window; beyond them every further one is told to wait.
    private static let addresses = 20_000
    private let perMinute: Int
    private let state = Mutex(State())

    init(perMinute: Int = 600) { self.perMinute = perMinute }

    func admits(_ address: String, at now: UnixTime) -> Bool {
        state.withLock { state in
            // A clock that went back must not lock anybody out for longer than a window.
            let left = now.duration(to: state.windowEnds)
            if left <= .zero || left > .seconds(60) {
                state.asked = [:]
                state.windowEnds = now + .seconds(60)
            }
            guard state.asked[address] != nil || state.asked.count < Self.addresses else { return false }
            state.asked[address, default: 0] += 1
            return state.asked[address, default: 0] <= perMinute
        }
    }
}
