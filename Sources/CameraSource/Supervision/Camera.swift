public import KioskDevices
import KioskDomain

/// A frame source that is opened when asked for frames, watched, and opened anew with growing pauses when it is lost.
///
/// Between sessions it rests: open, so that the next start costs no opening, but without a stream. Each way to fail has
/// its code: `camera.missing`, `camera.busy`, `camera.no-permission`, `camera.format`, `camera.lost`, `camera.stalled`
/// (nothing comes), `camera.damaged` (only damaged frames come), `camera.frozen`, `camera.black`.
///
/// Blocks its thread up to the deadline of each call: use it inside an actor on a `BlockingExecutor`.
public final class Camera {
    private enum State { case closed, resting, streaming }

    /// Faults of what the camera shows, which only pictures can clear.
    private static let pictureFaults: Set<FailureCode> = [
        .cameraStalled, .cameraDamaged, .cameraFrozen, .cameraBlack, .cameraFormat,
    ]

    private let source: any FrameSource
    private let meter = LightMeter()
    private var state = State.closed
    private var isLost = false
    private var retryAt = ContinuousClock.now
    private var backOff = BackOff(first: .milliseconds(200), limit: .seconds(1))
    private var judge: FrameJudge
    private var stalls = StallWatch(at: .now)
    /// Faults of the source when the last frame arrived.
    private var damagedBefore = 0
    /// State, name and virtual mark, as last seen.
    public private(set) var status: DeviceStatus

    /// A camera that is closed until it is first asked for something.
    public init(_ source: any FrameSource, role: CameraRole = .face) {
        self.source = source
        judge = FrameJudge(name: source.name, settles: source.settles, at: .now)
        status = DeviceStatus(
            id: role.deviceID, name: source.name, health: .unknown, finding: "not opened yet",
            isVirtual: source.isVirtual)
    }

    /// How pictures come; nil while the camera is closed or when the source does not know.
    public var format: CaptureFormat? { source.format }

    /// Frames that were passed over since the camera was opened.
    public var faults: FrameFaults { source.faults }

    /// The next thing to know, within `limit` (500 ms at most). Opens and starts the camera.
    public func next(within limit: Duration = .milliseconds(500)) -> FrameEvent {
        let wait = min(limit, .milliseconds(500))
        do {
            if state == .closed {
                let pause = retryAt - .now
                if pause > .zero {
                    sleepThread(min(pause, wait))
                    if pause > wait { return .nothing }
                }
            }
            try open()
            try start()
            guard let frame = try source.newest(within: wait) else { return try silent() }
            stalls.frameArrived(at: .now)
            damagedBefore = source.faults.total
            return try take(frame)
        } catch {
            return error.code == .cameraStalled && state == .streaming ? brokenStream(error) : lose(error)
        }
    }

    /// Looks after a camera that rests: notices that it is gone or back, and opens it. Does nothing while it streams.
    ///
    /// To be called about once a second between sessions; what a former picture showed (frozen, black) is cleared by
    /// pictures only.
    public func check() -> FrameEvent {
        guard state != .streaming, state == .resting || retryAt <= .now else { return .nothing }
        do {
            try open()
            try source.check()
            backOff.reset()
            let isPictureFault = status.code.map(Self.pictureFaults.contains) ?? false
            guard status.health != .ok, !isPictureFault else { return .nothing }
            let wasLost = isLost || status.health == .fault
            isLost = false
            status = DeviceStatus(
                id: status.id, name: source.name, health: .ok, finding: "ready, stream off",
                isVirtual: source.isVirtual || status.isVirtual)
            return wasLost ? .back : .nothing
        } catch {
            return lose(error)
        }
    }

    /// Ends the stream and forgets the last frame; the camera stays open, and the next ``next(within:)`` starts it.
    public func rest() {
        if state == .streaming {
            source.stop()
            state = .resting
        } else if state == .closed {
            // Whoever comes next does not wait for the last one's pauses.
            retryAt = .now
            backOff.reset()
        }
        forget()
    }

    /// Closes the source, which sets its controls back; the next ``next(within:)`` or ``check()`` opens it again.
    public func close() {
        source.close()
        state = .closed
        forget()
        retryAt = .now
        backOff.reset()
    }

    /// The camera's controls; opens it when it is closed. Empty for a source without controls.
    ///
    /// - Throws: as opening does.
    public func controls() throws(Failure) -> [CameraSetting] {
        try open()
        return try source.controls()
    }

    private func forget() {
        isLost = false
        judge = FrameJudge(name: source.name, settles: source.settles, at: .now)
    }

    private func open() throws(Failure) {
        guard state == .closed else { return }
        try source.open()
        source.stop()
        state = .resting
        judge = FrameJudge(name: source.name, settles: source.settles, at: .now)
    }

    private func start() throws(Failure) {
        guard state == .resting else { return }
        try source.start()
        state = .streaming
        judge.restarted(settles: source.settles, at: .now)
        stalls = StallWatch(at: .now)
        damagedBefore = source.faults.total
    }

    private func silent(ended: Bool = false) throws(Failure) -> FrameEvent {
        switch stalls.silence(at: .now, ended: ended) {
        case .wait: break
        case .restart:
            source.stop()
            try source.start()
            judge.restarted(settles: source.settles, at: .now)
        case .giveUp:
            let isDamaged = source.faults.total > damagedBefore
            throw isDamaged
                ? Failure(.cameraDamaged, "\(source.name): only damaged frames: \(source.faults.text)")
                : Failure(.cameraStalled, "\(source.name): no frame after \(StallWatch.restartLimit) restarts")
        }
        return .nothing
    }

    private func brokenStream(_ failure: Failure) -> FrameEvent {
        do {
            return try silent(ended: true)
        } catch {
            return lose(error)
        }
    }

    private func take(_ frame: Frame) throws(Failure) -> FrameEvent {
        switch judge.judge(frame, meter, at: frame.arrived) {
        case .passedOver: return .nothing
        case .fault(let failure) where failure.code == .cameraFormat: throw failure
        case .fault(let failure): return report(failure)
        case .good: break
        }
        backOff.reset()
        // A fault that was told before the stream was ended is taken back, too.
        let wasLost = isLost || status.health == .fault
        isLost = false
        status = DeviceStatus(
            id: status.id, name: frame.remark.map { "\(source.name) (\($0))" } ?? source.name, health: .ok,
            finding: "frames arrive", isVirtual: source.isVirtual || frame.isVirtual)
        return wasLost ? .back : .frame(frame)
    }

    private func lose(_ failure: Failure) -> FrameEvent {
        source.close()
        state = .closed
        retryAt = .now + backOff.next()
        return report(failure)
    }

    /// Says it once; while the camera stays lost, only another reason changes the status.
    private func report(_ failure: Failure) -> FrameEvent {
        let isNews = !isLost
        isLost = true
        status = DeviceStatus(
            id: status.id, name: source.name, health: .fault, code: failure.code, finding: failure.detail,
            isVirtual: status.isVirtual)
        return isNews ? .lost(failure) : .nothing
    }
}
