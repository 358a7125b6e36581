import Glibc
public import KioskDevices
import KioskDomain

/// Turns the twelve outputs of YuNet's present layout into faces: `cls`, `obj`, `bbox` and `kps`, each for the strides 8,
/// 16 and 32, one row per cell of the grid. Score = √(cls·obj), middle = (cell + offset)·stride, size = eˣ·stride,
/// point = (cell + offset)·stride.
public struct YuNetDecoder: Sendable {
    private static let strides = [8, 16, 32]
    private static let overlapLimit = 0.3
    /// More faces than a hall has are noise.
    private static let faceLimit = 64

    private let width: Int
    private let height: Int
    private let threshold: Double

    /// - Parameters:
    ///   - width: of the network's input, a multiple of 32 up to 1024.
    ///   - height: of the same.
    ///   - threshold: least score.
    /// - Throws: `face.pack-refused` for another size.
    public init(width: Int, height: Int, threshold: Double) throws(Failure) {
        guard [width, height].allSatisfy({ (32...1024).contains($0) && $0 % 32 == 0 }) else {
            throw PackRules.refused("detector: \(width) by \(height) is no multiple of 32")
        }
        self.width = width
        self.height = height
        self.threshold = threshold
    }

    /// The faces, the best first; figures that are no numbers, and boxes without a size, are dropped.
    ///
    /// - Parameter outputs: the network's, by name.
    /// - Throws: `face.pack-refused` when an output is missing or of another length.
    public func faces(_ outputs: [String: [Float]]) throws(Failure) -> [PackFace] {
        var found: [PackFace] = []
        for stride in Self.strides { try add(stride, outputs, to: &found) }
        return Self.suppressed(found.sorted { $0.score > $1.score })
    }

    private func add(_ stride: Int, _ outputs: [String: [Float]], to found: inout [PackFace]) throws(Failure) {
        let columns = width / stride
        let cells = columns * (height / stride)
        let cls = try output("cls_\(stride)", cells, outputs)
        let obj = try output("obj_\(stride)", cells, outputs)
        let boxes = try output("bbox_\(stride)", cells * 4, outputs)
        let points = try output("kps_\(stride)", cells * 10, outputs)
        let scale = Double(stride)
        for cell in 0..<cells {
            let score = (Self.share(cls[cell]) * Self.share(obj[cell])).squareRoot()
            guard score >= threshold else { continue }
            let column = Double(cell % columns)
            let row = Double(cell / columns)
            let box = boxes[(4 * cell)..<(4 * cell + 4)].map(Double.init)
            // A box of more than some pictures' size is no face; the bound keeps the exponential finite.
            guard box.allSatisfy(\.isFinite), box[2] < 8, box[3] < 8 else { continue }
            let size = (exp(box[2]) * scale, exp(box[3]) * scale)
            let middle = ((column + box[0]) * scale, (row + box[1]) * scale)
            let places = points[(10 * cell)..<(10 * cell + 10)].map(Double.init)
            guard places.allSatisfy(\.isFinite) else { continue }
            found.append(
                PackFace(
                    x: middle.0 - size.0 / 2, y: middle.1 - size.1 / 2, width: size.0, height: size.1, score: score,
                    points: (0..<5).map {
                        PackFace.Point(
                            x: (column + places[2 * $0]) * scale, y: (row + places[2 * $0 + 1]) * scale)
                    }))
        }
    }

    private func output(_ name: String, _ count: Int, _ outputs: [String: [Float]]) throws(Failure) -> [Float] {
        guard let values = outputs[name] else { throw PackRules.refused("detector: it has no output \(name)") }
        guard values.count == count else {
            throw PackRules.refused("detector: \(name) has \(values.count) figures instead of \(count)")
        }
        return values
    }

    private static func share(_ value: Float) -> Double { value.isFinite ? Double(min(max(value, 0), 1)) : 0 }

    /// Of boxes that overlap, the best.
    private static func suppressed(_ sorted: [PackFace]) -> [PackFace] {
        var kept: [PackFace] = []
        for face in sorted where kept.count < faceLimit {
            if kept.allSatisfy({ $0.overlap(face) <= overlapLimit }) { kept.append(face) }
        }
        return kept
    }
}
