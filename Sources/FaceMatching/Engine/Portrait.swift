import JPEGCodec
import KioskDevices
import KioskDomain

extension FaceEngine {
    /// The reference descriptor of a portrait, once per attempt: the mean of the face and, when `mirrored`, of its mirror
    /// image.
    ///
    /// - Throws: `face.reference-missing` when the portrait cannot be read or does not show exactly one large face,
    ///   `face.matcher-unavailable` without the weights.
    func reference(
        portrait jpeg: UnsafeRawBufferPointer, decoder: JPEGDecoder, mirrored: Bool = true
    ) throws(Failure) -> Descriptor {
        if let matcherProblem { throw matcherProblem }
        let rgb: Picture
        let gray: Picture
        do {
            rgb = try decoder.rgb(of: jpeg)
            gray = try decoder.luma(of: jpeg)
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
