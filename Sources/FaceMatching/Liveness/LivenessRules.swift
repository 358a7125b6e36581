/// The limits of the challenge (`docs/liveness.md`). Places of the nose in eye distances.
enum LivenessRules {
    /// A turn of about 15 to 20 degrees moves the nose by so much beside the eyes; 14 to 30 times what noise does.
    static let turn = 0.15
    /// Each frame that speaks for a turn has at least this.
    static let turnInEachFrame = 0.12
    /// The eyes are so many times further apart when the face came closer.
    static let growth = 1.3
    /// A nearer nose stands out by perspective. Nodding hides that, so only a clear change the other way speaks against it.
    static let perspective = -0.03
    /// Two views that are as like as this when one is laid flat over the other are of one flat picture: tilted photographs
    /// have 0.985 and more.
    static let flatLikeness = 0.98
    /// Two views of a head have at most this: 0.91 on 136 pairs of the AT&T set, 0.97 in the simulator where the turn begins.
    static let solidLikeness = 0.96

    /// What counts as the beginning of a movement.
    static let firstTurn = 0.05
    static let firstGrowth = 1.06
    /// Nobody reacts sooner; whoever does knew before.
    static let earliestReaction = Duration.milliseconds(150)
    static let latestReaction = Duration.seconds(3)
    static let stepLimit = Duration.seconds(4)
    /// How long a person who cannot turn stays before the camera.
    static let stay = Duration.seconds(5)
    /// Of the frames of the stay, those that show the face from the front.
    static let stayShare = 0.6

    /// The face is in front again when it is so near to where it was at the start.
    static let ahead = 0.08
    /// Of the frames by which "in front" is known: how many, how far apart at most (a busy machine judges few a second), how
    /// much alike.
    static let frontFrames = 5
    static let frontSpan = Duration.milliseconds(1600)
    static let frontTurn = 0.08
    static let frontGrowth = 1.08
    /// From the front, any more counts as turned.
    static let frontal = QualityRules.yaw

    /// Frames in a row that must agree, and over which time at most.
    static let agreeing = 3
    static let agreeingSpan = Duration.seconds(1)
    /// Frames in a row that look solid before a turn is believed, and flat ones in all before it is refused.
    static let solidFrames = 2
    static let flatFrames = 8

    /// Every so many frames the person is compared with the one of the first frame, by `IdentityLimits`: the wider one
    /// during a turn and until the face is in front again.
    static let identityEvery = 5
    /// Beyond this a face whose distance is close cannot come closer without leaving the picture.
    static let roomToComeCloser = 0.5
}
