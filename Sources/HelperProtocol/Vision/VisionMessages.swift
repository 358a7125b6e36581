public import KioskDevices
public import KioskDomain

/// What the daemon asks of kiosk-vision.
public enum VisionRequest: HelperMessage, Hashable {
    /// Free positioning: previews and guidance until `stop` or `attempt`.
    case position
    /// Free positioning for a photo on a document, with the rules of a portrait, until `photograph`, `stop` or another request.
    case compose
    /// The first frame that meets the rules of a portrait, answered by `photo`; positioning goes on when there is none in time.
    case photograph(deadlineSeconds: Double)
    /// One attempt. The portrait comes before it as a frame of its own kind.
    case attempt(id: String, deadlineSeconds: Double, challenge: ChallengePolicy)
    /// Gives the attempt that runs so much more time, for people who need it (R2); nothing without one.
    case extend(seconds: Double)
    /// Asks whether the portrait, which comes before it as a frame of its own kind, can be matched against; answered by
    /// `reference`. The portrait is not kept.
    case checkReference
    /// Forgets what was computed from the portrait: the session is over.
    case forget
    /// Ends positioning or the attempt without an outcome and closes the camera.
    case stop
    /// Asks for `ready`; opens the camera for a moment when it is closed.
    case health
    /// A technician's question; a person who is served, or comes, goes before it.
    case camera(CameraRequest, of: CameraRole)
    /// Ends looking for a QR code; it is answered as one that was not seen.
    case stopReading
}

/// What kiosk-vision tells.
public enum VisionEvent: HelperMessage, Hashable {
    /// The first message of a connection, the answer to `health`, and the news that a lost camera is back.
    case ready(VisionHealth)
    /// What to tell the person.
    case guidance(GuidanceReport)
    /// The answer to `checkReference`.
    case reference(ReferenceReport)
    /// What came of a photo; its picture came before it as a frame of its own kind.
    case photo(PhotoReport)
    /// The end of an attempt.
    case outcome(AttemptReport)
    /// A device fault; the attempt that runs goes on when the camera is back within 10 s. Made by the client itself,
    /// with `face.helper-fault`, when the helper died or hangs: an attempt that ran then is a technical error.
    case fault(code: FailureCode, detail: String)
    /// Sent each 500 ms by the working loop itself, so that one that hangs is noticed.
    case heartbeat
    /// Nothing was asked for a while: the helper ends once the client ends the connection, and is started again on demand.
    case resting
    /// The answer to a technician's question.
    case camera(CameraAnswer)
}

/// What kiosk-vision can do at the moment.
public struct VisionHealth: Sendable, Hashable, Codable {
    /// `camera.face`: fault with a `camera.…` code when it cannot be had, unknown before it was opened.
    public var camera: DeviceStatus
    /// `camera.document`, in the same way; nil for a kiosk without such a camera.
    public var document: DeviceStatus?
    /// `matcher.face`: fault with `face.matcher-unavailable` without the right weights; guidance works then.
    public var matcher: DeviceStatus
    /// The weights that are loaded.
    public var models: [ModelIdentity]
    /// What a distance is held against.
    public var threshold: MatchThreshold
    /// The kernel keeps all files but camera and models from the helper (landlock(7)).
    public var isConfined: Bool

    /// The state of cameras and matcher.
    public init(
        camera: DeviceStatus, document: DeviceStatus? = nil, matcher: DeviceStatus, models: [ModelIdentity],
        threshold: MatchThreshold, isConfined: Bool = false
    ) {
        self.document = document
        self.isConfined = isConfined
        self.camera = camera
        self.matcher = matcher
        self.models = models
        self.threshold = threshold
    }
}
