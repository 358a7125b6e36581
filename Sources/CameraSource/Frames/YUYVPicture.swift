import CKiosk
import JPEGCodec

/// A raw picture of a camera without MJPEG (V4L2 `YUYV`, two bytes a pixel), made into JPEG once, so that nothing behind
/// the source needs a second way.
enum YUYVPicture {
    /// Hardly a loss, at about the size that cameras make.
    private static let quality = 92
    /// As for JPEG frames.
    private static let pixelLimit = 8_500_000

    /// Nil when the size, the length of a row and the number of bytes do not fit each other.
    static func frame(
        _ bytes: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int, _ encoder: JPEGEncoder
    ) -> Frame? {
        guard (1...16384).contains(width), (1...16384).contains(height), width * height <= pixelLimit,
            let stride = UInt32(exactly: stride)
        else { return nil }
        var result: Int32 = 0
        let picture = Picture(width: width, height: height, layout: .rgb) { rgb in
            result = ck_yuyv_to_rgb(
                bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, UInt32(width), UInt32(height), stride,
                rgb.bindMemory(to: UInt8.self).baseAddress)
        }
        guard result == 0, var jpeg = try? encoder.encode(picture, quality: quality) else { return nil }
        defer { jpeg.withUnsafeMutableBytes { _ = $0.initializeMemory(as: UInt8.self, repeating: 0) } }
        return jpeg.withUnsafeBytes { Frame(copying: $0) }
    }
}
