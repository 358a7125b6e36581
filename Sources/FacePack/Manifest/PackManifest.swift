public import HelperProtocol

/// What a pack of models says of itself: one JSON file beside the model files (`docs/face-pack.md`).
public struct PackManifest: Sendable, Hashable, Codable {
    /// Name and version of this form.
    public static let format = "psc-kiosk.face-pack/1"

    /// ``format``.
    public var format: String
    /// What the site calls it.
    public var name: String
    /// One model per role.
    public var models: [PackModel]

    /// A pack as its file says it; ``PackFile`` judges it.
    public init(name: String, models: [PackModel]) {
        format = Self.format
        self.name = name
        self.models = models
    }

    /// The model of a role; nil without one.
    public subscript(role: PackModel.Role) -> PackModel? { models.first { $0.role == role } }
}

/// One model: which file, how it wants its picture, and what its figures mean.
public struct PackModel: Sendable, Hashable, Codable {
    /// What a model does.
    public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
        /// Finds faces with five points; the twelve outputs of YuNet.
        case detector
        /// Turns an aligned face into a vector, as SFace does.
        case matcher
        /// Tells a live face from a picture of one, as MiniFASNet does: a hint, never enough to accept or refuse.
        case liveness
    }

    /// How two vectors are compared.
    public enum Metric: String, Sendable, Hashable, Codable {
        /// One minus the cosine of the angle between them, 0…2.
        case cosine
    }

    /// To what places the eyes, nose and corners of the mouth are brought.
    public enum Template: String, Sendable, Hashable, Codable {
        /// The five points on 112 by 112 that most present networks were trained with.
        case fivePoints112 = "five-points-112"
    }

    /// What it does.
    public var role: Role
    /// File name, in the folder of the manifest.
    public var file: String
    /// SHA-256 of the whole file, lower-case hexadecimal.
    public var sha256: String
    /// How it wants its picture.
    public var input: PackInput
    /// Of a matcher.
    public var template: Template?
    /// Of a matcher.
    public var metric: Metric?
    /// Of a liveness model: side of the cut-out by the side of the face's box.
    public var crop: Double?
    /// Of a liveness model: the place of "live" among its outputs.
    public var liveIndex: Int?
    /// Detector: least score of a face. Matcher: greatest distance of a match. Liveness: least share of "live".
    public var threshold: Double
    /// The trial that the threshold comes from.
    public var calibration: CalibrationRecord?

    /// Every field as given.
    public init(
        role: Role, file: String, sha256: String, input: PackInput, template: Template? = nil, metric: Metric? = nil,
        crop: Double? = nil, liveIndex: Int? = nil, threshold: Double, calibration: CalibrationRecord?
    ) {
        self.role = role
        self.file = file
        self.sha256 = sha256
        self.input = input
        self.template = template
        self.metric = metric
        self.crop = crop
        self.liveIndex = liveIndex
        self.threshold = threshold
        self.calibration = calibration
    }

    /// Name and hash, for reports.
    public var identity: ModelIdentity { ModelIdentity(name: file, sha256: sha256) }
}

/// How a model wants its picture: `(value - mean) * scale` per channel, planes one after another.
public struct PackInput: Sendable, Hashable, Codable {
    /// Which colour comes first.
    public enum Channels: String, Sendable, Hashable, Codable { case rgb, bgr }

    /// Pixels.
    public var width: Int
    /// Pixels.
    public var height: Int
    /// Order of the planes.
    public var channels: Channels
    /// Applied to 0…255 after the mean; 1 leaves them.
    public var scale: Double
    /// Subtracted from each plane, in the order of `channels`.
    public var mean: [Double]

    /// Every field as given.
    public init(width: Int, height: Int, channels: Channels, scale: Double = 1, mean: [Double] = [0, 0, 0]) {
        self.width = width
        self.height = height
        self.channels = channels
        self.scale = scale
        self.mean = mean
    }
}
