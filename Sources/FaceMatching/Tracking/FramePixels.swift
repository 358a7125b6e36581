import JPEGCodec

/// The pixels of one JPEG picture of a camera, decoded only as far as they are asked for: a search needs half the size, a
/// face that is followed and measured needs every luma pixel, a descriptor all colours. Borrows the bytes.
final class FramePixels {
    /// Below this a picture is searched as it is: 640x480 is.
    private static let halvedFrom = 800_000

    /// Size of the whole picture in pixels.
    let width: Int
    /// Size of the whole picture in pixels.
    let height: Int
    private let jpeg: UnsafeRawBufferPointer
    private let decoder: JPEGDecoder
    private var wholeLuma: Picture?
    private var halfLuma: Picture?

    /// - Throws: `JPEGError` for a picture that is refused by its header.
    init(_ jpeg: UnsafeRawBufferPointer, _ decoder: JPEGDecoder) throws(JPEGError) {
        self.jpeg = jpeg
        self.decoder = decoder
        let header = try decoder.header(of: jpeg)
        (width, height) = (header.width, header.height)
    }

    /// Luma of each pixel.
    func luma() throws(JPEGError) -> Picture {
        if let wholeLuma { return wholeLuma }
        let decoded = try decoder.luma(of: jpeg)
        wholeLuma = decoded
        return decoded
    }

    /// Luma in the size that a search wants: half for 1280x720 and more, for which the decoder does less.
    func searchLuma() throws(JPEGError) -> Picture {
        guard width * height >= Self.halvedFrom else { return try luma() }
        if let halfLuma { return halfLuma }
        let decoded = try decoder.luma(of: jpeg, scale: .half)
        halfLuma = decoded
        return decoded
    }

    /// All colours.
    func rgb() throws(JPEGError) -> Picture { try decoder.rgb(of: jpeg) }
}
