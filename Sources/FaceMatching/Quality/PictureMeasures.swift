public import JPEGCodec

/// Light, contrast and sharpness of a picture without asking whether there is a face: what a camera's test needs.
public struct PictureMeasures: Sendable, Hashable {
    /// Mean luma, 0…1.
    public let luma: Double
    /// Standard deviation of the luma, 0…127.
    public let spread: Double
    /// Variance of the Laplacian of the middle of the picture, scaled to 120 px as faces are.
    public let sharpness: Double

    /// Nil for a picture in colours.
    public init?(_ gray: Picture) {
        let side = Double(min(gray.width, gray.height)) / 2
        guard let middle = LumaMeasures(gray, square: Face.Box.whole(of: gray).square(side: side)) else { return nil }
        (luma, spread, _) = LumaMeasures.whole(gray)
        sharpness = middle.sharpness
    }
}
