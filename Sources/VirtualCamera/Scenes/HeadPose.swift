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

/// The movement of a head that obeys: each change takes its time, as a person's does, however many frames are drawn of it.
struct HeadMovement {
    /// From one pose to the next.
    static let time = Duration.milliseconds(800)

    private var from = HeadPose.ahead
    private var to = HeadPose.ahead
    private var startedAt: ContinuousClock.Instant?

    /// Where the head is, or is going.
    var goal: HeadPose { to }

    /// Starts from wherever the head is.
    mutating func go(to pose: HeadPose, at now: ContinuousClock.Instant) {
        guard pose != to else { return }
        (from, to, startedAt) = (self.pose(at: now), pose, now)
    }

    /// The pose at that moment.
    func pose(at now: ContinuousClock.Instant) -> HeadPose {
        let share = share(at: now)
        guard share < 1 else { return to }
        let eased = share * share * (3 - 2 * share)
        return HeadPose(
            turn: from.turn + (to.turn - from.turn) * eased, size: from.size + (to.size - from.size) * eased)
    }

    private func share(at now: ContinuousClock.Instant) -> Double {
        startedAt.map { min(max((now - $0) / Self.time, 0), 1) } ?? 1
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
