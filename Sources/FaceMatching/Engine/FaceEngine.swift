public import HelperProtocol
import JPEGCodec
public import KioskDevices
import KioskDomain

/// Finds faces with dlib and has them described by a matcher. The detector needs no file; the rest needs weights. One
/// thread only.
public final class FaceEngine {
    private let dlib: DlibModels
    private let matcher: (any FaceMatcher)?
    private var fault: Failure?
    /// Why there is no matcher; nil when there is one.
    public let matcherProblem: Failure?
    /// Name and version of the library that finds faces.
    public static let version = DlibModels.version

    /// Loads what `files` holds; without it, or with wrong weights, only faces are found.
    ///
    /// - Parameters:
    ///   - pack: of a site that brings its own. One that is refused leaves no matcher: dlib never takes its place.
    ///   - portable: the network runs by dlib's own code, as on a processor without AVX2.
    /// - Throws: `face.helper-fault` when there is not even a detector.
    public init(files: ModelFiles?, pack: (any MatcherSource)? = nil, portable: Bool = false) throws(Failure) {
        let dlib = try DlibModels()
        self.dlib = dlib
        do throws(Failure) {
            guard let files else { throw Failure(.matcherUnavailable, "no folder of models is configured") }
            try dlib.loadLandmarks(files)
            matcher = if let pack { try pack.matcher() } else { try ResNetMatcher(dlib, files, portable: portable) }
            matcherProblem = nil
        } catch {
            matcher = nil
            matcherProblem = error
        }
    }

    /// Name and version of what compares; of the library without a matcher.
    public var matcherName: String { matcher?.name ?? Self.version }

    /// The weights that take part in a comparison.
    public var models: [ModelIdentity] { matcher?.models ?? [] }

    /// The trial that the threshold comes from.
    public var calibration: CalibrationRecord { matcher?.calibration ?? .shipped }

    /// How near two views of one person are.
    var limits: IdentityLimits {
        guard let matcher, !(matcher is ResNetMatcher) else { return .resNet }
        return IdentityLimits(calibrated: matcher.calibration.distance, matcher.form.metric)
    }

    /// Overwrites what detector and matcher hold of the last face.
    func forget() {
        dlib.forget()
        matcher?.forget()
    }

    /// Faces in a part of a gray picture, the best first.
    ///
    /// - Parameter scale: applied to the part first; the detector finds faces of 80 px and more at that scale.
    func faces(in gray: Picture, region: Face.Box, scale: Double) -> [Face.Box] {
        if let found = dlib.faces(in: gray, region: region, scale: scale) { return found }
        fault = Failure(.visionFault, "the face detector failed")
        return []
    }

    /// Why a search since the last call found nothing though it looked at nothing: no person is told "no face" for that.
    func takeFault() -> Failure? {
        defer { fault = nil }
        return fault
    }

    /// The eyes and the nose of a face; nil without the landmark model.
    func landmarks(in gray: Picture, box: Face.Box) -> Face.Landmarks? { dlib.landmarks(in: gray, box: box) }

    /// The descriptor of one face of a colour picture; nil when the matcher sees no face there.
    ///
    /// - Throws: why there is no matcher, else `face.helper-fault`.
    func descriptor(in rgb: Picture, box: Face.Box) throws(Failure) -> Descriptor? {
        guard let matcher else { throw matcherProblem ?? Failure(.matcherUnavailable, "no matcher") }
        var described: Result<DescribedFace?, Failure> = .success(nil)
        let descriptor = Descriptor(matcher.form) { numbers in
            described = Result { () throws(Failure) in try matcher.describe(box.bounds, in: rgb, into: numbers) }
            return (try? described.get()) != nil
        }
        guard let face = try described.get() else { return nil }
        guard var descriptor else { throw Failure(.visionFault, "the descriptor compares with nothing") }
        descriptor.live = face.live
        return descriptor
    }
}
