import JPEGCodec
import KioskDevices
import KioskDomain

/// Tells the pictures of a live camera from those of one that is frozen, covered, still settling, or has changed its form.
struct FrameJudge {
    enum Verdict {
        /// A picture to be looked at.
        case good
        /// Not to be looked at, and no fault: the light settles, or a fault was told before and goes on.
        case passedOver
        /// Said once, and again when the reason changes.
        case fault(Failure)
    }

    /// A picture that stays the same to the last bit, or black, for so long is no live camera.
    private static let faultLimit = Duration.seconds(1)
    /// Time between looks at the brightness, each of which decodes the picture.
    private static let lookEvery = Duration.milliseconds(250)
    /// Of 255; a dark room is lighter.
    private static let black = 0.01 * 255

    private let name: String
    private var warmUp: WarmUp?
    private var last: Frame?
    private var size: (width: Int, height: Int)?
    private var changedAt: ContinuousClock.Instant
    private var lookedAt: ContinuousClock.Instant?
    private var blackSince: ContinuousClock.Instant?
    private var told: FailureCode?

    /// For one opening of a source.
    init(name: String, settles: Bool, at now: ContinuousClock.Instant) {
        self.name = name
        warmUp = settles ? WarmUp(at: now) : nil
        changedAt = now
    }

    /// The stream begins again: the light has to settle, but what was wrong stays known.
    mutating func restarted(settles: Bool, at now: ContinuousClock.Instant) {
        warmUp = settles ? WarmUp(at: now) : nil
        changedAt = now
        blackSince = nil
    }

    mutating func judge(_ frame: Frame, _ meter: LightMeter, at now: ContinuousClock.Instant) -> Verdict {
        defer { last = frame }
        if let size, size != (frame.width, frame.height) {
            let change = "\(size.width)x\(size.height) to \(frame.width)x\(frame.height)"
            return .fault(Failure(.cameraFormat, "\(name): the picture changed from \(change) in mid stream"))
        }
        size = (frame.width, frame.height)
        if !(last.map(frame.equals) ?? false) { changedAt = now }
        if var settling = warmUp {
            let isSettled = settling.isSettled(meter.mean(of: frame), at: now)
            warmUp = isSettled ? nil : settling
            if !isSettled { return .passedOver }
        }
        look(at: frame, meter, now)
        if let blackSince, now - blackSince >= Self.faultLimit {
            return tell(Failure(.cameraBlack, "\(name): the picture is black"))
        }
        if now - changedAt > Self.faultLimit {
            return tell(Failure(.cameraFrozen, "\(name): the picture does not change"))
        }
        // Until it is clear that the fault is over, nothing is shown.
        if told != nil, blackSince != nil || changedAt != now { return .passedOver }
        told = nil
        return .good
    }

    private mutating func look(at frame: Frame, _ meter: LightMeter, _ now: ContinuousClock.Instant) {
        if let lookedAt, now - lookedAt < Self.lookEvery { return }
        lookedAt = now
        guard let mean = meter.mean(of: frame), mean < Self.black else {
            blackSince = nil
            return
        }
        blackSince = blackSince ?? now
    }

    private mutating func tell(_ failure: Failure) -> Verdict {
        if told == failure.code { return .passedOver }
        told = failure.code
        return .fault(failure)
    }
}
