import HelperProtocol

/// The challenge: asks for its steps one after the other and judges what frames show. Time and chance are given from
/// outside; nothing is read from a camera here.
///
/// Before each step the face is in front and still; what it looks like then is what the step is measured against.
struct ActiveChallenge {
    private enum Phase {
        /// Waits for the face in front; the time is that of the prompt, nil before the first step.
        case facing(FrontWatch, since: Duration?)
        case step(StepWatch)
        case ended(LivenessReport)
    }

    private let policy: ChallengePolicy
    private let limits: IdentityLimits
    private var random: any RandomNumberGenerator
    private var phase = Phase.facing(FrontWatch(), since: nil)
    private var steps: [ChallengeStep] = []
    private var results: [LivenessStep] = []
    private var home: LivenessMeasure?
    /// Whose challenge it is: as seen before the first step.
    private(set) var person: Descriptor?
    private var patience = Duration.zero
    /// Of the newest descriptor to the person's.
    private var distance = 0.0
    private var framesSinceIdentity = 0
    private var wasLost = false
    private var now = Duration.zero

    /// - Parameter policy: not `off`.
    init(_ policy: ChallengePolicy, random: any RandomNumberGenerator, limits: IdentityLimits = .resNet) {
        self.policy = policy
        self.limits = limits
        self.random = random
    }

    /// Steps have been asked for.
    var hasBegun: Bool { !steps.isEmpty }

    /// True when the next frame with a face is to come with its descriptor: every fifth, the first after a loss, and those
    /// that may decide a step or the next prompt.
    var wantsDescriptor: Bool {
        guard person != nil else { return true }
        switch phase {
        case .step(let watch) where watch.isNearlyDone: return true
        case .facing where hasBegun: return true
        default: return wasLost || framesSinceIdentity >= LivenessRules.identityEvery - 1
        }
    }

    /// What the person is asked for; nil before the first step and after the last.
    var progress: ChallengeProgress? {
        switch phase {
        case .facing(_, let since):
            guard let since else { return nil }
            return progress(.lookAhead, left: LivenessRules.stepLimit + patience - (now - since))
        case .step(let watch):
            return progress(watch.step.action, left: watch.limit(patience) - (now - watch.promptedAt))
        case .ended: return nil
        }
    }

    private func progress(_ action: Guidance, left: Duration) -> ChallengeProgress {
        ChallengeProgress(
            step: results.count + 1, steps: steps.count, action: action,
            secondsLeft: max(left / .seconds(1), 0))
    }

    /// Gives a slow person more time for this step and those that follow (R2).
    mutating func extend(by time: Duration) { patience += max(time, .zero) }

    /// Judges one frame.
    ///
    /// - Parameter mayBegin: enough frames for the comparison are there.
    /// - Returns: the report when the challenge is over.
    mutating func see(_ observation: LivenessObservation, mayBegin: Bool) -> LivenessReport? {
        now = observation.at
        if let problem = identify(observation) { return end(problem) }
        switch phase {
        case .ended(let report): return report
        case .facing(var watch, let since):
            let front = watch.see(observation, home: home)
            phase = .facing(watch, since: since)
            if let front, mayBegin, distance <= limits.samePerson { return prompt(from: front) }
            return check(at: now)
        case .step(var watch):
            let verdict = watch.see(observation, patience)
            phase = .step(watch)
            return settle(watch, verdict)
        }
    }

    /// Judges what time alone decides, when no frame came.
    mutating func check(at now: Duration) -> LivenessReport? {
        self.now = now
        switch phase {
        case .ended(let report): return report
        case .facing(_, let since):
            guard let since, now - since > LivenessRules.stepLimit + patience else { return nil }
            return end(.notAhead)
        case .step(let watch): return settle(watch, watch.check(at: now, patience))
        }
    }

    /// The report of a challenge that the attempt's own deadline ends.
    mutating func runOut() -> LivenessReport { end(.outOfTime) }

    private mutating func prompt(from front: FrontView) -> LivenessReport? {
        if steps.isEmpty {
            home = front.measure
            steps = ChallengeStep.choose(
                policy, near: front.faceWidthShare > LivenessRules.roomToComeCloser, &random)
        }
        guard results.count < steps.count else { return pass() }
        phase = .step(StepWatch(steps[results.count], from: front, at: now))
        return nil
    }

    private mutating func settle(_ watch: StepWatch, _ verdict: StepWatch.Verdict) -> LivenessReport? {
        switch verdict {
        case .goOn: return nil
        case .failed(let problem): return end(problem)
        case .passed:
            results.append(result(of: watch, passed: true))
            guard results.count < steps.count else { return pass() }
            phase = .facing(FrontWatch(), since: now)
            return nil
        }
    }

    private mutating func pass() -> LivenessReport {
        let report = LivenessReport(passed: true, steps: results)
        phase = .ended(report)
        return report
    }

    private mutating func end(_ problem: LivenessProblem) -> LivenessReport {
        if case .ended(let report) = phase { return report }
        if case .step(let watch) = phase { results.append(result(of: watch, passed: false)) }
        let step = results.last.map { "\($0.action.rawValue): " } ?? ""
        let report = LivenessReport(passed: false, steps: results, reason: step + problem.rawValue)
        phase = .ended(report)
        return report
    }

    private func result(of watch: StepWatch, passed: Bool) -> LivenessStep {
        LivenessStep(
            action: watch.step.action, seconds: (now - watch.promptedAt) / .seconds(1), measure: watch.measure,
            passed: passed)
    }

    /// Whether the person is still the one of the first frame.
    private mutating func identify(_ observation: LivenessObservation) -> LivenessProblem? {
        guard observation.measure != nil else {
            wasLost = true
            return nil
        }
        framesSinceIdentity += 1
        guard let descriptor = observation.descriptor else { return nil }
        framesSinceIdentity = 0
        wasLost = false
        guard let person, hasBegun else {
            person = descriptor
            return nil
        }
        distance = person.distance(to: descriptor)
        let limit = isTurning ? limits.samePersonTurned : limits.samePerson
        return distance > limit ? .anotherPerson : nil
    }

    /// The face is turned, or on its way back.
    private var isTurning: Bool {
        switch phase {
        case .facing: results.last.map { $0.action == .turnLeft || $0.action == .turnRight } ?? false
        case .step(let watch): watch.step == .turnLeft || watch.step == .turnRight
        case .ended: false
        }
    }
}
