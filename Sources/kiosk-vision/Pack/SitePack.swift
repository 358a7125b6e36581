import FaceMatching
import FacePack
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// The pack of face models that a site names by `--pack`.
struct SitePack: MatcherSource {
    private let path: String
    private let forTrial: Bool

    /// - Parameters:
    ///   - path: of the manifest; nil where none is named, so that dlib compares.
    ///   - forTrial: it may have no record of a trial yet.
    init?(_ path: String?, forTrial: Bool = false) {
        guard let path else { return nil }
        self.path = path
        self.forTrial = forTrial
    }

    func matcher() throws(Failure) -> any FaceMatcher {
        #if ONNXPack
        return try PackMatcher(try PackFile(manifest: path, forTrial: forTrial))
        #else
        throw Failure(.packRefused, "\(path): this kiosk-vision was built without packs (docs/face-pack.md)")
        #endif
    }
}

#if ONNXPack
/// A pack in the place of dlib's network: its own detector aligns the face that dlib found.
final class PackMatcher: FaceMatcher {
    let name: String
    let models: [ModelIdentity]
    let calibration: CalibrationRecord
    let form: DescriptorForm
    private let engine: PackEngine

    /// - Throws: `face.pack-refused` when a model cannot be loaded or run.
    init(_ file: PackFile) throws(Failure) {
        engine = try PackEngine(file)
        guard let matcher = file.manifest[.matcher], let metric = matcher.metric else {
            throw Failure(.packRefused, "there is no matcher")
        }
        name = "pack \(file.manifest.name)"
        // dlib's landmarks take part, too: they decide which frames are compared.
        models = [ModelFiles.landmarks] + file.manifest.models.map(\.identity)
        calibration =
            matcher.calibration
            ?? CalibrationRecord(
                distance: matcher.threshold, frames: MatchThreshold.shipped.frames, protocolName: "not tried yet",
                population: "nobody", people: 0, genuine: 0, impostors: 0, falseNonMatches: 0, falseMatches: 0,
                models: models, made: "")
        form =
            switch metric {
            case .cosine: DescriptorForm(count: engine.figures, metric: .cosine)
            }
    }

    func describe(
        _ face: FaceBounds, in rgb: Picture, into numbers: UnsafeMutableBufferPointer<Float>
    ) throws(Failure) -> DescribedFace? {
        let place = PackRegion(
            x: face.left, y: face.top, width: face.right - face.left, height: face.bottom - face.top)
        guard let seen = try engine.face(at: place, in: rgb), try engine.describe(seen, in: rgb, into: numbers) else {
            return nil
        }
        return DescribedFace(live: try engine.liveness(of: seen, in: rgb))
    }

    func forget() { engine.forget() }
}
#endif
