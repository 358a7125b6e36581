import JPEGCodec
import KioskDevices
import KioskDomain

extension FaceEngine {
    /// The reference descriptor of a portrait, once per attempt: the mean of the face and, when `mirrored`, of its mirror
    /// image. Portraits of the portal are JPEG, those of document chips often JPEG 2000; the bytes tell.
    ///
    /// - Throws: `face.reference-missing` when the portrait cannot be read or does not show exactly one large face,
    ///   `face.matcher-unavailable` without the weights.
    func reference(
        portrait: UnsafeRawBufferPointer, decoder: JPEGDecoder, mirrored: Bool = true
    ) throws(Failure) -> Descriptor {
        if let matcherProblem { throw matcherProblem }
        let rgb: Picture
        let gray: Picture
        do {
            let isJPEG2000 = JPEG2000Decoder.recognises(portrait)
            rgb = isJPEG2000 ? try JPEG2000Decoder().rgb(of: portrait) : try decoder.rgb(of: portrait)
            gray = isJPEG2000 ? rgb.luma : try decoder.luma(of: portrait)
        } catch {
            throw Failure(.referenceMissing, "portrait: \(error)")
        }
        guard let box = largestFace(of: gray) else {
            throw Failure(.referenceMissing, "no single face in the portrait")
        }
        guard mirrored else { return try descriptor(in: rgb, box: box) }
        let both = [try descriptor(in: rgb, box: box), try descriptor(in: rgb, box: box, mirrored: true)]
        guard let mean = Descriptor(meanOf: both) else { throw Failure(.visionFault, "no descriptor") }
        return mean
    }

    /// The face of a portrait; a second one of a comparable size makes it useless.
    private func largestFace(of gray: Picture) -> Face.Box? {
        let pixels = Double(gray.width * gray.height)
        // Large pictures are searched at about a megapixel; small ones (document chips) also enlarged.
        for scale in [min(1, (1_000_000 / pixels).squareRoot()), 2] where pixels * scale * scale < 4_000_000 {
            let boxes = faces(in: gray, region: .whole(of: gray), scale: scale).sorted { $0.area > $1.area }
            guard let first = boxes.first else { continue }
            if boxes.count > 1, boxes[1].area > first.area * QualityRules.secondFaceShare { return nil }
            return first
        }
        return nil
    }
}
