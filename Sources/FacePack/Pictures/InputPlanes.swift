import JPEGCodec

/// The picture as a network wants it: three planes of figures, one after another.
struct InputPlanes: Sendable {
    private(set) var values: [Float]

    /// - Parameter place: where in the picture the middle of a pixel of the input lies. Outside the picture it is black.
    init(_ input: PackInput, from rgb: Picture, place: (_ x: Double, _ y: Double) -> (x: Double, y: Double)) {
        let size = input.width * input.height
        var planes = [Float](repeating: 0, count: 3 * size)
        let order = input.channels == .rgb ? [0, 1, 2] : [2, 1, 0]
        for row in 0..<input.height {
            for column in 0..<input.width {
                let from = place(Double(column) + 0.5, Double(row) + 0.5)
                let pixel = Self.sample(rgb, from.x - 0.5, from.y - 0.5)
                let at = row * input.width + column
                for plane in 0..<3 {
                    planes[plane * size + at] = Float((pixel[order[plane]] - input.mean[plane]) * input.scale)
                }
            }
        }
        values = planes
    }

    /// Overwrites the picture once the network has it.
    mutating func wipe() { values.wipe() }

    /// A part of the picture; outside the picture it is black.
    init(_ input: PackInput, part: PackRegion, of rgb: Picture) {
        let (across, down) = (part.width / Double(input.width), part.height / Double(input.height))
        self.init(input, from: rgb) { (part.x + $0 * across, part.y + $1 * down) }
    }

    /// The whole picture, scaled; a far-away sampling is good enough where the scale is about one half.
    init(_ input: PackInput, whole rgb: Picture) {
        let across = Double(rgb.width) / Double(input.width)
        let down = Double(rgb.height) / Double(input.height)
        self.init(input, from: rgb) { ($0 * across, $1 * down) }
    }

    /// The picture turned and scaled so that the points lie where they belong; nil when the points fall together.
    init?(_ input: PackInput, aligned face: PackFace, in rgb: Picture, to template: PackModel.Template) {
        guard let move = Similarity(from: face.points, to: template.points), move.a != 0 || move.b != 0 else {
            return nil
        }
        self.init(input, from: rgb) { move.inverse($0, $1) }
    }

    /// The surroundings of a face: its box enlarged, but no further than the picture goes, and moved into it.
    init(_ input: PackInput, round face: PackFace, crop: Double, in rgb: Picture) {
        let (width, height) = (Double(rgb.width), Double(rgb.height))
        let scale = min(crop, (width - 1) / max(face.width, 1), (height - 1) / max(face.height, 1))
        let (across, down) = (face.width * scale, face.height * scale)
        let left = min(max(face.x + face.width / 2 - across / 2, 0), max(width - across, 0))
        let top = min(max(face.y + face.height / 2 - down / 2, 0), max(height - down, 0))
        self.init(input, from: rgb) { x, y in
            (left + x / Double(input.width) * across, top + y / Double(input.height) * down)
        }
    }

    /// Red, green, blue between the four nearest pixels; a grey picture gives the same for each.
    private static func sample(_ rgb: Picture, _ x: Double, _ y: Double) -> SIMD3<Double> {
        guard x > -1, y > -1, x < Double(rgb.width), y < Double(rgb.height) else { return .zero }
        // Half a pixel beyond the edge the edge goes on.
        let (x, y) = (min(max(x, 0), Double(rgb.width - 1)), min(max(y, 0), Double(rgb.height - 1)))
        let (column, row) = (x.rounded(.down), y.rounded(.down))
        let (right, below) = (x - column, y - row)
        let (px, py) = (Int(column), Int(row))
        return pixel(rgb, px, py) * (1 - right) * (1 - below) + pixel(rgb, px + 1, py) * right * (1 - below)
            + pixel(rgb, px, py + 1) * (1 - right) * below + pixel(rgb, px + 1, py + 1) * right * below
    }

    private static func pixel(_ rgb: Picture, _ x: Int, _ y: Int) -> SIMD3<Double> {
        let depth = rgb.layout.rawValue
        // What lies beyond the edge has the weight 0.
        let at = depth * (min(y, rgb.height - 1) * rgb.width + min(x, rgb.width - 1))
        let bytes = rgb.bytes
        return SIMD3(
            Double(bytes[at]), Double(bytes[at + min(1, depth - 1)]), Double(bytes[at + min(2, depth - 1)]))
    }
}
