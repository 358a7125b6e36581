internal import CPango
import JPEGCodec

/// PNG by cairo (libpng behind it), with a limit on the pixels before anything is decoded.
enum PNG {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func recognises(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

    /// Transparent pixels lie on white.
    static func decode(_ bytes: [UInt8], pixelLimit: Int) throws(PictureFileError) -> Picture {
        let (width, height) = try size(bytes)
        guard width > 0, height > 0, width <= 32_767, height <= 32_767, width * height <= pixelLimit else {
            throw .tooManyPixels(width: width, height: height)
        }
        var source = Source(bytes: bytes[...])
        let made = withUnsafeMutablePointer(to: &source) { source in
            cairo_image_surface_create_from_png_stream(
                { source, target, length in
                    guard let source, let target else { return CAIRO_STATUS_READ_ERROR }
                    return source.assumingMemoryBound(to: Source.self).pointee.give(target, Int(length))
                        ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR
                }, source)
        }
        guard let surface = made else { throw .damaged("no memory") }
        defer { cairo_surface_destroy(surface) }
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .damaged(cairo_status_to_string(status).map { String(cString: $0) } ?? "cairo \(status.rawValue)")
        }
        return try picture(surface)
    }

    /// Width and height by the IHDR chunk, which is the first (PNG, ISO/IEC 15948, 11.2.2).
    private static func size(_ bytes: [UInt8]) throws(PictureFileError) -> (Int, Int) {
        guard recognises(bytes), bytes.count >= 33, bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw .damaged("no IHDR chunk")
        }
        func number(_ from: Int) -> Int { bytes[from..<(from + 4)].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    private static func picture(_ surface: OpaquePointer) throws(PictureFileError) -> Picture {
        let format = cairo_image_surface_get_format(surface)
        let (width, height) = (
            Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface))
        )
        let stride = Int(cairo_image_surface_get_stride(surface))
        guard format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24, width > 0, height > 0,
            stride >= 4 * width, let start = cairo_image_surface_get_data(surface)
        else { throw .damaged("samples that are not 8-bit colours") }
        let pixels = UnsafeRawBufferPointer(start: start, count: stride * height)
        return Picture(width: width, height: height, layout: .rgb) { canvas in
            for y in 0..<height {
                for x in 0..<width {
                    let pixel = pixels.loadUnaligned(fromByteOffset: y * stride + 4 * x, as: UInt32.self)
                    // Colours are multiplied by their alpha already.
                    let white = format == CAIRO_FORMAT_ARGB32 ? 255 - (pixel >> 24) : 0
                    let at = 3 * (y * width + x)
                    for (channel, shift) in [UInt32(16), 8, 0].enumerated() {
                        canvas[at + channel] = UInt8(min(255, (pixel >> shift & 0xFF) + white))
                    }
                }
            }
        }
    }

    private struct Source {
        var bytes: ArraySlice<UInt8>

        mutating func give(_ target: UnsafeMutablePointer<UInt8>, _ length: Int) -> Bool {
            guard length <= bytes.count else { return false }
            target.update(from: Array(bytes.prefix(length)), count: length)
            bytes = bytes.dropFirst(length)
            return true
        }
    }
}
