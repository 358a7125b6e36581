public import KioskDevices
import KioskDomain

/// What a camera has to say.
public enum FrameEvent: Sendable {
    /// A picture that has not been given before.
    case frame(Frame)
    /// Nothing new in time; ask again.
    case nothing
    /// The camera cannot be had any more; it is tried again by itself. Said once.
    case lost(Failure)
    /// It can be had again.
    case back
}

/// A frame source that is opened when asked for frames, watched, and opened anew with growing pauses when it is lost.
///
/// Blocks its thread up to the deadline of each call: use it inside an actor on a `BlockingExecutor`.
public final class Camera {
    /// Longest pause without a frame of an open camera.
    private static let silenceLimit = Duration.milliseconds(1500)
    /// A picture that stays the same to the last bit for so long is no live camera.
    private static let frozenLimit = Duration.seconds(1)

    private let source: any FrameSource
    private var isOpen = false
    private var isLost = false
    private var retryAt = ContinuousClock.now
    private var backOff = BackOff(first: .milliseconds(200), limit: .seconds(1))
    private var lastFrame: Frame?
    private var lastChange = ContinuousClock.now
    private var isFrozen = false
    /// State, name and virtual mark, as last seen.
    public private(set) var status: DeviceStatus

    /// A camera that is closed until the first frame is asked for.
    public init(_ source: any FrameSource) {
        self.source = source
        status = DeviceStatus(
            id: "camera.face", name: source.name, health: .unknown, finding: "not opened yet",
            isVirtual: source.isVirtual)
    }

    /// The next thing to know, within `limit` (500 ms at most).
    public func next(within limit: Duration = .milliseconds(500)) -> FrameEvent {
        let wait = min(limit, .milliseconds(500))
        do {
            if !isOpen {
                let pause = retryAt - .now
                if pause > .zero {
                    sleepThread(min(pause, wait))
                    if pause > wait { return .nothing }
                }
                try source.open()
                isOpen = true
                isFrozen = false
                lastChange = .now
            }
            guard let frame = try source.newest(within: wait) else { return try silent() }
            return judge(frame)
        } catch {
            return lose(error)
        }
    }

    /// Closes the source and forgets the last frame; the next ``next(within:)`` opens it again.
    public func close() {
        source.close()
        isOpen = false
        isLost = false
        lastFrame = nil
        retryAt = .now
        backOff.reset()
    }

    private func silent() throws(Failure) -> FrameEvent {
        if ContinuousClock.now - lastChange > Self.silenceLimit {
            throw Failure(.cameraLost, "\(source.name): no frame for \(Self.silenceLimit)")
        }
        return .nothing
    }

    private func judge(_ frame: Frame) -> FrameEvent {
        let same = lastFrame.map(frame.equals) ?? false
        lastFrame = frame
        if same {
            guard ContinuousClock.now - lastChange > Self.frozenLimit else {
                return isFrozen ? .nothing : .frame(frame)
            }
            if isFrozen { return .nothing }
            isFrozen = true
            return report(Failure(.cameraFrozen, "\(source.name): the picture does not change"))
        }
        lastChange = .now
        isFrozen = false
        backOff.reset()
        // A fault that was told before the source was closed is taken back, too.
        let wasLost = isLost || status.health == .fault
        isLost = false
        status = DeviceStatus(
            id: status.id, name: frame.remark.map { "\(source.name) (\($0))" } ?? source.name, health: .ok,
            finding: "frames arrive", isVirtual: source.isVirtual || frame.isVirtual)
        return wasLost ? .back : .frame(frame)
    }

    private func lose(_ failure: Failure) -> FrameEvent {
        source.close()
        isOpen = false
        retryAt = .now + backOff.next()
        return report(failure)
    }

    /// Says it once; while the camera stays lost, only another reason changes the status.
    private func report(_ failure: Failure) -> FrameEvent {
        lastFrame = isFrozen ? lastFrame : nil
        let isNews = !isLost
        isLost = true
        status = DeviceStatus(
            id: status.id, name: source.name, health: .fault, code: failure.code, finding: failure.detail,
            isVirtual: status.isVirtual)
        return isNews ? .lost(failure) : .nothing
    }
}
