import JPEGCodec

/// Light, contrast and sharpness of pixels (`facts/face.md` 4.2).
struct LumaMeasures: Sendable, Hashable {
    /// Side of the square that a face is scaled to, so that figures do not depend on the camera.
    static let side = 120

    var mean = 0.0
    var spread = 0.0
    var darkShare = 0.0
    var brightShare = 0.0
    var sharpness = 0.0
    var evenness = 0.0

    /// Measures a face, given by the square round it; nil for one of less than 8 pixels.
    init?(_ picture: Picture, square: Face.Box) {
        guard picture.layout == .gray, let crop = Self.scaled(picture, square) else { return nil }
        self = withExtendedLifetime(crop) { LumaMeasures(UnsafeRawBufferPointer(crop.bytes)) }
    }

    private init(_ crop: UnsafeRawBufferPointer) {
        let count = Double(crop.count)
        var histogram = [Int](repeating: 0, count: 256)
        for pixel in crop { histogram[Int(pixel)] += 1 }
        let sum = histogram.indices.reduce(0) { $0 + $1 * histogram[$1] }
        let squares = histogram.indices.reduce(0) { $0 + $1 * $1 * histogram[$1] }
        let average = Double(sum) / count
        mean = average / 255
        spread = max(Double(squares) / count - average * average, 0).squareRoot()
        darkShare = Double(histogram[0...25].reduce(0, +)) / count
        brightShare = Double(histogram[247...255].reduce(0, +)) / count
        sharpness = Self.laplacianVariance(crop)
        evenness = Self.overlapOfHalves(crop)
    }

    /// Mean (0…1), spread (0…127) and share of 247…255 of a whole picture, every eighth pixel of every eighth row.
    static func whole(_ picture: Picture) -> (mean: Double, spread: Double, brightShare: Double) {
        var sum = 0
        var squares = 0
        var count = 0
        var bright = 0
        let bytes = picture.bytes
        for row in stride(from: 0, to: picture.height, by: 8) {
            for column in stride(from: 0, to: picture.width, by: 8) {
                let pixel = Int(bytes[row * picture.width + column])
                sum += pixel
                squares += pixel * pixel
                bright += pixel >= 247 ? 1 : 0
                count += 1
            }
        }
        let average = Double(sum) / Double(count)
        let variance = Double(squares) / Double(count) - average * average
        return (average / 255, max(variance, 0).squareRoot(), Double(bright) / Double(count))
    }

    /// Scales the square to 120x120 by the mean of the pixels that fall into each; outside the picture the edge repeats.
    /// The crop is a picture of the face: it lies in memory that is wiped.
    private static func scaled(_ picture: Picture, _ square: Face.Box) -> LockedBuffer? {
        guard square.width >= 8, let crop = LockedBuffer(count: side * side) else { return nil }
        let step = square.width / Double(side)
        let columns = (0...side).map { Int((square.left + Double($0) * step).rounded(.down)) }
        let rows = (0...side).map { Int((square.top + Double($0) * step).rounded(.down)) }
        withExtendedLifetime(picture) {
            let bytes = picture.bytes
            for y in 0..<side {
                for x in 0..<side {
                    var sum = 0
                    var count = 0
                    for row in rows[y]..<max(rows[y + 1], rows[y] + 1) {
                        let start = min(max(row, 0), picture.height - 1) * picture.width
                        for column in columns[x]..<max(columns[x + 1], columns[x] + 1) {
                            sum += Int(bytes[start + min(max(column, 0), picture.width - 1)])
                            count += 1
                        }
                    }
                    crop.bytes[y * side + x] = UInt8(sum / count)
                }
            }
        }
        return crop
    }

    private static func laplacianVariance(_ crop: UnsafeRawBufferPointer) -> Double {
        var sum = 0
        var squares = 0
        for y in 1..<(side - 1) {
            for x in 1..<(side - 1) {
                let at = y * side + x
                let value =
                    Int(crop[at - 1]) + Int(crop[at + 1]) + Int(crop[at - side]) + Int(crop[at + side])
                    - 4 * Int(crop[at])
                sum += value
                squares += value * value
            }
        }
        let count = Double((side - 2) * (side - 2))
        let mean = Double(sum) / count
        return Double(squares) / count - mean * mean
    }

    /// Overlap of the 32-step histograms of the left and the right half.
    private static func overlapOfHalves(_ crop: UnsafeRawBufferPointer) -> Double {
        var left = [Int](repeating: 0, count: 32)
        var right = left
        for index in crop.indices {
            let step = Int(crop[index]) / 8
            if index % side < side / 2 { left[step] += 1 } else { right[step] += 1 }
        }
        return Double(zip(left, right).reduce(0) { $0 + min($1.0, $1.1) }) / Double(side * side / 2)
    }
}
