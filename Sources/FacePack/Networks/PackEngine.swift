#if ONNXPack
public import JPEGCodec
public import KioskDevices
import KioskDomain

/// A pack that is loaded: finds faces, compares them, and says how live they look. One thread only.
public final class PackEngine {
    /// What was loaded.
    public let manifest: PackManifest
    private let detector: Network
    private let decoder: YuNetDecoder
    private let matcher: Network
    private let liveness: Network?
    private let matcherModel: PackModel
    private let detectorModel: PackModel

    /// Loads every model and runs each once on a black picture, so that a model that does not fit is found here.
    ///
    /// - Throws: `face.pack-refused` with model and reason.
    public init(_ file: PackFile) throws(Failure) {
        manifest = file.manifest
        guard let detectorModel = manifest[.detector], let matcherModel = manifest[.matcher],
            let detector = try Self.load(.detector, file), let matcher = try Self.load(.matcher, file)
        else { throw PackRules.refused("there is no detector or no matcher") }
        (self.detectorModel, self.matcherModel) = (detectorModel, matcherModel)
        (self.detector, self.matcher) = (detector, matcher)
        liveness = try Self.load(.liveness, file)
        decoder = try YuNetDecoder(
            width: detectorModel.input.width, height: detectorModel.input.height,
            threshold: detectorModel.threshold)
        try tryOut()
    }

    /// The faces of a picture in its pixels, the best first.
    public func faces(in rgb: Picture) throws(Failure) -> [PackFace] {
        let input = detectorModel.input
        let outputs = try detector.run(InputPlanes(input, whole: rgb))
        let (across, down) = (
            Double(rgb.width) / Double(input.width), Double(rgb.height) / Double(input.height)
        )
        return try decoder.faces(outputs).map { $0.scaled(across, down) }
    }

    /// The vector of one face; nil when it has none (its points fall together, the network says nothing).
    public func vector(of face: PackFace, in rgb: Picture) throws(Failure) -> FaceVector? {
        guard let template = matcherModel.template,
            let planes = InputPlanes(matcherModel.input, aligned: face, in: rgb, to: template)
        else { return nil }
        return FaceVector(try matcher.single(planes))
    }

    /// How live a face looks, 0…1; nil without such a model. A hint for the log: it accepts and refuses nobody.
    public func liveness(of face: PackFace, in rgb: Picture) throws(Failure) -> Double? {
        guard let liveness, let model = manifest[.liveness], let index = model.liveIndex, let crop = model.crop else {
            return nil
        }
        let figures = try liveness.single(InputPlanes(model.input, round: face, crop: crop, in: rgb))
        return LivenessOutput.share(figures, at: index)
    }

    private static func load(_ role: PackModel.Role, _ file: PackFile) throws(Failure) -> Network? {
        guard let model = file.manifest[role], let bytes = try file.bytes(of: role) else { return nil }
        return try Network(model, bytes)
    }

    private func tryOut() throws(Failure) {
        let black = Picture(width: 64, height: 64, layout: .rgb) { pixels in
            for index in pixels.indices { pixels[index] = 0 }
        }
        _ = try faces(in: black)
        _ = try matcher.single(InputPlanes(matcherModel.input, whole: black))
        guard let liveness, let model = manifest[.liveness] else { return }
        let figures = try liveness.single(InputPlanes(model.input, whole: black))
        guard figures.indices.contains(model.liveIndex ?? -1) else {
            throw PackRules.refused("liveness: it has \(figures.count) figures and no place liveIndex")
        }
    }
}
#endif
