import CFace
import FoundationEssentials
public import HelperProtocol
import JPEGCodec
public import KioskDevices
import KioskDomain

/// dlib's detector, landmarks and descriptors. The detector needs no file; the rest needs the weights. One thread only.
public final class FaceEngine {
    private let engine: OpaquePointer
    /// Why there is no matcher; nil when both models are loaded.
    public private(set) var matcherProblem: Failure?
    /// The weights that are loaded.
    public private(set) var models: [ModelIdentity] = []
    /// The trial that the threshold comes from.
    public private(set) var calibration = CalibrationRecord.shipped
    /// Name and version of the library.
    public static let version = String(cString: kface_version())

    /// Loads what `files` holds; without it, or with wrong weights, only faces are found.
    ///
    /// - Parameter portable: the network runs by dlib's own code, as on a processor without AVX2.
    /// - Throws: `face.helper-fault` when there is not even a detector.
    public init(files: ModelFiles?, portable: Bool = false) throws(Failure) {
        guard let engine = kface_create() else { throw Failure(.visionFault, "no face detector") }
        self.engine = engine
        do throws(Failure) {
            guard let files else { throw Failure(.matcherUnavailable, "no folder of models is configured") }
            try load(ModelFiles.landmarks, files, kface_load_landmarks)
            try load(ModelFiles.descriptor, files) { kface_load_descriptor($0, $1, $2, portable) }
            calibration = try files.calibration(for: models) ?? .shipped
        } catch {
            matcherProblem = error
        }
    }

    deinit { kface_destroy(engine) }

    /// Overwrites what the network holds of the last face.
    func forget() { _ = kface_forget(engine) }

    private func load(
        _ model: ModelIdentity, _ files: ModelFiles,
        _ body: (OpaquePointer?, UnsafePointer<UInt8>?, Int) -> kface_status
    ) throws(Failure) {
        let bytes = try files.bytes(of: model)
        let status = bytes.withUnsafeBytes { raw in
            body(engine, raw.bindMemory(to: UInt8.self).baseAddress, raw.count)
        }
        guard status == Int32(KFACE_OK) else { throw Failure(.matcherUnavailable, "\(model.name) cannot be loaded") }
        models.append(model)
    }

    /// Faces in a part of a gray picture, the best first.
    ///
    /// - Parameter scale: applied to the part first; the detector finds faces of 80 px and more at that scale.
    func faces(in gray: Picture, region: Face.Box, scale: Double) -> [Face.Box] {
        var boxes = [kface_box](repeating: kface_box(), count: 8)
        var found: Int32 = 0
        let status = withPicture(gray) { picture in
            kface_detect(engine, &picture, region.forC, scale, &boxes, Int32(boxes.count), &found)
        }
        guard status == Int32(KFACE_OK) else { return [] }
        return boxes.prefix(Int(found)).map(Face.Box.init)
    }

    /// The eyes and the nose of a face; nil without the landmark model.
    func landmarks(in gray: Picture, box: Face.Box) -> Face.Landmarks? {
        var points = kface_points()
        var box = box.forC
        let status = withPicture(gray) { picture in kface_landmarks(engine, &picture, &box, &points) }
        return status == Int32(KFACE_OK) ? Face.Landmarks(points) : nil
    }

    /// The descriptor of one face of a colour picture.
    ///
    /// - Throws: `face.matcher-unavailable` without the weights, else `face.helper-fault`.
    func descriptor(in rgb: Picture, box: Face.Box) throws(Failure) -> Descriptor {
        if let matcherProblem { throw matcherProblem }
        var box = box.forC
        var status = Int32(KFACE_INTERNAL)
        let descriptor = Descriptor { numbers in
            status = withPicture(rgb) { picture in
                kface_describe(engine, &picture, &box, numbers.baseAddress)
            }
            return status == Int32(KFACE_OK)
        }
        guard let descriptor else { throw Failure(.visionFault, "no descriptor: status \(status)") }
        return descriptor
    }

    private func withPicture(_ picture: Picture, _ body: (inout kface_picture) -> kface_status) -> kface_status {
        var form = kface_picture(
            pixels: picture.bytes.bindMemory(to: UInt8.self).baseAddress, width: Int32(picture.width),
            height: Int32(picture.height), stride: picture.width * picture.layout.rawValue)
        return withExtendedLifetime(picture) { body(&form) }
    }
}
