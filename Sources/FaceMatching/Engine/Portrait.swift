import JPEGCodec
import KioskDevices
import KioskDomain

/// A portrait, decoded, with the one face that it shows.
struct Portrait {
    let rgb: Picture
    let gray: Picture
    let face: Face

    /// Why a portrait has no face to compare with.
    enum Refusal: Error {
        case unreadable(String)
        case noMemory
        case noFace(width: Int, height: Int, luma: Double)
        case severalFaces(width: Int, height: Int)
    }

    /// Portraits of the portal are JPEG, those of document chips often JPEG 2000; the bytes tell.
    init(_ bytes: UnsafeRawBufferPointer, _ engine: FaceEngine, _ decoder: JPEGDecoder) throws(Refusal) {
        let rgb: Picture
        let gray: Picture
        do {
            let isJPEG2000 = JPEG2000Decoder.recognises(bytes)
            rgb = isJPEG2000 ? try JPEG2000Decoder().rgb(of: bytes) : try decoder.rgb(of: bytes)
            gray = isJPEG2000 ? try rgb.luma() : try decoder.luma(of: bytes)
        } catch JPEGError.noMemory {
            throw .noMemory
        } catch {
            throw .unreadable("\(error)")
        }
        try self.init(rgb: rgb, gray: gray, engine)
    }

    /// - Parameter gray: the luma of `rgb`.
    init(rgb: Picture, gray: Picture, _ engine: FaceEngine) throws(Refusal) {
        self.rgb = rgb
        self.gray = gray
        let faces = Self.faces(of: gray, engine)
        guard let box = faces.first else {
            throw .noFace(width: gray.width, height: gray.height, luma: LumaMeasures.whole(gray).mean)
        }
        if faces.count > 1, faces[1].area > box.area * QualityRules.secondFaceShare {
            throw .severalFaces(width: gray.width, height: gray.height)
        }
        face = Face(box: box, landmarks: engine.landmarks(in: gray, box: box))
    }

    /// The descriptor of the face, as that of a camera frame: its mean with that of the mirror image would be nearer to
    /// everybody, strangers too, and the threshold was derived without.
    ///
    /// - Throws: `face.reference-poor` when the matcher sees no face in it.
    func descriptor(_ engine: FaceEngine) throws(Failure) -> Descriptor {
        guard let descriptor = try engine.descriptor(in: rgb, box: face.box) else {
            throw Failure(.referencePoor, "the matcher sees no face in the portrait")
        }
        return descriptor
    }

    /// The largest first. Large pictures are searched at about a megapixel; small ones (document chips) also enlarged.
    private static func faces(of gray: Picture, _ engine: FaceEngine) -> [Face.Box] {
        let pixels = Double(gray.width * gray.height)
        for scale in [min(1, (1_000_000 / pixels).squareRoot()), 2] where pixels * scale * scale < 4_000_000 {
            let found = engine.faces(in: gray, region: .whole(of: gray), scale: scale)
            if !found.isEmpty { return found.sorted { $0.area > $1.area } }
        }
        return []
    }
}
