import COpenJPEG
import Glibc

/// libopenjp2's decoder with limits, for portraits of document chips. It holds nothing between calls.
public struct JPEG2000Decoder {
    /// The most pixels that are decoded, checked before the library sees the picture.
    public static let pixelLimit = 4_000_000
    /// The most bytes of a picture.
    public static let byteLimit = 1 << 20

    /// A decoder.
    public init() {}

    /// Whether the bytes begin as a JPEG 2000 file (JP2) or code stream does.
    public static func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool { JPEG2000Header.isJPEG2000(bytes) }

    /// All colours; a grey picture gives its luma three times.
    ///
    /// - Throws: ``JPEGError`` for another format, a picture over the limits, more than three components or other than
    ///   eight bits, and data that ends too early. ``JPEGError/noMemory`` says nothing of the picture.
    public func rgb(of bytes: UnsafeRawBufferPointer) throws(JPEGError) -> Picture {
        guard bytes.count <= Self.byteLimit else { throw .damaged("\(bytes.count) bytes, over the limit") }
        let header = try JPEG2000Header(bytes, pixelLimit: Self.pixelLimit)
        guard let codec = opj_create_decompress(header.isFile ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K) else {
            throw .noMemory
        }
        defer { opj_destroy_codec(codec) }
        var parameters = opj_dparameters_t()
        opj_set_default_decoder_parameters(&parameters)
        var source = ByteSource(bytes: bytes)
        var lacksMemory = false
        let decoded = withUnsafeMutablePointer(to: &lacksMemory) { lacksMemory in
            withUnsafeMutablePointer(to: &source) { source in
                Self.listen(codec, lacksMemory)
                return Self.decode(codec, source, &parameters)
            }
        }
        if lacksMemory, case .failure = decoded { throw .noMemory }
        let image = try decoded.get()
        defer { Self.destroy(image) }
        return try Self.picture(image.pointee, header)
    }

    private typealias Image = UnsafeMutablePointer<opj_image_t>
    private typealias Codec = UnsafeMutablePointer<opj_codec_t?>

    /// What the library gives as the reason when it refuses: its answers are yes and no.
    private static func listen(_ codec: Codec, _ lacksMemory: UnsafeMutablePointer<Bool>) {
        let heard: opj_msg_callback = { text, lacksMemory in
            guard let text, JPEGError.lacksMemory(String(cString: text)) else { return }
            lacksMemory?.assumingMemoryBound(to: Bool.self).pointee = true
        }
        _ = opj_set_error_handler(codec, heard, lacksMemory)
    }

    private static func decode(
        _ codec: Codec, _ source: UnsafeMutablePointer<ByteSource>, _ parameters: inout opj_dparameters_t
    ) -> Result<Image, JPEGError> {
        guard let stream = ByteSource.stream(source) else { return .failure(.noMemory) }
        defer { opj_stream_destroy(stream) }
        var image: Image?
        // Strict: half a picture must not be judged.
        guard opj_setup_decoder(codec, &parameters) != 0, opj_decoder_set_strict_mode(codec, 1) != 0,
            opj_read_header(stream, codec, &image) != 0, let read = image
        else {
            if let image { opj_image_destroy(image) }
            return .failure(.notJPEG)
        }
        guard opj_decode(codec, stream, read) != 0, opj_end_decompress(codec, stream) != 0 else {
            destroy(read)
            return .failure(.damaged("JPEG 2000 data"))
        }
        return .success(read)
    }

    /// Gives the image back with its samples zeroed (DESIGN 5.7).
    private static func destroy(_ image: Image) {
        for index in 0..<Int(image.pointee.numcomps) {
            let component = image.pointee.comps[index]
            if let data = component.data { explicit_bzero(data, Int(component.w) * Int(component.h) * 4) }
        }
        opj_image_destroy(image)
    }

    private static func picture(_ image: opj_image_t, _ header: JPEG2000Header) throws(JPEGError) -> Picture {
        let planes = (0..<Int(image.numcomps)).map { Plane(image.comps[$0]) }
        guard planes.count == 1 || planes.count == 3, planes.allSatisfy(\.isUsable) else { throw .colours }
        let isLuma = planes.count == 3 && image.color_space == OPJ_CLRSPC_SYCC
        return try Picture(decoding: header.width, header.height, .rgb) { (bytes) throws(JPEGError) in
            var offset = 0
            for y in 0..<header.height {
                for x in 0..<header.width {
                    let first = planes[0].sample(x, y)
                    var colour = (first, first, first)
                    if planes.count == 3 { colour = (first, planes[1].sample(x, y), planes[2].sample(x, y)) }
                    if isLuma { colour = Self.colour(luma: colour.0, blue: colour.1 - 128, red: colour.2 - 128) }
                    bytes[offset] = Self.byte(colour.0)
                    bytes[offset + 1] = Self.byte(colour.1)
                    bytes[offset + 2] = Self.byte(colour.2)
                    offset += 3
                }
            }
        }
    }

    /// sYCC (IEC 61966-2-1, annex G), in thousandths.
    private static func colour(luma: Int, blue: Int, red: Int) -> (Int, Int, Int) {
        (luma + red * 1402 / 1000, luma - (blue * 344 + red * 714) / 1000, luma + blue * 1772 / 1000)
    }

    private static func byte(_ value: Int) -> UInt8 { UInt8(min(max(value, 0), 255)) }
}

/// One decoded component.
private struct Plane {
    private let data: UnsafeMutablePointer<Int32>?
    private let width: Int
    private let height: Int
    private let stepX: Int
    private let stepY: Int
    private let precision: Int

    init(_ component: opj_image_comp_t) {
        data = component.data
        width = Int(component.w)
        height = Int(component.h)
        stepX = Int(component.dx)
        stepY = Int(component.dy)
        precision = Int(component.prec)
    }

    var isUsable: Bool { data != nil && width > 0 && height > 0 && stepX > 0 && stepY > 0 && precision == 8 }

    /// The nearest sample; components may be coarser than the picture.
    func sample(_ x: Int, _ y: Int) -> Int {
        guard let data else { return 0 }
        return Int(data[min(y / stepY, height - 1) * width + min(x / stepX, width - 1)])
    }
}
