public import HelperProtocol
public import JPEGCodec
public import KioskDevices

/// Tells faces apart: turns the face of a picture into numbers, near for one person and far for two. One thread only.
///
/// dlib's network is one; a site may bring another (`docs/face-pack.md`). Whichever it is makes the descriptor of the
/// portrait and those of the frames, and its own trial gives the threshold.
public protocol FaceMatcher: AnyObject {
    /// Name and version, for reports.
    var name: String { get }
    /// Every weights file that takes part in a comparison.
    var models: [ModelIdentity] { get }
    /// The trial that the threshold comes from.
    var calibration: CalibrationRecord { get }
    /// What its numbers are.
    var form: DescriptorForm { get }

    /// Writes the numbers of one face.
    ///
    /// - Parameters:
    ///   - face: where dlib's detector found it, in pixels of `rgb`.
    ///   - numbers: as many as ``form`` says.
    /// - Returns: nil when this matcher sees no face there; the frame counts for nothing then.
    /// - Throws: `face.helper-fault` when it fails.
    func describe(
        _ face: FaceBounds, in rgb: Picture, into numbers: UnsafeMutableBufferPointer<Float>
    ) throws(Failure) -> DescribedFace?

    /// Overwrites what it holds of the last face.
    func forget()
}

/// Where the matcher comes from that a site brings in place of dlib's network.
public protocol MatcherSource {
    /// Loads it.
    ///
    /// - Throws: `face.pack-refused` with the reason.
    func matcher() throws(Failure) -> any FaceMatcher
}

/// How many numbers a matcher gives, and how two sets of them are compared.
public struct DescriptorForm: Sendable, Hashable {
    /// How two descriptors are compared.
    public enum Metric: String, Sendable {
        /// Length of the difference.
        case euclidean
        /// One minus the cosine of the angle, 0…2.
        case cosine
    }

    /// Numbers of a descriptor.
    public var count: Int
    /// How two are compared.
    public var metric: Metric

    /// So many numbers, compared so.
    public init(count: Int, metric: Metric) {
        self.count = count
        self.metric = metric
    }

    /// dlib's.
    static let resNet = DescriptorForm(count: 128, metric: .euclidean)
}

/// A face whose numbers were written.
public struct DescribedFace: Sendable, Hashable {
    /// How live it looks to a model of the matcher, 0…1; nil without one. A hint for the report: it accepts and refuses
    /// nobody.
    public var live: Double?

    /// With the hint, if there is one.
    public init(live: Double? = nil) { self.live = live }
}

/// Where a face is, in pixels of its picture.
public struct FaceBounds: Sendable, Hashable {
    /// Left edge.
    public var left: Double
    /// Top edge.
    public var top: Double
    /// Right edge, outside.
    public var right: Double
    /// Bottom edge, outside.
    public var bottom: Double
}

/// How near two views of one person are at least: for questions other than the decision itself.
struct IdentityLimits: Sendable, Hashable {
    /// Both from the front.
    var samePerson: Double
    /// One of them turned, or some time between them: networks know turned faces less well. Two people are hardly ever as
    /// near as this.
    var samePersonTurned: Double

    /// From the distance that a trial found for the decision: with dlib's network 0.45 and 0.6.
    init(calibrated distance: Double, _ metric: DescriptorForm.Metric) {
        let wider = 4.0 / 3.0
        samePerson = distance
        // A cosine distance is half the square of the distance of two vectors of length one.
        samePersonTurned = distance * (metric == .cosine ? wider * wider : wider)
    }

    static let resNet = IdentityLimits(calibrated: CalibrationRecord.shipped.distance, .euclidean)
}
