import Glibc
import HelperProtocol
import KioskTestSupport

@testable import FaceMatching

/// Somebody, or something, before the camera: tells how the face is held at a time, knowing what the screen asks.
protocol SimulatedActor {
    mutating func pose(at seconds: Double, _ prompt: ChallengeProgress?) -> SimulatedPose
    /// Who is seen: an index of ``SimulatedClip/people``.
    func person(at seconds: Double, _ prompt: ChallengeProgress?) -> Int
}

extension SimulatedActor {
    func person(at seconds: Double, _ prompt: ChallengeProgress?) -> Int { 0 }
}

/// Shows an actor to a challenge with the measured noise of the landmarks.
struct SimulatedClip {
    /// Two descriptors that are as far apart as two people's.
    static let people = [descriptor(0), descriptor(1)]

    var face: SimulatedFace
    var noise: Double
    var random: SplitMix64
    /// Frames a second.
    var rate = 15.0

    private static func descriptor(_ person: Int) -> Descriptor {
        guard
            let descriptor = Descriptor(
                .resNet,
                { numbers in
                    for index in numbers.indices { numbers[index] = index % 2 == person ? 0.08 : 0 }
                    return true
                })
        else { preconditionFailure("no memory") }
        return descriptor
    }

    /// How the challenge ends, and when.
    mutating func run(
        _ policy: ChallengePolicy, _ actor: some SimulatedActor, extend: Duration = .zero
    ) -> (report: LivenessReport, seconds: Double) {
        var actor = actor
        var challenge = ActiveChallenge(policy, random: random)
        challenge.extend(by: extend)
        var frame = 0
        while Double(frame) < 60 * rate {
            let seconds = Double(frame) / rate
            let pose = actor.pose(at: seconds, challenge.progress)
            let landmarks = face.landmarks(pose, noise: noise, &random)
            let person = actor.person(at: seconds, challenge.progress)
            let observation = LivenessObservation(
                at: .seconds(seconds), landmarks: landmarks, usable: abs(landmarks.nosePlace.along) <= QualityRules.yaw,
                faceWidthShare: 2.5 * landmarks.eyeDistance / 720,
                descriptor: challenge.wantsDescriptor ? Self.people[person] : nil,
                patch: { [face] in face.patch(landmarks, pose) })
            // The frames for the comparison take 0.6 s.
            if let report = challenge.see(observation, mayBegin: seconds >= 0.6) { return (report, seconds) }
            frame += 1
        }
        return (challenge.runOut(), Double(frame) / rate)
    }
}

/// A person who does what is asked: reacts after 0.6 s and takes 0.8 s for each movement, swaying a little meanwhile.
struct CooperativePerson: SimulatedActor {
    var reaction = 0.6
    var movement = 0.8
    /// Degrees of a turn, and how many times nearer the person comes.
    var turn = 28.0
    var nearer = 1.45
    var distance = 9.0
    var sway = 1.0
    /// Turns the other way, and goes back instead of coming closer.
    var isContrary = false
    /// Another person is seen from half-way through the first movement on.
    var isReplaced = false

    private var from = SimulatedPose()
    private var to = SimulatedPose()
    private var started = -10.0
    private var prompt: Guidance?

    init() {}

    mutating func pose(at seconds: Double, _ prompt: ChallengeProgress?) -> SimulatedPose {
        if prompt?.action != self.prompt {
            from = now(seconds)
            to = goal(prompt?.action)
            started = seconds + reaction
            self.prompt = prompt?.action
        }
        var pose = now(seconds)
        pose.yaw += sway * sin(seconds * 1.3)
        pose.pitch += sway * sin(seconds * 0.9 + 1)
        pose.roll += sway * sin(seconds * 1.1 + 2)
        return pose
    }

    func person(at seconds: Double, _ prompt: ChallengeProgress?) -> Int {
        isReplaced && prompt != nil && seconds > started + movement / 2 ? 1 : 0
    }

    private func goal(_ action: Guidance?) -> SimulatedPose {
        let sign = isContrary ? -1.0 : 1.0
        var pose = SimulatedPose(distance: to.distance == 0 ? distance : to.distance)
        switch action {
        case .turnLeft: pose.yaw = sign * turn
        case .turnRight: pose.yaw = -sign * turn
        case .comeCloser: pose.distance = isContrary ? distance * nearer : distance / nearer
        default: break
        }
        return pose
    }

    private func now(_ seconds: Double) -> SimulatedPose {
        let share = min(max((seconds - started) / movement, 0), 1)
        let eased = share * share * (3 - 2 * share)
        var pose = from
        pose.yaw += (to.yaw - from.yaw) * eased
        pose.distance += (to.distance - from.distance) * eased
        return pose
    }
}

/// Moves a picture through everything at random, after holding it still until the challenge has begun.
struct RandomSweep: SimulatedActor {
    private let waves: [(height: Double, speed: Double, phase: Double)]

    init(_ random: inout SplitMix64) {
        waves = [55.0, 50, 30, 0.35, 0.1].map { height in
            (random.uniform(-height...height), random.uniform(0.6...2.5), 0)
        }
    }

    mutating func pose(at seconds: Double, _ prompt: ChallengeProgress?) -> SimulatedPose {
        let moving = max(seconds - 1.2, 0)
        // Back to the front every few seconds, as the challenge wants it.
        let share = prompt?.action == .lookAhead ? 0 : min(moving, 1)
        let values = waves.map { $0.height * sin(moving * $0.speed) * share }
        return SimulatedPose(
            yaw: values[0], pitch: values[1], roll: values[2], distance: 9 * (1 - values[3]), shift: values[4])
    }
}

/// Knows how the test works: tilts a picture about a slanting axis so that the nose seems to move as it is asked to,
/// keeps the eyes level, and brings it closer when that is asked.
struct KnowingAttacker: SimulatedActor {
    let tilt: Double
    let reaction: Double
    private var prompt: Guidance?
    private var since = 0.0

    init(_ random: inout SplitMix64) {
        tilt = random.uniform(38...58)
        reaction = random.uniform(0.2...0.8)
    }

    mutating func pose(at seconds: Double, _ prompt: ChallengeProgress?) -> SimulatedPose {
        if prompt?.action != self.prompt { (self.prompt, since) = (prompt?.action, seconds) }
        let share = min(max((seconds - since - reaction) / 0.8, 0), 1)
        switch self.prompt {
        case .turnLeft: return slanting(tilt * share, 1)
        case .turnRight: return slanting(tilt * share, -1)
        case .comeCloser: return SimulatedPose(distance: 9 / (1 + 0.45 * share))
        default: return SimulatedPose()
        }
    }

    private func slanting(_ degrees: Double, _ side: Double) -> SimulatedPose {
        let (yaw, pitch) = (side * degrees * 0.75, degrees * 0.7)
        // What yaw and pitch together do to the line between the eyes, taken back.
        let lean = atan(sin(yaw * .pi / 180) * sin(pitch * .pi / 180) / cos(yaw * .pi / 180)) * 180 / .pi
        return SimulatedPose(yaw: yaw, pitch: pitch, roll: -lean)
    }
}
