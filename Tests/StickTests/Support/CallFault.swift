import KioskDevices
import KioskDomain
import Synchronization

/// Lets one call of a saving fail as a pulled stick does.
final class CallFault: Sendable {
    private let number: Int
    private let happens: @Sendable () -> Void
    private let state = Mutex((calls: 0, failed: ""))

    /// - Parameters:
    ///   - number: of the call, from 1.
    ///   - happens: what goes with it.
    init(at number: Int, _ happens: @escaping @Sendable () -> Void) {
        self.number = number
        self.happens = happens
    }

    /// The call that failed; empty for none.
    var failedAt: String { state.withLock { $0.failed } }

    /// - Parameter forGood: the calls after it fail, too.
    func check(_ call: String, forGood: Bool) throws(Failure) {
        let count = state.withLock { state in
            state.calls += 1
            if state.calls == number { state.failed = call }
            return state.calls
        }
        if count == number { happens() }
        guard count < number || count > number && !forGood else { throw Failure(.stickRemoved, call) }
    }
}
