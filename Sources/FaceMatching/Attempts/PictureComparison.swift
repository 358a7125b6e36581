import JPEGCodec
public import KioskDevices
import KioskDomain

/// Comparisons of whole pictures, for technicians and for calibration: no camera, no attempt.
public final class PictureComparison {
    private let engine: FaceEngine
    private let decoder: JPEGDecoder

    /// - Throws: `face.matcher-unavailable` without the right weights.
    public init(files: ModelFiles) throws(Failure) {
        engine = try FaceEngine(files: files)
        if let problem = engine.matcherProblem { throw problem }
        do {
            decoder = try JPEGDecoder()
        } catch {
            throw Failure(.visionFault, "\(error)")
        }
    }

    /// One face, reduced to its descriptor.
    public struct Template: Sendable {
        let descriptor: Descriptor

        /// Euclidean distance.
        public func distance(to other: Template) -> Double { descriptor.distance(to: other.descriptor) }

        /// The mean of several; nil for none.
        public static func fused(_ templates: [Template]) -> Template? {
            Descriptor(meanOf: templates.map(\.descriptor)).map(Template.init)
        }
    }

    /// The template of the one large face of a picture.
    ///
    /// - Parameter mirrored: averages the mirror image in, as is done with portraits.
    /// - Throws: `face.reference-missing` when it cannot be read, `face.reference-poor` when it shows no single face.
    public func template(_ jpeg: [UInt8], mirrored: Bool) throws(Failure) -> Template {
        let result = jpeg.withUnsafeBytes { bytes in
            Result { () throws(Failure) in try self.descriptor(bytes, mirrored: mirrored) }
        }
        return Template(descriptor: try result.get())
    }

    private func descriptor(_ bytes: UnsafeRawBufferPointer, mirrored: Bool) throws(Failure) -> Descriptor {
        let portrait: Portrait
        do {
            portrait = try Portrait(bytes, engine, decoder)
        } catch {
            switch error {
            case .unreadable(let reason): throw Failure(.referenceMissing, "portrait: \(reason)")
            case .noFace: throw Failure(.referencePoor, "no face in the picture")
            case .severalFaces: throw Failure(.referencePoor, "several faces in the picture")
            }
        }
        return try portrait.descriptor(engine, mirrored: mirrored)
    }
}
