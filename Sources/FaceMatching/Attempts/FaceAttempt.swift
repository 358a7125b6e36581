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

    let id: String
    private var deadline: AttemptDeadline
    private let threshold: MatchThreshold
    private let reference: Descriptor
    private let startedAt: ContinuousClock.Instant
    private var lastFrameAt: ContinuousClock.Instant
    /// Time with frames, from the first one on.
    private var watched: Duration?
    /// What ``watched`` was at the first usable frame.
    private var usableFrom: Duration?
    private var counts: [Guidance: Int] = [:]
    private var lastFailure: Failure?
    private var selection: FrameSelection
    private var challenge: ActiveChallenge?
    /// Of the frames since the challenge began, those that showed nothing to judge.
    private var hindrances: [Guidance: Int] = [:]
    private var challengeFrames = 0

    init(
        id: String, deadline: Duration, threshold: MatchThreshold, reference: Descriptor,
        limits: IdentityLimits = .resNet, challenge: ActiveChallenge? = nil, at now: ContinuousClock.Instant
    ) {
        self.id = id
        self.deadline = AttemptDeadline(attempt: deadline, firstFrame: deadline)
        self.threshold = threshold
        self.reference = reference
        self.challenge = challenge
        selection = FrameSelection(limits)
        startedAt = now
        lastFrameAt = now
    }

    /// Frames collected so far.
    var collected: Int { selection.candidates.count }

    /// What the challenge asks for at the moment.
    var progress: ChallengeProgress? { challenge?.progress }

    /// Gives a slow person more time, for the attempt and for the steps of its challenge (R2).
    mutating func extend(by time: Duration) {
        deadline.extend(by: time)
        challenge?.extend(by: time)
    }

    /// Takes one judged frame; what costs time is called only when it is needed.
    mutating func add(
        _ analysis: FrameAnalysis, at now: ContinuousClock.Instant, views: some FrameViews
    ) throws(Failure) -> AttemptReport? {
        watched = watched.map { $0 + min(now - lastFrameAt, Self.countedGap) } ?? .zero
        lastFrameAt = now
        lastFailure = nil
        if analysis.report.usable, usableFrom == nil { usableFrom = watched }
        let descriptor = try describe(analysis, at: now, views)
        if let descriptor, analysis.report.usable, let face = analysis.face { collect(descriptor, face, analysis, now) }
        let isComplete = selection.isComplete(threshold.frames, at: now)
        guard challenge != nil else {
            counts[analysis.report.guidance, default: 0] += 1
            return isComplete ? compare() : check(at: now)
        }
        // A face that the matcher does not see while it is asked who that is: nobody is there, as for the challenge.
        let isUnknown = descriptor == nil && isAskedWho
        let observation = LivenessObservation(
            at: watched ?? .zero, landmarks: isUnknown ? nil : analysis.face?.landmarks, usable: analysis.report.usable,
            faceWidthShare: analysis.report.measures.faceWidthShare, descriptor: descriptor,
            patch: { analysis.face?.landmarks.flatMap(views.patch) })
        let ended = challenge?.see(observation, mayBegin: isComplete)
        count(analysis)
        if let ended { return settle(ended) }
        return check(at: now)
    }

    private func describe(
        _ analysis: FrameAnalysis, at now: ContinuousClock.Instant, _ views: some FrameViews
    ) throws(Failure) -> Descriptor? {
        guard let face = analysis.face else { return nil }
        let forComparison = analysis.report.usable && selection.wants(at: now) && challenge?.hasBegun != true
        return forComparison || isAskedWho ? try views.describe(face) : nil
    }

    /// The challenge wants to know whose face the next frame shows.
    private var isAskedWho: Bool { challenge.map { $0.hasBegun && $0.wantsDescriptor } ?? false }

    private mutating func collect(
        _ descriptor: Descriptor, _ face: Face, _ analysis: FrameAnalysis, _ now: ContinuousClock.Instant
    ) {
        guard selection.wants(at: now) else { return }
        let quality = FrameQuality(
            seconds: elapsed, guidance: analysis.report.guidance,
            measures: analysis.report.measures, distance: descriptor.distance(to: reference), live: descriptor.live)
        selection.add(.init(quality: quality, descriptor: descriptor, face: face), at: now)
    }

    private mutating func count(_ analysis: FrameAnalysis) {
        let hinders = analysis.face == nil || analysis.report.guidance == .severalFaces
        if challenge?.hasBegun == true {
            challengeFrames += 1
            if hinders { hindrances[analysis.report.guidance, default: 0] += 1 }
        }
        counts[(hinders ? nil : progress?.action) ?? analysis.report.guidance, default: 0] += 1
    }

    /// Remembers why there are no frames.
    mutating func cameraFailed(_ failure: Failure) { lastFailure = failure }

    /// Ends the attempt when its time is over.
    mutating func check(at now: ContinuousClock.Instant) -> AttemptReport? {
        if now - lastFrameAt > Self.gapLimit || now - startedAt > deadline.longest + Self.gapLimit * 3 {
            var report = report(.technicalError)
            report.code = lastFailure?.code ?? .cameraLost
            report.detail = lastFailure?.detail ?? "no usable frame for \(Self.gapLimit)"
            return report
        }
        guard let watched, watched >= deadline.end(firstUsableFrame: usableFrom) else { return nil }
        guard challenge != nil else { return report(prevailing(counts)) }
        return challenge?.hasBegun == true ? (challenge?.runOut()).flatMap { settle($0) } : report(prevailing(counts))
    }

    /// What follows from the end of the challenge: the comparison, or the failure that it is.
    private mutating func settle(_ liveness: LivenessReport) -> AttemptReport {
        guard liveness.passed else {
            // Darkness or an empty place explains a challenge that was not done better than the challenge does.
            let hindered = hindrances.values.reduce(0, +) * 2 > challengeFrames
            var report = report(hindered ? prevailing(hindrances) : .livenessFailed)
            report.liveness = liveness
            return report
        }
        if let person = challenge?.person { selection.keep(near: person) }
        // The threshold was derived with so many frames; with fewer there is no decision.
        var report = selection.candidates.count >= threshold.frames ? compare() : report(.tookTooLong)
        report.liveness = liveness
        return report
    }

    private func compare() -> AttemptReport {
        let chosen = selection.best(threshold.frames)
        guard let fused = Descriptor(meanOf: chosen.map(\.descriptor)) else { return report(prevailing(counts)) }
        let distance = fused.distance(to: reference)
        var report = report(distance <= threshold.distance ? .matched : .noMatch)
        report.distance = distance
        report.frames = chosen.map(\.quality)
        return report
    }

    /// The outcome that most frames speak for; of equals the one that comes first in the list.
    private func prevailing(_ counts: [Guidance: Int]) -> AttemptOutcome {
        let order: [AttemptOutcome] = [.severalFaces, .noFace, .poorLighting, .blurred, .tookTooLong]
        let sums = order.map { outcome in counts.filter { $0.key.outcome == outcome }.values.reduce(0, +) }
        guard let most = sums.max(), let index = sums.firstIndex(of: most) else { return .tookTooLong }
        return order[index]
    }

    /// Seconds since the first usable frame; without one since the first.
    private var elapsed: Double { ((watched ?? .zero) - (usableFrom ?? .zero)) / .seconds(1) }

    private func report(_ outcome: AttemptOutcome) -> AttemptReport {
        var report = AttemptReport(id: id, outcome: outcome, threshold: threshold)
        report.seconds = elapsed
        report.guidanceCounts = Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
        return report
    }
}

/// What can be had of a frame at some cost.
protocol FrameViews {
    /// Nil when the matcher sees no face there.
    func describe(_ face: Face) throws(Failure) -> Descriptor?
    /// Nil without memory or with eyes too close together.
    func patch(_ landmarks: Face.Landmarks) -> FacePatch?
}
