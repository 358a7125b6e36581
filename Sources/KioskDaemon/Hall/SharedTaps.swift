import Crypto
import FoundationEssentials
import HallContract
import HallQueue
import KioskDomain
import Synchronization

/// This terminal's copy of the vain taps of its centre (Q4). In memory only: what must outlive the program is in the
/// journal of the terminal that was tapped.
final class SharedTaps: Sendable {
    private struct State {
        /// Of the hall, for its day; without it nobody can be named to others.
        var key: Data?
        var taps: VainTaps?
    }

    private let state = Mutex(State())

    /// For the hall.
    var all: VainTaps? { state.withLock { $0.taps } }

    /// What the hall knows of all terminals.
    func heard(_ greeting: HallGreeting) {
        guard let key = greeting.tapKey, let taps = greeting.taps else { return }
        state.withLock { state in
            // Another key is another hall: hashes by the former one say nothing there.
            if state.key != key || state.taps == nil { (state.key, state.taps) = (key, VainTaps(day: greeting.day)) }
            state.taps?.merge(taps)
        }
    }

    /// A fault kept this person from a slip.
    func note(_ iin: IIN, on day: CivilDate, at tap: UnixTime) {
        state.withLock { state in
            guard let key = state.key, state.taps?.day == day else { return }
            state.taps?.note(Self.name(iin, key), at: tap)
        }
    }

    /// The first vain tap of a person at any terminal of the centre.
    func first(of iin: IIN, on day: CivilDate) -> UnixTime? {
        state.withLock { state in
            guard let key = state.key, state.taps?.day == day else { return nil }
            return state.taps?.first[Self.name(iin, key)]
        }
    }

    private static func name(_ iin: IIN, _ key: Data) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("tap|\(iin.digits)".utf8), using: SymmetricKey(data: key))
        return Data(code).base64EncodedString()
    }
}
