import CPango
import SlipRaster

/// The paper while it is drawn on: coverage in 256 steps, turned into ink or no ink at the end.
final class Canvas {
    let context: OpaquePointer
    private let surface: OpaquePointer
    private let width: Int
    private let height: Int

    init(width: Int, height: Int) throws(SlipRenderingError) {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height)) else {
            throw .noCanvas
        }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            throw .noCanvas
        }
        self.surface = surface
        self.context = context
        self.width = width
        self.height = height
        cairo_set_source_rgba(context, 0, 0, 0, 1)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// A filled box.
    func box(x: Int, y: Int, width: Int, height: Int) {
        cairo_rectangle(context, Double(x), Double(y), Double(width), Double(height))
        cairo_fill(context)
    }

    /// What `draw` draws takes ink away: white on black.
    func erasing(_ draw: () -> Void) {
        cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT)
        draw()
        cairo_set_operator(context, CAIRO_OPERATOR_OVER)
    }

    /// One bit per dot, by threshold: dither would fray letters and QR codes.
    func raster() throws(SlipRenderingError) -> Raster {
        cairo_surface_flush(surface)
        guard let pixels = cairo_image_surface_get_data(surface) else { throw .noCanvas }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let bytesPerRow = (width + 7) / 8
        var bytes = [UInt8](repeating: 0, count: bytesPerRow * height)
        bytes.withUnsafeMutableBufferPointer { bytes in
            for y in 0..<height {
                let row = UnsafeRawPointer(pixels + y * stride)
                for column in 0..<(width / 8) { bytes[y * bytesPerRow + column] = Self.dots(row + 8 * column) }
                for x in (width / 8 * 8)..<width where pixels[y * stride + x] >= 128 {
                    bytes[y * bytesPerRow + x >> 3] |= 0x80 >> UInt8(x & 7)
                }
            }
        }
        guard let raster = Raster(width: width, bytes: bytes) else { throw .noCanvas }
        return raster
    }

    /// Eight pixels as eight dots, the first in the highest bit: the product brings the highest bit of each byte, which
    /// says 128 and more, side by side into its own highest byte.
    private static func dots(_ pixels: UnsafeRawPointer) -> UInt8 {
        let eight = UInt64(littleEndian: pixels.loadUnaligned(as: UInt64.self))
        return UInt8(((eight >> 7 & 0x0101_0101_0101_0101) &* 0x8040_2010_0804_0201) >> 56)
    }
}
