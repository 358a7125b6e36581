/// A face with five points, in pixels of the picture that it was found in.
public struct PackFace: Sendable, Hashable {
    /// A place in a picture.
    public struct Point: Sendable, Hashable {
        /// From the left.
        public var x: Double
        /// From the top.
        public var y: Double

        /// Pixels.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Left edge.
    public var x: Double
    /// Top edge.
    public var y: Double
    /// Width.
    public var width: Double
    /// Height.
    public var height: Double
    /// 0…1.
    public var score: Double
    /// The eye on the left of the picture, the other eye, the nose, the corners of the mouth from the left.
    public var points: [Point]

    /// Every field as given.
    public init(x: Double, y: Double, width: Double, height: Double, score: Double, points: [Point]) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.score = score
        self.points = points
    }

    /// Shared area by united area.
    func overlap(_ other: PackFace) -> Double {
        let across = min(x + width, other.x + other.width) - max(x, other.x)
        let down = min(y + height, other.y + other.height) - max(y, other.y)
        guard across > 0, down > 0 else { return 0 }
        let shared = across * down
        let united = width * height + other.width * other.height - shared
        return united > 0 ? shared / united : 0
    }

    /// In the pixels of the picture of which the part was scaled to the network's size.
    func moved(from input: PackInput, to part: PackRegion) -> PackFace {
        let (across, down) = (part.width / Double(input.width), part.height / Double(input.height))
        return PackFace(
            x: part.x + x * across, y: part.y + y * down, width: width * across, height: height * down, score: score,
            points: points.map { Point(x: part.x + $0.x * across, y: part.y + $0.y * down) })
    }
}

/// A part of a picture, in its pixels; may go beyond the edges.
public struct PackRegion: Sendable, Hashable {
    /// Left edge.
    public var x: Double
    /// Top edge.
    public var y: Double
    /// Width.
    public var width: Double
    /// Height.
    public var height: Double

    /// Pixels.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Round this one, in the shape of a network's input, so large that this takes `share` of it.
    func surroundings(_ input: PackInput, share: Double) -> PackRegion {
        let scale = max(width / Double(input.width), height / Double(input.height)) / share
        let (across, down) = (Double(input.width) * scale, Double(input.height) * scale)
        return PackRegion(
            x: x + width / 2 - across / 2, y: y + height / 2 - down / 2, width: across, height: down)
    }
}
