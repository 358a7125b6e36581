import KioskDevices
import Synchronization

/// The one question of a technician that a connection may hold, and the picture that comes before its answer.
final class CameraWait: Sendable {
    /// The answer with its picture, which is empty for answers without one.
    typealias Reply = (answer: CameraAnswer, picture: [UInt8])

    private enum Stage {
        case free
        /// Asked, and answered by now or not.
        case asked(until: ContinuousClock.Instant)
        case waiting(until: ContinuousClock.Instant, CheckedContinuation<Reply?, Never>)
        case settled(Reply?)
    }

    private struct State {
        var ended = false
        var picture: [UInt8] = []
        var stage = Stage.free
    }

    private let state = Mutex(State())

    /// Takes the place of the one who asks; false while another holds it. Followed by ``reply()`` in any case.
    func claim(for limit: Duration) -> Bool {
        state.withLock { state in
            guard case .free = state.stage else { return false }
            state.stage = state.ended ? .settled(nil) : .asked(until: .now + limit)
            return true
        }
    }

    /// True while somebody waits for an answer.
    var isAsked: Bool {
        state.withLock { state in
            switch state.stage {
            case .asked, .waiting: true
            case .free, .settled: false
            }
        }
    }

    /// Waits for the answer; nil when the link ended or the deadline passed. Gives the place free.
    func reply() async -> Reply? {
        await withCheckedContinuation { continuation in
            let reply: Reply?? = state.withLock { state in
                switch state.stage {
                case .asked(let until): state.stage = .waiting(until: until, continuation)
                case .settled(let reply):
                    state.stage = .free
                    return .some(reply)
                case .free, .waiting: return .some(nil)
                }
                return nil
            }
            if let reply { continuation.resume(returning: reply) }
        }
    }

    /// Keeps a picture for the answer that follows; without a question it is forgotten at once.
    func attach(_ picture: [UInt8]) {
        state.withLock { state in
            wipe(&state.picture)
            if case .free = state.stage { state.picture = [] } else { state.picture = picture }
        }
    }

    func deliver(_ answer: CameraAnswer) {
        settle { picture in (answer, picture) }
    }

    /// Ends a wait whose deadline has passed.
    func expire() {
        let isLate = state.withLock { state in
            switch state.stage {
            case .asked(let until), .waiting(let until, _): until <= .now
            case .free, .settled: false
            }
        }
        if isLate { settle { _ in nil } }
    }

    /// The link is gone, or the question was not sent.
    func end() {
        state.withLock { $0.ended = true }
        settle { _ in nil }
    }

    private func settle(_ reply: ([UInt8]) -> Reply?) {
        let resume: (() -> Void)? = state.withLock { state in
            let value = reply(state.picture)
            state.picture = []
            switch state.stage {
            case .asked:
                state.stage = .settled(value)
                return nil
            case .waiting(_, let continuation):
                state.stage = .free
                return { continuation.resume(returning: value) }
            case .free, .settled: return nil
            }
        }
        resume?()
    }
}
