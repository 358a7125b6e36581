/// Turn, scale and shift of a plane, without mirroring: (x, y) → (a·x − b·y + tx, b·x + a·y + ty).
struct Similarity: Sendable, Hashable {
    var a: Double
    var b: Double
    var tx: Double
    var ty: Double

    /// The one that brings `from` nearest to `to` in the least squares; nil when the points fall together.
    ///
    /// For points relative to their means the normal equations have one solution:
    /// a = Σ(x·u + y·v)/Σ(x² + y²), b = Σ(x·v − y·u)/Σ(x² + y²).
    init?(from: [PackFace.Point], to: [PackFace.Point]) {
        guard from.count == to.count, from.count >= 2 else { return nil }
        let count = Double(from.count)
        let middle = Self.sum(from).map { $0 / count }
        let goal = Self.sum(to).map { $0 / count }
        var along = 0.0
        var across = 0.0
        var length = 0.0
        for (one, other) in zip(from, to) {
            let (x, y) = (one.x - middle[0], one.y - middle[1])
            let (u, v) = (other.x - goal[0], other.y - goal[1])
            along += x * u + y * v
            across += x * v - y * u
            length += x * x + y * y
        }
        guard length.isFinite, length > 1e-6 else { return nil }
        a = along / length
        b = across / length
        tx = goal[0] - a * middle[0] + b * middle[1]
        ty = goal[1] - b * middle[0] - a * middle[1]
    }

    /// Where a point of the goal comes from.
    func inverse(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        let size = a * a + b * b
        let (u, v) = (x - tx, y - ty)
        return ((a * u + b * v) / size, (a * v - b * u) / size)
    }

    private static func sum(_ points: [PackFace.Point]) -> [Double] {
        [points.reduce(0) { $0 + $1.x }, points.reduce(0) { $0 + $1.y }]
    }
}

extension PackModel.Template {
    /// Where the points belong, on a square of 112 pixels.
    var points: [PackFace.Point] {
        switch self {
        case .fivePoints112:
            [(38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)].map {
                PackFace.Point(x: $0.0, y: $0.1)
            }
        }
    }
}
