import HelperProtocol

/// One thing that a person is asked to do.
enum ChallengeStep: Hashable {
    case turnLeft
    case turnRight
    case comeCloser
    /// Stays before the camera for a while.
    case stay

    var action: Guidance {
        switch self {
        case .turnLeft: .turnLeft
        case .turnRight: .turnRight
        case .comeCloser: .comeCloser
        case .stay: .lookAhead
        }
    }

    /// The steps of a challenge, in a random order.
    ///
    /// - Parameter near: the face is so near that it cannot come closer without leaving the picture.
    static func choose(
        _ policy: ChallengePolicy, near: Bool, _ random: inout some RandomNumberGenerator
    ) -> [ChallengeStep] {
        switch policy {
        case .turns:
            let all: [ChallengeStep] = near ? [.turnLeft, .turnRight] : [.turnLeft, .turnRight, .comeCloser]
            return Array(all.shuffled(using: &random).prefix(2))
        case .gentle: return [.comeCloser, .stay]
        case .off: return []
        }
    }
}

/// Why a step was not passed; for technicians.
enum LivenessProblem: String {
    case tooEarly = "moved before anybody could have reacted"
    case tooLate = "did not begin to move in time"
    case otherWay = "moved the other way"
    case notDone = "was not done in time"
    case flat = "moved like a flat picture"
    case anotherPerson = "another person was seen"
    case notAhead = "did not look ahead again"
    case notStill = "did not stay before the camera"
    case outOfTime = "the attempt's time was over"
}
