import HelperProtocol
import KioskDevices
import KioskDomain

/// One attempt from its first usable frame to its one outcome (RULES B2 and the table of outcomes). Time is given, never
/// read; one comparison is made, never repeated until it fits.
struct FaceAttempt {
    /// A lost camera that is not back by then ends the attempt.
    static let gapLimit = Duration.seconds(10)
    /// Time without frames beyond this does not count against the person.
    private static let countedGap = Duration.milliseconds(500)
    /// With fewer frames no comparison is made at the deadline; fewer frames make a false match rarer, not likelier.
    private static let fewestFrames = 3

    let id: String
    private let deadline: Duration
    private let threshold: MatchThreshold
    private let reference: Descriptor
    private let startedAt: ContinuousClock.Instant
    private var lastFrameAt: ContinuousClock.Instant
    private var watched: Duration?
    private var counts: [Guidance: Int] = [:]
    private var lastFailure: Failure?
    private var selection = FrameSelection()

    init(
        id: String, deadline: Duration, threshold: MatchThreshold, reference: Descriptor,
        at now: ContinuousClock.Instant
    ) {
        self.id = id
        self.deadline = deadline
        self.threshold = threshold
        self.reference = reference
        startedAt = now
        lastFrameAt = now
    }

    /// Frames collected so far.
    var collected: Int { selection.candidates.count }

    /// Takes one judged frame; `describe` is called only when the frame takes part in the comparison.
    mutating func add(
        _ analysis: FrameAnalysis, at now: ContinuousClock.Instant,
        describe: (Face) throws(Failure) -> Descriptor
    ) throws(Failure) -> AttemptReport? {
        watched = watched.map { $0 + min(now - lastFrameAt, Self.countedGap) } ?? .zero
        lastFrameAt = now
        lastFailure = nil
        counts[analysis.report.guidance, default: 0] += 1
        if analysis.report.usable, let face = analysis.face, selection.wants(at: now) {
            let descriptor = try describe(face)
            let quality = FrameQuality(
                seconds: (watched ?? .zero) / .seconds(1), guidance: analysis.report.guidance,
                measures: analysis.report.measures, distance: descriptor.distance(to: reference))
            selection.add(.init(quality: quality, descriptor: descriptor, face: face), at: now)
        }
        if selection.isComplete(threshold.frames, at: now) { return compare() }
        return check(at: now)
    }

    /// Remembers why there are no frames.
    mutating func cameraFailed(_ failure: Failure) { lastFailure = failure }

    /// Ends the attempt when its time is over.
    func check(at now: ContinuousClock.Instant) -> AttemptReport? {
        if now - lastFrameAt > Self.gapLimit || now - startedAt > deadline + Self.gapLimit * 3 {
            var report = report(.technicalError)
            report.code = lastFailure?.code ?? .cameraLost
            report.detail = lastFailure?.detail ?? "no usable frame for \(Self.gapLimit)"
            return report
        }
        guard let watched, watched >= deadline else { return nil }
        return selection.candidates.count >= Self.fewestFrames ? compare() : report(prevailing)
    }

    private func compare() -> AttemptReport {
        let chosen = selection.best(threshold.frames)
        guard let fused = Descriptor(meanOf: chosen.map(\.descriptor)) else { return report(prevailing) }
        let distance = fused.distance(to: reference)
        var report = report(distance <= threshold.distance ? .matched : .noMatch)
        report.distance = distance
        report.frames = chosen.map(\.quality)
        return report
    }

    /// The outcome that most frames speak for; of equals the one that comes first in the list.
    private var prevailing: AttemptOutcome {
        let order: [AttemptOutcome] = [.severalFaces, .noFace, .poorLighting, .blurred, .tookTooLong]
        let sums = order.map { outcome in counts.filter { $0.key.outcome == outcome }.values.reduce(0, +) }
        guard let most = sums.max(), let index = sums.firstIndex(of: most) else { return .tookTooLong }
        return order[index]
    }

    private func report(_ outcome: AttemptOutcome) -> AttemptReport {
        var report = AttemptReport(id: id, outcome: outcome, threshold: threshold)
        report.seconds = (watched ?? .zero) / .seconds(1)
        report.guidanceCounts = Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
        return report
    }
}
