public import HelperProtocol
public import JPEGCodec
public import KioskDevices
import KioskDomain

/// Frames in, guidance and outcomes out. One thread only; nothing of a frame is kept after its call.
public final class FacePipeline {
    private let engine: FaceEngine
    let decoder: JPEGDecoder
    private var analyser = FrameAnalyser()
    private var attempt: FaceAttempt?
    private var held = HeldReference()
    /// What distances are held against.
    public var threshold: MatchThreshold

    /// - Parameters:
    ///   - files: the weights; without them, or with wrong ones, guidance works and matching does not.
    ///   - pack: of a site that brings its own matcher; when it is refused there is no matching.
    ///   - threshold: instead of the site's calibration record, or the shipped one.
    /// - Throws: `face.helper-fault` when there is not even a detector.
    public init(
        files: ModelFiles?, pack: (any MatcherSource)? = nil, threshold: MatchThreshold? = nil
    ) throws(Failure) {
        engine = try FaceEngine(files: files, pack: pack)
        self.threshold = threshold ?? engine.calibration.threshold
        do {
            // A camera picture of more than 8 megapixels is not one of ours.
            decoder = try JPEGDecoder(pixelLimit: 8_500_000)
        } catch {
            throw Failure(.visionFault, "\(error)")
        }
    }

    /// `matcher.face`: ok with the pinned weights or the site's pack, else fault with `face.matcher-unavailable` or
    /// `face.pack-refused`.
    public var matcherStatus: DeviceStatus {
        let problem = engine.matcherProblem
        return DeviceStatus(
            id: "matcher.face", name: engine.matcherName, health: problem == nil ? .ok : .fault, code: problem?.code,
            finding: problem?.detail ?? "weights loaded, threshold \(threshold.distance)")
    }

    /// The trial that the threshold of this site comes from.
    public var calibration: CalibrationRecord { engine.calibration }

    /// The weights that are loaded.
    public var models: [ModelIdentity] { engine.models }

    /// Forgets the person and the attempt.
    public func reset() {
        analyser = FrameAnalyser()
        attempt = nil
    }

    /// Says whether a portrait can be matched against, and keeps its descriptor for the attempts with the same bytes: it is
    /// computed once per session. May be called before Start, with or without a camera.
    @discardableResult
    public func checkReference(_ portrait: UnsafeRawBufferPointer) -> ReferenceReport {
        reference(portrait).report
    }

    /// What ``checkReference(_:)`` says, in one word; nil when there is no matcher to say so.
    public func canMatch(_ portrait: UnsafeRawBufferPointer) -> Bool? {
        let report = checkReference(portrait)
        if report.problem != nil { return false }
        return report.code == nil ? true : nil
    }

    /// Names the matcher and the rules of ``checkReference(_:)``, for whoever keeps what came of it. Rules that change get
    /// another number.
    public static let referenceRules = "\(FaceEngine.version), portrait rules 1"

    /// Forgets the descriptor of the portrait: the session is over.
    public func forgetReference() {
        held.forget()
        engine.forget()
    }

    /// Opens an attempt. The descriptor of the portrait is that of ``checkReference(_:)`` when the bytes are the same, else
    /// it is computed here.
    ///
    /// - Parameters:
    ///   - deadline: from the first usable frame to the end, gaps of a lost camera left out; that frame is waited for as long.
    ///   - challenge: what is asked of the person once there are frames enough for the comparison.
    ///   - random: chooses the steps of the challenge and their order.
    /// - Returns: an outcome at once when there can be no comparison: without weights a technical error, with a portrait
    ///   that cannot be matched against "no reference photo". Never a match.
    public func beginAttempt(
        id: String, portrait: UnsafeRawBufferPointer, deadline: Duration, challenge: ChallengePolicy = .off,
        random: any RandomNumberGenerator = SystemRandomNumberGenerator(), at now: ContinuousClock.Instant
    ) -> AttemptReport? {
        let reference = reference(portrait)
        guard let descriptor = reference.descriptor else {
            let outcome: AttemptOutcome = reference.report.problem == nil ? .technicalError : .noReferencePhoto
            return complete(
                failed(id, outcome, Failure(reference.report.code ?? .visionFault, reference.report.detail)))
        }
        attempt = FaceAttempt(
            id: id, deadline: deadline, threshold: threshold, reference: descriptor,
            limits: engine.limits,
            challenge: challenge == .off ? nil : ActiveChallenge(challenge, random: random, limits: engine.limits),
            at: now)
        return nil
    }

    /// Gives the attempt that runs, and the steps of its challenge, more time (R2); nothing without an attempt.
    public func extend(by time: Duration) { attempt?.extend(by: time) }

    private func reference(_ portrait: UnsafeRawBufferPointer) -> Reference {
        held.reference(of: portrait) { engine.reference(of: $0, decoder) }
    }

    /// True between ``beginAttempt(id:portrait:deadline:challenge:random:at:)`` and its outcome.
    public var isInAttempt: Bool { attempt != nil }

    /// Judges one frame; ends the attempt when it is decided.
    ///
    /// - Throws: ``FrameProblem``; what this machine lacks ends an attempt instead.
    public func take(
        jpeg: UnsafeRawBufferPointer, at now: ContinuousClock.Instant
    ) throws(FrameProblem) -> (guidance: GuidanceReport, outcome: AttemptReport?) {
        let pixels: FramePixels
        var analysis: FrameAnalysis
        do throws(JPEGError) {
            pixels = try FramePixels(jpeg, decoder)
            analysis = try analyser.analyse(engine, pixels, at: now)
        } catch {
            _ = engine.takeFault()
            guard error == .noMemory else { throw .damaged(error) }
            return try end(for: Failure(.visionFault, "\(error)"))
        }
        if let fault = engine.takeFault() { return try end(for: fault) }
        guard var running = attempt else { return (analysis.report, nil) }
        var outcome: AttemptReport?
        do throws(Failure) {
            outcome = try running.add(analysis, at: now, views: PipelineViews(pixels: pixels, engine: engine))
        } catch {
            outcome = failed(running.id, .technicalError, error)
        }
        analysis.report.collected = running.collected
        analysis.report.needed = threshold.frames
        if let progress = running.progress { analysis.report.ask(progress) }
        attempt = outcome == nil ? running : nil
        return (analysis.report, outcome.map(complete))
    }

    /// Nothing was looked at: that there is no face must not be said of the person.
    private func end(for fault: Failure) throws(FrameProblem) -> (guidance: GuidanceReport, outcome: AttemptReport?) {
        guard let running = attempt else { throw .fault(fault) }
        attempt = nil
        let report = GuidanceReport(guidance: .holdStill, usable: false, measures: QualityMeasures(), face: nil)
        return (report, complete(failed(running.id, .technicalError, fault)))
    }

    /// Tells the attempt why there are no frames.
    public func cameraFailed(_ failure: Failure) { attempt?.cameraFailed(failure) }

    /// To be called when no frame came: ends the attempt when its time is over.
    public func check(at now: ContinuousClock.Instant) -> AttemptReport? {
        guard let report = attempt?.check(at: now) else { return nil }
        attempt = nil
        return complete(report)
    }

    private func failed(_ id: String, _ outcome: AttemptOutcome, _ failure: Failure) -> AttemptReport {
        var report = AttemptReport(id: id, outcome: outcome, threshold: threshold)
        report.code = failure.code
        report.detail = failure.detail
        return report
    }

    private func complete(_ report: AttemptReport) -> AttemptReport {
        var report = report
        report.models = engine.models
        report.matcher = engine.matcherName
        return report
    }
}

/// Why nothing can be said of a frame.
public enum FrameProblem: Error, Hashable {
    /// It cannot be decoded: it is skipped and counts for nothing.
    case damaged(JPEGError)
    /// It was not looked at, for a fault of this machine.
    case fault(Failure)
}

/// What can be had of the frame that is being judged.
private struct PipelineViews: FrameViews {
    let pixels: FramePixels
    let engine: FaceEngine

    func describe(_ face: Face) throws(Failure) -> Descriptor? {
        let rgb: Picture
        do {
            rgb = try pixels.rgb()
        } catch {
            throw Failure(.visionFault, "\(error)")
        }
        return try engine.descriptor(in: rgb, box: face.box)
    }

    func patch(_ landmarks: Face.Landmarks) -> FacePatch? {
        guard let gray = try? pixels.luma() else { return nil }
        return FacePatch(gray, landmarks)
    }
}

extension GuidanceReport {
    /// Puts the step of a challenge before what is said of the picture, unless that makes the step impossible.
    fileprivate mutating func ask(_ progress: ChallengeProgress) {
        challenge = progress
        switch guidance {
        case .noFace, .severalFaces, .tooDark, .tooBright: break
        default: guidance = progress.action
        }
    }
}
