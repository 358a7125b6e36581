import KioskDevices
import KioskDomain
import StreamSockets
import Synchronization

/// One connection to the helper, shared by the client that writes and the thread that reads.
final class VisionLink: Sendable {
    private struct State {
        var busy = false
        var lastHeard = ContinuousClock.now
        var ended = false
        var waiters: [(until: ContinuousClock.Instant, continuation: CheckedContinuation<VisionHealth?, Never>)] = []
    }

    let socket: StreamSocket
    /// A technician's question.
    let camera = CameraWait()
    private let state = Mutex(State())

    init(_ socket: StreamSocket) { self.socket = socket }

    /// True after the reader gave up.
    var ended: Bool { state.withLock { $0.ended } }

    /// Says whether the helper has work, during which it must be heard.
    func setBusy(_ busy: Bool) {
        state.withLock {
            $0.busy = busy
            $0.lastHeard = .now
        }
    }

    func heard() { state.withLock { $0.lastHeard = .now } }

    /// How long a working helper has been silent; nil when it has no work.
    var silence: Duration? { state.withLock { $0.busy ? ContinuousClock.now - $0.lastHeard : nil } }

    /// Waits for the next health; nil when the link ends or the deadline passes.
    func nextHealth(within limit: Duration) async -> VisionHealth? {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                if !state.ended { state.waiters.append((.now + limit, continuation)) }
                return state.ended
            }
            if ended { continuation.resume(returning: nil) }
        }
    }

    func deliver(_ health: VisionHealth) {
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: health) }
    }

    /// Ends the waits whose deadline has passed.
    func expireWaiters() {
        camera.expire()
        let now = ContinuousClock.now
        let late = state.withLock { state in
            defer { state.waiters.removeAll { $0.until <= now } }
            return state.waiters.filter { $0.until <= now }
        }
        for waiter in late { waiter.continuation.resume(returning: nil) }
    }

    /// Marks the end and gives whether the helper had work.
    func end() -> Bool {
        socket.shutdown()
        let (waiters, busy) = state.withLock { state in
            defer {
                state.ended = true
                state.busy = false
                state.waiters = []
            }
            return (state.waiters, state.busy)
        }
        for waiter in waiters { waiter.continuation.resume(returning: nil) }
        camera.end()
        return busy
    }
}

/// Reads one connection on a thread of its own until it ends.
actor VisionReader {
    private nonisolated let executor = BlockingExecutor(name: "vision-reader")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Passes on what comes; ends with a fault event when a working helper dies, hangs or talks nonsense.
    func run(
        _ link: VisionLink, silenceLimit: Duration, event: @Sendable (VisionEvent) -> Void,
        preview: @Sendable ([UInt8]) -> Void
    ) {
        var reader = HelperFrameReader(link.socket)
        var reason = ""
        do {
            while true {
                if let frame = try reader.next(within: .milliseconds(100)) {
                    link.heard()
                    try handle(frame, link, event, preview)
                }
                link.expireWaiters()
                if let silence = link.silence, silence > silenceLimit {
                    reason = "silent for \(silenceLimit)"
                    break
                }
            }
        } catch {
            reason = "\(error)"
        }
        if link.end() { event(.fault(code: .visionFault, detail: "kiosk-vision: \(reason)")) }
    }

    private func handle(
        _ frame: HelperFrame, _ link: VisionLink, _ event: (VisionEvent) -> Void, _ preview: ([UInt8]) -> Void
    ) throws(HelperProtocolError) {
        switch frame.kind {
        case .preview:
            preview(frame.payload)
        case .document:
            link.camera.attach(frame.payload)
        case .portrait, .secret:
            throw .malformed("a \(frame.kind) from kiosk-vision")
        case .message:
            let message = try VisionEvent(payload: frame.payload)
            switch message {
            case .heartbeat: return
            case .camera(let answer):
                link.camera.deliver(answer)
                return
            case .ready(let health): link.deliver(health)
            case .outcome: link.setBusy(false)
            case .guidance, .reference, .fault: break
            }
            event(message)
        }
    }
}
