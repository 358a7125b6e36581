import PortalContract
import Synchronization

/// The key of an application that was sent from the desk: the same until its answer came, so that a press after a lost answer
/// makes no second one.
final class UnansweredApplication: Sendable {
    private let sent = Mutex<(request: OperatorApplicationRequest, key: String)?>(nil)

    func key(for request: OperatorApplicationRequest) -> String {
        sent.withLock { sent in
            if let sent, sent.request == request { return sent.key }
            let key = String(UInt64.random(in: .min ... .max), radix: 16)
            sent = (request, key)
            return key
        }
    }

    func answered(_ request: OperatorApplicationRequest) {
        sent.withLock { if $0?.request == request { $0 = nil } }
    }
}
