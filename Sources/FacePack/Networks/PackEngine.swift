#if ONNXPack
public import JPEGCodec
public import KioskDevices
import KioskDomain

/// A pack that is loaded: finds faces, compares them, and says how live they look. One thread only.
public final class PackEngine {
    /// Share of the detector's picture that a known face takes, and the least overlap with what is found there.
    private static let shareOfFace = 0.4
    private static let sameFace = 0.3

    /// What was loaded.
    public let manifest: PackManifest
    private let detector: Network
    private let decoder: YuNetDecoder
    private let matcher: Network
    private let liveness: Network?
    private let matcherModel: PackModel
    private let detectorModel: PackModel
    /// Figures that the matcher gives for a face.
    public private(set) var figures = 0

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
        try faces(in: PackRegion(x: 0, y: 0, width: Double(rgb.width), height: Double(rgb.height)), of: rgb)
    }

    /// The face that another detector found there, as this one sees it; nil when it does not.
    public func face(at place: PackRegion, in rgb: Picture) throws(Failure) -> PackFace? {
        let meant = PackFace(
            x: place.x, y: place.y, width: place.width, height: place.height, score: 0, points: [])
        return try faces(in: place.surroundings(detectorModel.input, share: Self.shareOfFace), of: rgb)
            .map { ($0, $0.overlap(meant)) }.filter { $0.1 >= Self.sameFace }.max { $0.1 < $1.1 }?.0
    }

    private func faces(in part: PackRegion, of rgb: Picture) throws(Failure) -> [PackFace] {
        let input = detectorModel.input
        var outputs = try detector.run(InputPlanes(input, part: part, of: rgb))
        defer { for name in outputs.keys { outputs[name]?.wipe() } }
        return try decoder.faces(outputs).map { $0.moved(from: input, to: part) }
    }

    /// Writes the figures of one face.
    ///
    /// - Returns: false when it has none: its points fall together.
    public func describe(
        _ face: PackFace, in rgb: Picture, into room: UnsafeMutableBufferPointer<Float>
    ) throws(Failure) -> Bool {
        guard let template = matcherModel.template,
            let planes = InputPlanes(matcherModel.input, aligned: face, in: rgb, to: template)
        else { return false }
        var found = try matcher.single(planes)
        defer { found.wipe() }
        guard found.count == room.count else {
            throw PackRules.refused("matcher: \(found.count) figures instead of \(room.count)")
        }
        _ = room.update(fromContentsOf: found)
        return true
    }

    /// Overwrites what the networks hold of the last face.
    public func forget() { try? tryOut() }

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
        figures = try matcher.single(InputPlanes(matcherModel.input, whole: black)).count
        guard (2...4096).contains(figures) else { throw PackRules.refused("matcher: it gives \(figures) figures") }
        guard let liveness, let model = manifest[.liveness] else { return }
        let figures = try liveness.single(InputPlanes(model.input, whole: black))
        guard figures.indices.contains(model.liveIndex ?? -1) else {
            throw PackRules.refused("liveness: it has \(figures.count) figures and no place liveIndex")
        }
    }
}
#endif
