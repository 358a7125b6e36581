import CFace
import FoundationEssentials
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// dlib's detector with the models that are loaded into it. One thread only.
final class DlibModels {
    /// Name and version of the library.
    static let version = String(cString: kface_version())
    private let engine: OpaquePointer

    /// - Throws: `face.helper-fault` when there is not even a detector.
    init() throws(Failure) {
        guard let engine = kface_create() else { throw Failure(.visionFault, "no face detector") }
        self.engine = engine
    }

    deinit { kface_destroy(engine) }

    /// - Throws: `face.matcher-unavailable` when the file is missing, another one, or no such model.
    func loadLandmarks(_ files: ModelFiles) throws(Failure) {
        try load(ModelFiles.landmarks, files) { kface_load_landmarks(engine, $0, $1) }
    }

    /// - Parameter portable: the network runs by dlib's own code, as on a processor without AVX2.
    /// - Throws: as ``loadLandmarks(_:)``.
    func loadNetwork(_ files: ModelFiles, portable: Bool) throws(Failure) {
        try load(ModelFiles.descriptor, files) { kface_load_descriptor(engine, $0, $1, portable) }
    }

    private func load(
        _ model: ModelIdentity, _ files: ModelFiles, _ body: (UnsafePointer<UInt8>?, Int) -> kface_status
    ) throws(Failure) {
        let bytes = try files.bytes(of: model)
        let status = bytes.withUnsafeBytes { body($0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
        guard status == Int32(KFACE_OK) else { throw Failure(.matcherUnavailable, "\(model.name) cannot be loaded") }
    }

    /// - Returns: nil when the detector failed, as without memory.
    func faces(in gray: Picture, region: Face.Box, scale: Double) -> [Face.Box]? {
        var boxes = [kface_box](repeating: kface_box(), count: 8)
        var found: Int32 = 0
        let status = withPicture(gray) { picture in
            kface_detect(engine, &picture, region.forC, scale, &boxes, Int32(boxes.count), &found)
        }
        guard status != Int32(KFACE_INTERNAL) else { return nil }
        // A region outside the picture shows no face.
        guard status == Int32(KFACE_OK) else { return [] }
        return boxes.prefix(Int(found)).map(Face.Box.init)
    }

    func landmarks(in gray: Picture, box: Face.Box) -> Face.Landmarks? {
        var points = kface_points()
        var box = box.forC
        let status = withPicture(gray) { picture in kface_landmarks(engine, &picture, &box, &points) }
        return status == Int32(KFACE_OK) ? Face.Landmarks(points) : nil
    }

    /// - Returns: a `kface_status`.
    func describe(_ box: Face.Box, in rgb: Picture, into numbers: UnsafeMutablePointer<Float>?) -> kface_status {
        var box = box.forC
        return withPicture(rgb) { picture in kface_describe(engine, &picture, &box, numbers) }
    }

    /// Overwrites what the network holds of the last face.
    func forget() { _ = kface_forget(engine) }

    private func withPicture(_ picture: Picture, _ body: (inout kface_picture) -> kface_status) -> kface_status {
        var form = kface_picture(
            pixels: picture.bytes.bindMemory(to: UInt8.self).baseAddress, width: Int32(picture.width),
            height: Int32(picture.height), stride: picture.width * picture.layout.rawValue)
        return withExtendedLifetime(picture) { body(&form) }
    }
}
