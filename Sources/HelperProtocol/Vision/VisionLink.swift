import KioskDevices
import KioskDomain
import StreamSockets
import Synchronization

/// One connection to the helper, shared by the client that writes and the thread that reads.
final class VisionLink: Sendable {
    private struct State {
        var busy = false
        var resting = false
        var lastHeard = ContinuousClock.now
        var lastAsked = ContinuousClock.now
        var ended = false
        var photo: WipedBytes?
    }

    let socket: StreamSocket
    /// A technician's question.
    let camera = CameraWait()
    let healths = AnswerWaiters<VisionHealth>()
    let references = AnswerWaiters<ReferenceReport>()
    private let state = Mutex(State())

    init(_ socket: StreamSocket) { self.socket = socket }

    /// True after the reader gave up.
    var ended: Bool { state.withLock { $0.ended } }

    /// True when the helper ended for want of work.
    var isResting: Bool { state.withLock { $0.resting } }

    /// Says whether the helper has work, during which it must be heard.
    ///
    /// - Returns: false when the link has ended meanwhile.
    @discardableResult
    func setBusy(_ busy: Bool) -> Bool {
        state.withLock {
            guard !$0.ended else { return false }
            $0.busy = busy
            $0.lastHeard = .now
            return true
        }
    }

    func asked() { state.withLock { $0.lastAsked = .now } }

    /// The helper has no work and would rest: ends the link, unless it has just been asked for something. It waits for
    /// half a second for that.
    func rest() {
        let rests = state.withLock {
            guard !$0.busy, !camera.isAsked, ContinuousClock.now - $0.lastAsked > .milliseconds(400) else {
                return false
            }
            $0.resting = true
            $0.ended = true
            return true
        }
        if rests { socket.shutdown() }
    }

    /// Keeps the photo for the message that follows it.
    func hold(photo: WipedBytes) { state.withLock { $0.photo = photo } }

    /// Gives it away, once.
    func takePhoto() -> WipedBytes? {
        state.withLock { state in
            defer { state.photo = nil }
            return state.photo
        }
    }

    func heard() { state.withLock { $0.lastHeard = .now } }

    /// How long a working helper has been silent; nil when it has no work.
    var silence: Duration? { state.withLock { $0.busy ? ContinuousClock.now - $0.lastHeard : nil } }

    /// Ends the waits whose deadline has passed.
    func expireWaiters() {
        camera.expire()
        healths.expire()
        references.expire()
    }

    /// Marks the end and gives whether the helper had work.
    func end() -> Bool {
        socket.shutdown()
        let busy = state.withLock { state in
            defer {
                state.ended = true
                state.busy = false
                state.photo = nil
            }
            return state.busy
        }
        camera.end()
        healths.end()
        references.end()
        return busy
    }
}

/// Reads one connection on a thread of its own until it ends.
actor VisionReader {
    private nonisolated let executor = BlockingExecutor(name: "vision-reader")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Passes on what comes; ends with a fault event when a working helper dies, hangs or talks nonsense.
    func run(
        _ link: VisionLink, silenceLimit: Duration, hung: @Sendable () -> Void, event: @Sendable (VisionEvent) -> Void,
        preview: @Sendable (WipedBytes) -> Void
    ) {
        var reader = HelperFrameReader(link.socket)
        var reason = ""
        do {
            while true {
                // Not a moment later than the limit: a person waits for it.
                let left = link.silence.map { max(silenceLimit - $0, .zero) } ?? .milliseconds(100)
                if var frame = try reader.next(within: min(left, .milliseconds(100))) {
                    link.heard()
                    try handle(&frame, link, event, preview)
                }
                link.expireWaiters()
                if let silence = link.silence, silence >= silenceLimit {
                    reason = "silent for \(silenceLimit)"
                    hung()
                    break
                }
            }
        } catch {
            reason = "\(error)"
        }
        if link.end() { event(.fault(code: .visionFault, detail: "kiosk-vision: \(reason)")) }
    }

    private func handle(
        _ frame: inout HelperFrame, _ link: VisionLink, _ event: (VisionEvent) -> Void, _ preview: (WipedBytes) -> Void
    ) throws(HelperProtocolError) {
        switch frame.kind {
        case .preview:
            preview(frame.takePayload())
        case .document:
            link.camera.attach(frame.payload)
        case .portrait:
            link.hold(photo: frame.takePayload())
        case .secret:
            throw .malformed("a \(frame.kind) from kiosk-vision")
        case .message:
            let message = try VisionEvent(payload: frame.payload)
            switch message {
            case .heartbeat: return
            case .camera(let answer):
                link.camera.deliver(answer)
                return
            case .resting:
                link.rest()
                return
            case .ready(let health): link.healths.deliver(health)
            case .outcome: link.setBusy(false)
            // Without a photo positioning goes on.
            case .photo(let report): if report.code == nil { link.setBusy(false) }
            case .reference(let report):
                link.references.deliver(report)
                return
            case .guidance, .fault: break
            }
            event(message)
        }
    }
}
