/// How the head of a scene is held.
struct HeadPose: Hashable {
    /// Degrees towards the person's own left, which is the right of the picture.
    var turn = 0.0
    /// The face is so many times as large as from its usual place.
    var size = 1.0

    static let ahead = HeadPose()
    /// As far as people turn who are asked to; the detector still finds the face.
    static let fullTurn = 30.0
    /// Well beyond the growth that "come closer" asks for.
    static let near = 1.5
}

/// The movement of a head that obeys: each change takes its time, as a person's does.
struct HeadMovement {
    /// Frames from one pose to the next, at 15 a second: 0.8 s.
    static let frames = 12

    private var from = HeadPose.ahead
    private var to = HeadPose.ahead
    private var frame = HeadMovement.frames

    /// Where the head is, or is going.
    var goal: HeadPose { to }

    /// True until the goal is reached.
    var isUnderWay: Bool { frame < Self.frames }

    /// Starts from wherever the head is.
    mutating func go(to pose: HeadPose) {
        guard pose != to else { return }
        (from, to, frame) = (current, pose, 0)
    }

    /// The pose of the next frame.
    mutating func advance() -> HeadPose {
        if isUnderWay { frame += 1 }
        return current
    }

    private var current: HeadPose {
        let share = Double(frame) / Double(Self.frames)
        let eased = share * share * (3 - 2 * share)
        guard isUnderWay else { return to }
        return HeadPose(
            turn: from.turn + (to.turn - from.turn) * eased, size: from.size + (to.size - from.size) * eased)
    }
}

/// What the head can be told.
enum HeadOrder: String, CaseIterable {
    case left = "turn left"
    case right = "turn right"
    case ahead = "turn ahead"
    case closer
    case back

    /// Where heads come to rest when they were told only one thing.
    static let poses: Set<HeadPose> = Set(allCases.map { $0.pose(from: .ahead) })

    func pose(from pose: HeadPose) -> HeadPose {
        switch self {
        case .left: HeadPose(turn: HeadPose.fullTurn, size: pose.size)
        case .right: HeadPose(turn: -HeadPose.fullTurn, size: pose.size)
        case .ahead: HeadPose(turn: 0, size: pose.size)
        case .closer: HeadPose(turn: pose.turn, size: HeadPose.near)
        case .back: HeadPose(turn: pose.turn, size: 1)
        }
    }
}
