import FacePack
import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("Face pack: the twelve outputs of YuNet (facts/face.md 2.3)")
struct PackDecoderTests {
    /// Outputs of a network of 64 by 64 that sees nothing.
    private static func empty() -> [String: [Float]] {
        var outputs: [String: [Float]] = [:]
        for stride in [8, 16, 32] {
            let cells = (64 / stride) * (64 / stride)
            outputs["cls_\(stride)"] = Array(repeating: 0, count: cells)
            outputs["obj_\(stride)"] = Array(repeating: 0, count: cells)
            outputs["bbox_\(stride)"] = Array(repeating: 0, count: cells * 4)
            outputs["kps_\(stride)"] = Array(repeating: 0, count: cells * 10)
        }
        return outputs
    }

    /// Puts a face into a cell: class and objectness, box offsets, points all at the same offset.
    private static func put(
        _ outputs: inout [String: [Float]], stride: Int, cell: Int, cls: Float, obj: Float,
        box: [Float] = [0.5, 0.25, 1, 2],
        points: [Float] = (0..<10).map { Float($0) / 10 }
    ) {
        outputs["cls_\(stride)"]?[cell] = cls
        outputs["obj_\(stride)"]?[cell] = obj
        for index in 0..<4 { outputs["bbox_\(stride)"]?[4 * cell + index] = box[index] }
        for index in 0..<10 { outputs["kps_\(stride)"]?[10 * cell + index] = points[index] }
    }

    private let decoder: YuNetDecoder

    init() throws { decoder = try YuNetDecoder(width: 64, height: 64, threshold: 0.6) }

    @Test("score = √(cls·obj), middle = (cell + offset)·stride, size = eˣ·stride", arguments: [8, 16, 32])
    func formulas(stride: Int) throws {
        var outputs = Self.empty()
        let columns = 64 / stride
        let cell = columns + 1
        Self.put(&outputs, stride: stride, cell: cell, cls: 0.81, obj: 0.64)
        let faces = try decoder.faces(outputs)
        let face = try #require(faces.first)
        #expect(faces.count == 1)
        let scale = Double(stride)
        #expect(abs(face.score - 0.72) < 1e-6)
        #expect(abs(face.width - exp(1) * scale) < 1e-6 && abs(face.height - exp(2) * scale) < 1e-6)
        #expect(abs(face.x + face.width / 2 - 1.5 * scale) < 1e-6)
        #expect(abs(face.y + face.height / 2 - 1.25 * scale) < 1e-6)
        #expect(face.points.count == 5)
        #expect(abs(face.points[2].x - 1.4 * scale) < 1e-5 && abs(face.points[2].y - 1.5 * scale) < 1e-5)
    }

    @Test("below the threshold there is no face; figures over 1 count as 1")
    func threshold() throws {
        var outputs = Self.empty()
        Self.put(&outputs, stride: 8, cell: 9, cls: 0.6, obj: 0.59)
        #expect(try decoder.faces(outputs).isEmpty)
        Self.put(&outputs, stride: 8, cell: 9, cls: 7, obj: 1)
        #expect(try decoder.faces(outputs).first?.score == 1)
    }

    @Test("of boxes that overlap the best is kept, a second face beside it stays; the best comes first")
    func suppression() throws {
        var outputs = Self.empty()
        Self.put(&outputs, stride: 8, cell: 9, cls: 0.9, obj: 0.8, box: [0.5, 0.5, 0.5, 0.5])
        Self.put(&outputs, stride: 8, cell: 10, cls: 0.7, obj: 0.9, box: [-0.4, 0.5, 0.5, 0.5])
        Self.put(&outputs, stride: 8, cell: 54, cls: 1, obj: 0.9, box: [0.5, 0.5, 0.5, 0.5])
        let faces = try decoder.faces(outputs)
        #expect(faces.map { ($0.score * 1000).rounded() } == [949, 849])
    }

    @Test("an output that is missing or of another length is refused; sizes that are no multiple of 32 are")
    func lengths() throws {
        var outputs = Self.empty()
        outputs["kps_16"] = nil
        let missing = #expect(throws: Failure.self) { try decoder.faces(outputs) }
        #expect(missing?.code == .packRefused && missing?.detail.contains("kps_16") == true)
        outputs = Self.empty()
        outputs["bbox_32"]?.removeLast()
        #expect(throws: Failure.self) { try decoder.faces(outputs) }
        for (width, height) in [(63, 64), (0, 32), (4096, 64), (-32, 32)] {
            #expect(throws: Failure.self) { try YuNetDecoder(width: width, height: height, threshold: 0.6) }
        }
    }

    @Test("figures that are no numbers, and huge ones, never crash and never make a face without a size")
    func hostile() throws {
        var random = SplitMix64(seed: 7)
        let odd: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e30, 88, 1, 0.9, 0]
        for _ in 0..<200 {
            var outputs = Self.empty()
            for name in outputs.keys.sorted() {
                guard let count = outputs[name]?.count else { continue }
                outputs[name] = (0..<count).map { _ in odd.randomElement(using: &random) ?? 0 }
            }
            for face in try decoder.faces(outputs) {
                #expect(face.width.isFinite && face.height.isFinite && (0...1).contains(face.score))
                #expect(face.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
            }
        }
    }
}
