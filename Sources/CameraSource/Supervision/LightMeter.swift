import JPEGCodec

/// Mean brightness of pictures. One thread only.
final class LightMeter {
    /// Every so many pixels of the half-size picture are enough.
    private static let stride = 7
    // A camera picture of more than 8 megapixels is not one of ours. Without memory for a decoder nothing is measured.
    private let decoder = try? JPEGDecoder(pixelLimit: 8_500_000)

    /// 0 black to 255 white; nil when the picture cannot be decoded.
    func mean(of frame: Frame) -> Double? {
        guard let gray = try? decoder?.luma(of: frame.bytes, scale: .half) else { return nil }
        let bytes = gray.bytes
        var sum = 0
        var count = 0
        for index in Swift.stride(from: 0, to: bytes.count, by: Self.stride) {
            sum += Int(bytes[index])
            count += 1
        }
        return count > 0 ? Double(sum) / Double(count) : nil
    }
}
