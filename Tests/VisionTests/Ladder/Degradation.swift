import JPEGCodec

/// The conditions of `facts/face.md` 4.1 made from a clean frame.
enum Degradation: Hashable, CustomStringConvertible {
    case clean
    /// Standard deviation in pixels.
    case blur(Double)
    /// Factor of the light.
    case light(Double)
    /// Blur of 2 px, then a veil of light grey of this share.
    case fog(Double)
    /// Light from this factor on the left of the face to the other on its right.
    case ramp(Double, Double)

    var description: String {
        switch self {
        case .clean: "clean"
        case .blur(let sigma): "blur \(sigma) px"
        case .light(let factor): "light x\(factor)"
        case .fog(let share): "fog \(share)"
        case .ramp(let from, let to): "ramp \(from)-\(to)"
        }
    }

    /// - Parameter face: columns of the face, as shares of the width.
    func applied(to jpeg: [UInt8], face: ClosedRange<Double> = 0.38...0.62) throws -> [UInt8] {
        let picture = try jpeg.withUnsafeBytes { try JPEGDecoder().rgb(of: $0) }
        let changed = Picture(width: picture.width, height: picture.height, layout: .rgb) { target in
            target.copyMemory(from: picture.bytes)
            var canvas = Canvas(bytes: target, width: picture.width, height: picture.height)
            switch self {
            case .clean: break
            case .blur(let sigma): canvas.blur(sigma)
            case .light(let factor): canvas.change { _, value in value * factor }
            case .fog(let share):
                canvas.blur(2)
                canvas.change { _, value in value * (1 - share) + 200 * share }
            case .ramp(let from, let to):
                canvas.change { column, value in
                    let place = (column - face.lowerBound) / (face.upperBound - face.lowerBound)
                    return value * (from + (to - from) * min(max(place, 0), 1))
                }
            }
        }
        return try JPEGEncoder().encode(changed, quality: 92)
    }
}

/// RGB pixels that are changed in place.
private struct Canvas {
    let bytes: UnsafeMutableRawBufferPointer
    let width: Int
    let height: Int

    /// Changes each value by its column (0…1) and itself.
    func change(_ change: (_ column: Double, _ value: Double) -> Double) {
        let steps = 160
        let table = (0..<steps).map { step in
            (0...255).map { UInt8(min(max(change((Double(step) + 0.5) / Double(steps), Double($0)), 0), 255)) }
        }
        let row = width * 3
        for index in bytes.indices { bytes[index] = table[index % row * steps / row][Int(bytes[index])] }
    }

    /// Three means over a window, one after the other, are near a Gaussian. Only round the face: the rest is a wall.
    mutating func blur(_ sigma: Double) {
        let left = width * 3 / 10
        let right = width * 7 / 10
        let top = height / 10
        let bottom = height * 9 / 10
        // The variance of a mean over n pixels is (n*n - 1) / 12; three of them add up.
        let window = Int((4 * sigma * sigma + 1).squareRoot().rounded()) | 1
        for _ in 0..<3 {
            for row in top..<bottom {
                for colour in 0..<3 { mean((row * width + left) * 3 + colour, right - left, 3, window) }
            }
            for column in left..<right {
                for colour in 0..<3 { mean((top * width + column) * 3 + colour, bottom - top, width * 3, window) }
            }
        }
    }

    /// The running mean along one line; its ends repeat.
    private func mean(_ start: Int, _ count: Int, _ step: Int, _ window: Int) {
        let line = (0..<count).map { Int(bytes[start + $0 * step]) }
        let reach = window / 2
        var sum = line[0] * reach
        for index in 0..<reach { sum += line[min(index, count - 1)] }
        for index in 0..<count {
            sum += line[min(index + reach, count - 1)]
            bytes[start + index * step] = UInt8(sum / window)
            sum -= line[max(index - reach, 0)]
        }
    }
}
