/// Follows one step of the challenge from its prompt.
struct StepWatch {
    /// What a frame came to.
    enum Verdict {
        case goOn
        case passed
        case failed(LivenessProblem)
    }

    let step: ChallengeStep
    let promptedAt: Duration
    private let front: FrontView
    private var latest: [LivenessMeasure] = []
    private var reactedAt: Duration?
    private var solid = 0
    private var flat = 0
    private var frames = 0
    private var ahead = 0
    /// The most that was reached: change of the nose's place in the asked direction, growth, share of good frames.
    private(set) var measure: Double

    init(_ step: ChallengeStep, from front: FrontView, at now: Duration) {
        (self.step, self.front, promptedAt) = (step, front, now)
        measure = step == .comeCloser ? 1 : 0
    }

    /// How long the step may take.
    func limit(_ patience: Duration) -> Duration {
        step == .stay ? LivenessRules.stay : LivenessRules.stepLimit + patience
    }

    /// True when the next frame may decide the step, so that it must be known whose it is.
    var isNearlyDone: Bool { solid > 0 }

    /// Judges what time alone decides.
    func check(at now: Duration, _ patience: Duration) -> Verdict {
        let elapsed = now - promptedAt
        if step == .stay {
            guard elapsed >= LivenessRules.stay else { return .goOn }
            return measure >= LivenessRules.stayShare ? .passed : .failed(.notStill)
        }
        if reactedAt == nil, elapsed > LivenessRules.latestReaction + patience { return .failed(.tooLate) }
        guard elapsed > limit(patience) else { return .goOn }
        return .failed(flat > 0 ? .flat : .notDone)
    }

    mutating func see(_ observation: LivenessObservation, _ patience: Duration) -> Verdict {
        frames += 1
        if let measure = observation.measure {
            latest.append(measure)
            latest.removeAll { measure.at - $0.at > LivenessRules.agreeingSpan }
            if latest.count > LivenessRules.agreeing { latest.removeFirst() }
            let verdict = judge(measure, observation)
            guard case .goOn = verdict else { return verdict }
        }
        if step == .stay { measure = Double(ahead) / Double(frames) }
        return check(at: observation.at, patience)
    }

    private mutating func judge(_ measure: LivenessMeasure, _ observation: LivenessObservation) -> Verdict {
        if step == .stay {
            if isFrontal(measure) { ahead += 1 }
            return .goOn
        }
        if reactedAt == nil, let first = beginning {
            reactedAt = first
            if first - promptedAt < LivenessRules.earliestReaction { return .failed(.tooEarly) }
        }
        guard latest.count == LivenessRules.agreeing else { return .goOn }
        let done = latest.map(progress)
        let mean = done.reduce(0, +) / Double(done.count)
        self.measure = max(self.measure, mean)
        switch step {
        case .turnLeft, .turnRight:
            if done.allSatisfy({ $0 <= -LivenessRules.turnInEachFrame }), mean <= -LivenessRules.turn {
                return .failed(.otherWay)
            }
            guard mean >= LivenessRules.turn, done.allSatisfy({ $0 >= LivenessRules.turnInEachFrame }) else {
                return .goOn
            }
            return judgeDepth(observation)
        case .comeCloser:
            if done.allSatisfy({ $0 <= 1 / LivenessRules.growth }) { return .failed(.otherWay) }
            guard done.allSatisfy({ $0 >= LivenessRules.growth }), latest.allSatisfy(isFrontal) else { return .goOn }
            let nose = latest.map(\.nose).reduce(0, +) / Double(latest.count)
            return nose - front.measure.nose >= LivenessRules.perspective ? .passed : .goOn
        case .stay: return .goOn
        }
    }

    /// The landmarks say "turned"; whether a head turned or a picture was tilted, the whole view says.
    private mutating func judgeDepth(_ observation: LivenessObservation) -> Verdict {
        guard let patch = observation.patch(), let likeness = FlatMotion.likeness(front.patch, patch) else {
            return .goOn
        }
        if likeness >= LivenessRules.flatLikeness { flat += 1 }
        solid = likeness <= LivenessRules.solidLikeness ? solid + 1 : 0
        if flat >= LivenessRules.flatFrames { return .failed(.flat) }
        return solid >= LivenessRules.solidFrames ? .passed : .goOn
    }

    /// When two frames in a row first showed a movement in the asked direction.
    private var beginning: Duration? {
        guard let last = latest.last, let previous = latest.dropLast().last else { return nil }
        let moved =
            step == .comeCloser
            ? { progress($0) >= LivenessRules.firstGrowth } : { progress($0) >= LivenessRules.firstTurn }
        return moved(previous) && moved(last) ? previous.at : nil
    }

    /// Turn towards the asked side, or growth.
    private func progress(_ measure: LivenessMeasure) -> Double {
        switch step {
        case .turnLeft: measure.turn - front.measure.turn
        case .turnRight: front.measure.turn - measure.turn
        case .comeCloser: measure.eyes / front.measure.eyes
        case .stay: 0
        }
    }

    private func isFrontal(_ measure: LivenessMeasure) -> Bool {
        abs(measure.turn - front.measure.turn) <= LivenessRules.frontal
    }
}
