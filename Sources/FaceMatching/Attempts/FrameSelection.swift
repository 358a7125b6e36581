import HelperProtocol

/// The frames of an attempt that may be compared: ten a second, all of one person, of which the best for quality and variety
/// are fused.
struct FrameSelection {
    /// One frame, reduced to what is needed; the picture is gone.
    struct Candidate {
        var quality: FrameQuality
        var descriptor: Descriptor
        var face: Face
    }

    /// From one frame to the next on the average. A camera of 15 frames a second has none at just that time: the one after
    /// a late frame comes sooner, so that six are there in time.
    private static let spacing = Duration.milliseconds(100)
    private static let shortest = Duration.milliseconds(50)
    /// Long enough for six frames at 10 a second; the decision falls within 700 ms of the first good frame.
    private static let span = Duration.milliseconds(600)
    private static let most = 12
    private let limits: IdentityLimits
    private(set) var candidates: [Candidate] = []
    private var firstAt: ContinuousClock.Instant?
    private var nextAt: ContinuousClock.Instant?

    init(_ limits: IdentityLimits) { self.limits = limits }

    /// True when a frame of this instant would be far enough from those before.
    func wants(at now: ContinuousClock.Instant) -> Bool {
        nextAt.map { now >= $0 } ?? true
    }

    mutating func add(_ candidate: Candidate, at now: ContinuousClock.Instant) {
        if let mean = Descriptor(meanOf: candidates.map(\.descriptor)),
            mean.distance(to: candidate.descriptor) > limits.samePersonTurned
        {
            // Another person stepped in.
            candidates = []
            firstAt = nil
        }
        if candidates.count == Self.most { candidates.removeFirst() }
        candidates.append(candidate)
        nextAt = max((nextAt ?? now) + Self.spacing, now + Self.shortest)
        if firstAt == nil { firstAt = now }
    }

    /// Leaves out frames that are not surely of this person.
    mutating func keep(near person: Descriptor) {
        let limit = limits.samePerson
        candidates.removeAll { person.distance(to: $0.descriptor) > limit }
    }

    /// True when enough frames are there.
    func isComplete(_ count: Int, at now: ContinuousClock.Instant) -> Bool {
        guard candidates.count >= count, let firstAt else { return false }
        return now - firstAt >= Self.span
    }

    /// The best frames, each next one chosen for quality and for difference from those already chosen.
    func best(_ count: Int) -> [Candidate] {
        var rest = candidates
        var chosen: [Candidate] = []
        while chosen.count < count, !rest.isEmpty {
            let values = rest.map { Self.value($0, beside: chosen) }
            guard let best = values.indices.max(by: { values[$0] < values[$1] }) else { break }
            chosen.append(rest.remove(at: best))
        }
        return chosen
    }

    private static func value(_ candidate: Candidate, beside chosen: [Candidate]) -> Double {
        let measures = candidate.quality.measures
        var value = candidate.quality.guidance == .good ? 1.0 : 0.5
        value += 0.2 * min((measures.sharpness ?? 0) / 300, 1)
        value -= abs(measures.yaw ?? 0) + abs(measures.roll ?? 0) / 90
        let difference = chosen.map { movement($0.face, candidate.face) }.min() ?? 0
        return value + min(difference, 0.2)
    }

    /// How far eyes and nose moved, in eye distances.
    private static func movement(_ one: Face, _ other: Face) -> Double {
        guard let first = one.landmarks, let second = other.landmarks else { return 0 }
        let scale = max(first.eyeDistance, 1)
        let eyes = abs(first.eyeMiddle.x - second.eyeMiddle.x) + abs(first.eyeMiddle.y - second.eyeMiddle.y)
        let turn = abs(first.nosePlace.along - second.nosePlace.along)
        return eyes / scale + turn
    }
}
