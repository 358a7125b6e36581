internal import CPango

/// A picture that could not be made; `status` is cairo's number (cairo_status_t).
public struct PictureError: Error, Hashable, CustomStringConvertible {
    /// cairo's number.
    public var status: UInt32
    /// What cairo says about the number.
    public var description: String {
        cairo_status_to_string(cairo_status_t(status)).map { String(cString: $0) } ?? "cairo status \(status)"
    }
}

extension Raster {
    /// The picture as PNG, black on white: previews, and the slips that the virtual printer keeps.
    public func png() throws(PictureError) -> [UInt8] {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        guard let pixels = cairo_image_surface_get_data(surface) else {
            throw PictureError(status: cairo_surface_status(surface).rawValue)
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        // cairo writes the alpha of an A8 surface as grey: 255 is paper, 0 is ink.
        for y in 0..<height {
            for x in 0..<width { pixels[y * stride + x] = self[x, y] ? 0 : 255 }
        }
        cairo_surface_mark_dirty(surface)
        var sink = PNGSink()
        let status = withUnsafeMutablePointer(to: &sink) { sink in
            cairo_surface_write_to_png_stream(
                surface,
                { sink, data, length in
                    guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    let bytes = UnsafeBufferPointer(start: data, count: Int(length))
                    sink.assumingMemoryBound(to: PNGSink.self).pointee.bytes.append(contentsOf: bytes)
                    return CAIRO_STATUS_SUCCESS
                }, sink)
        }
        guard status == CAIRO_STATUS_SUCCESS else { throw PictureError(status: status.rawValue) }
        return sink.bytes
    }
}

private struct PNGSink {
    var bytes: [UInt8] = []
}
