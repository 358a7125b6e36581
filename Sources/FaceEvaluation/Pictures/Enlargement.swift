public import JPEGCodec

extension PictureFile {
    /// Narrower pictures are enlarged: the detector needs a face of 80 pixels, and room round it.
    public static let smallWidth = 200

    /// A small picture at 400 pixels' width inside a border of 60 that repeats its edge; another as it is.
    ///
    /// Cubic (Catmull and Rom), as drawing programs do it: a linear one would blur what little there is.
    public static func enlarged(_ picture: Picture) -> Picture {
        guard picture.layout == .rgb, picture.width < smallWidth, picture.height < 2 * smallWidth else {
            return picture
        }
        let (inner, border) = (400, 60)
        let high = Int((Double(picture.height) * Double(inner) / Double(picture.width)).rounded())
        let across = CubicTaps(inner, border: border, from: picture.width)
        let down = CubicTaps(high, border: border, from: picture.height)
        let (width, line) = (inner + 2 * border, 3 * (inner + 2 * border))
        // First across, then down.
        var wide = [Float](repeating: 0, count: line * picture.height)
        for y in 0..<picture.height {
            for x in 0..<width {
                for channel in 0..<3 {
                    wide[y * line + 3 * x + channel] = across.value(at: x) {
                        Float(picture.bytes[3 * (y * picture.width + $0) + channel])
                    }
                }
            }
        }
        return Picture(width: width, height: high + 2 * border, layout: .rgb) { canvas in
            wide.withUnsafeBufferPointer { wide in
                for y in 0..<(high + 2 * border) {
                    for x in 0..<line {
                        let value = down.value(at: y) { wide[$0 * line + x] }
                        canvas[y * line + x] = UInt8(min(max(value.rounded(), 0), 255))
                    }
                }
            }
        }
    }
}

/// For each pixel of an enlarged line with its border: the four pixels that it is made of, and their weights.
private struct CubicTaps {
    private var places: [(Int, Int, Int, Int)] = []
    private var weights: [(Float, Float, Float, Float)] = []

    init(_ inner: Int, border: Int, from count: Int) {
        for index in 0..<(inner + 2 * border) {
            let enlarged = Double(min(max(index - border, 0), inner - 1))
            let place = (enlarged + 0.5) * Double(count) / Double(inner) - 0.5
            let first = Int(place.rounded(.down)) - 1
            func inside(_ place: Int) -> Int { min(max(place, 0), count - 1) }
            func weight(_ tap: Int) -> Float {
                let away = Float(abs(place - Double(first + tap)))
                return away < 1
                    ? (1.5 * away - 2.5) * away * away + 1 : ((-0.5 * away + 2.5) * away - 4) * away + 2
            }
            places.append((inside(first), inside(first + 1), inside(first + 2), inside(first + 3)))
            weights.append((weight(0), weight(1), weight(2), weight(3)))
        }
    }

    func value(at index: Int, _ pixel: (Int) -> Float) -> Float {
        let (place, weight) = (places[index], weights[index])
        return weight.0 * pixel(place.0) + weight.1 * pixel(place.1) + weight.2 * pixel(place.2)
            + weight.3 * pixel(place.3)
    }
}
