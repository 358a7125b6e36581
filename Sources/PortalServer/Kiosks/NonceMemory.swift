import KioskDomain
import PortalContract
import Synchronization

/// What is to be thought of a nonce.
enum NonceVerdict { case fresh, replayed, outsideWindow, full }

/// Nonces seen within the window of signatures, so that a captured request is worth nothing (RFC 9421 section 7.2.2).
///
/// Of a portal that has its database to itself. Kept in memory only: signatures made before this process started are refused, and the client signs anew.
final class NonceMemory: Sendable {
    /// More than this within the window is an attack or a fault.
    private static let bound = 200_000

    private struct State {
        var seen: [String: Int64] = [:]
        var nextSweep: Int64 = 0
    }

    private let state = Mutex(State())
    private let startedAt: Int64

    /// - Parameter startedAt: seconds since 1970.
    init(startedAt: Int64) { self.startedAt = startedAt }

    /// - Parameter now: seconds since 1970, portal's clock.
    func judge(_ parameters: SignatureParameters, now: Int64) -> NonceVerdict {
        guard abs(now - parameters.created) <= MessageSignature.window, parameters.created >= startedAt else {
            return .outsideWindow
        }
        return state.withLock { state in
            if now >= state.nextSweep {
                state.seen = state.seen.filter { $0.value >= now - MessageSignature.window }
                state.nextSweep = now + MessageSignature.window
            }
            guard state.seen.count < Self.bound else { return .full }
            let name = "\(parameters.keyID) \(parameters.nonce)"
            return state.seen.updateValue(parameters.created, forKey: name) == nil ? .fresh : .replayed
        }
    }
}
