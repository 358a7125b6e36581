#if ONNXPack
import FacePack
import FoundationEssentials
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

/// OpenCV's side of a pack, with networks small enough to know every figure. Built by `make soak` only.
@Suite("Face pack: networks through OpenCV (trait ONNXPack)")
struct PackNetworkTests {
    /// A bright cell of a plane is a face there: cls is the mean of red, obj is 1.
    private static func detector() -> Data {
        let side = 64
        var file = NetworkFile(input: [1, 3, side, side])
        for stride in [8, 16, 32] {
            let cells = (side / stride) * (side / stride)
            // Only the middle stride sees: the same face three times would be suppressed anyway.
            let red: Float = stride == 16 ? 1 / 255 : 0
            let none: [Float] = [0, 0, 0]
            file.squares("input", "c\(stride)", side: stride, weights: [[0, 0, red]], bias: [0])
            file.rows("c\(stride)", "cls_\(stride)", channels: 1)
            file.squares("input", "o\(stride)", side: stride, weights: [none], bias: [1])
            file.rows("o\(stride)", "obj_\(stride)", channels: 1)
            file.squares(
                "input", "b\(stride)", side: stride, weights: Array(repeating: none, count: 4),
                bias: [0.5, 0.5, 0, 0])
            file.rows("b\(stride)", "bbox_\(stride)", channels: 4)
            file.squares(
                "input", "k\(stride)", side: stride, weights: Array(repeating: none, count: 10),
                bias: [0.25, 0.25, 0.75, 0.25, 0.5, 0.5, 0.3, 0.75, 0.7, 0.75])
            file.rows("k\(stride)", "kps_\(stride)", channels: 10)
            for (name, width) in [("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10)] {
                file.output("\(name)_\(stride)", [1, cells, width])
            }
        }
        return file.data
    }

    /// Red, green and blue of sixteen squares of the aligned face.
    private static var matcher: Data {
        var file = NetworkFile(input: [1, 3, 112, 112])
        file.squares(
            "input", "means", side: 28, weights: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], bias: [0, 0, 0])
        file.reshape("means", "vector", [1, 48])
        file.output("vector", [1, 48])
        return file.data
    }

    /// The second figure is the mean of blue: with 0…255 it decides, with 0…1 it could not.
    private static var liveness: Data {
        var file = NetworkFile(input: [1, 3, 80, 80])
        file.squares("input", "both", side: 80, weights: [[0, 0, 0], [1, 0, 0]], bias: [100, 0])
        file.reshape("both", "live", [1, 2])
        file.output("live", [1, 2])
        return file.data
    }

    private static func pack(_ files: [PackModel.Role: Data]) throws -> (path: String, folder: TemporaryFolder) {
        let folder = try TemporaryFolder("networks")
        let models = try PackModel.Role.allCases.compactMap { role -> PackModel? in
            guard let bytes = files[role] else { return nil }
            _ = try folder.write("\(role.rawValue).onnx", bytes)
            return TestPack.model(role, bytes)
        }
        let manifest = PackManifest(name: "networks", models: models)
        return (try folder.write("pack.json", JSONEncoder().encode(manifest)), folder)
    }

    /// 128 by 128, black but for one square of a colour.
    private static func picture(column: Int, row: Int, _ colour: [UInt8]) -> Picture {
        Picture(width: 128, height: 128, layout: .rgb) { pixels in
            for y in 0..<128 {
                for x in 0..<128 {
                    let isInside = x / 32 == column && y / 32 == row
                    for channel in 0..<3 { pixels[3 * (y * 128 + x) + channel] = isInside ? colour[channel] : 0 }
                }
            }
        }
    }

    @Test("a pack loads, finds the bright square as the one face, describes it, and says how live it looks")
    func runs() throws {
        let (path, folder) = try Self.pack([
            .detector: Self.detector(), .matcher: Self.matcher, .liveness: Self.liveness,
        ])
        defer { _ = folder }
        let engine = try PackEngine(PackFile(manifest: path))
        let picture = Self.picture(column: 2, row: 1, [255, 60, 200])
        let faces = try engine.faces(in: picture)
        let face = try #require(faces.first)
        #expect(faces.count == 1 && face.score > 0.99)
        // Found at 64 by 64, told in the pixels of 128 by 128: the square of 32 at (64, 32).
        #expect(abs(face.x - 64) < 1e-3 && abs(face.y - 32) < 1e-3 && abs(face.width - 32) < 1e-3)
        #expect(abs(face.points[0].x - 72) < 1e-3 && abs(face.points[1].x - 88) < 1e-3)

        #expect(engine.figures == 48)
        let figures = try Self.figures(face, picture, engine)
        #expect(figures == (try Self.figures(face, picture, engine)) && figures.allSatisfy { (0...255.1).contains($0) })
        let other = try Self.figures(face, Self.picture(column: 2, row: 1, [255, 250, 0]), engine)
        #expect(zip(figures, other).contains { abs($0 - $1) > 50 })

        let blue = Self.picture(column: 2, row: 1, [0, 0, 255])
        let plain = Self.picture(column: 2, row: 1, [0, 255, 0])
        var wide = face
        (wide.x, wide.y, wide.width, wide.height) = (76, 44, 8, 8)
        #expect(try #require(try engine.liveness(of: wide, in: blue)) > 0.99)
        #expect(try #require(try engine.liveness(of: wide, in: plain)) < 0.01)
    }

    private static func figures(_ face: PackFace, _ picture: Picture, _ engine: PackEngine) throws -> [Float] {
        var room = [Float](repeating: 0, count: engine.figures)
        let isDescribed = try room.withUnsafeMutableBufferPointer { try engine.describe(face, in: picture, into: $0) }
        try #require(isDescribed)
        return room
    }

    @Test("a face that another detector found is seen at its place, and nowhere else")
    func atPlace() throws {
        let picture = Self.picture(column: 2, row: 1, [255, 60, 200])
        // One that finds a face in the middle of whatever it is shown: it is shown the surroundings of the place.
        let (always, first) = try TestNetworks.pack()
        let place = PackRegion(x: 70, y: 10, width: 30, height: 30)
        let face = try #require(try PackEngine(PackFile(manifest: always)).face(at: place, in: picture))
        #expect(abs(face.x - 70) < 0.5 && abs(face.y - 10) < 0.5 && abs(face.width - 30) < 0.5)
        #expect(abs(face.points[2].x - 85) < 0.5)
        // One that finds bright squares: in the dark corner there is none.
        let (bright, second) = try Self.pack([.detector: Self.detector(), .matcher: Self.matcher])
        let corner = PackRegion(x: 4, y: 70, width: 30, height: 30)
        #expect(try PackEngine(PackFile(manifest: bright)).face(at: corner, in: picture) == nil)
        #expect(always.hasPrefix(first.path) && bright.hasPrefix(second.path))
    }

    @Test("nobody in the picture: no face; without a liveness model there is no hint")
    func empty() throws {
        let (path, folder) = try Self.pack([.detector: Self.detector(), .matcher: Self.matcher])
        defer { _ = folder }
        let engine = try PackEngine(PackFile(manifest: path))
        #expect(try engine.faces(in: Self.picture(column: 9, row: 9, [0, 0, 0])).isEmpty)
        let face = PackFace(x: 0, y: 0, width: 9, height: 9, score: 1, points: [])
        #expect(try engine.liveness(of: face, in: Self.picture(column: 0, row: 0, [9, 9, 9])) == nil)
    }

    @Test(
        "bytes that are no network, a cut-off one, and one of another shape are refused when the pack is loaded",
        arguments: [
            [PackModel.Role.detector: Data("no network".utf8), .matcher: Self.matcher],
            [.detector: Self.detector(), .matcher: Self.matcher.prefix(200)],
            [.detector: Self.matcher, .matcher: Self.matcher],
            [.detector: Self.detector(), .matcher: Self.detector()],
            [.detector: Self.detector(), .matcher: Self.matcher, .liveness: Self.matcher],
        ])
    func refused(files: [PackModel.Role: Data]) throws {
        let (path, folder) = try Self.pack(files)
        defer { _ = folder }
        let failure = #expect(throws: Failure.self) { try PackEngine(PackFile(manifest: path)) }
        #expect(failure?.code == .packRefused)
    }

    @Test("networks with bytes changed at random are refused or run, and never bring the process down")
    func mutations() throws {
        var random = SplitMix64(seed: 5)
        let good = Self.matcher
        for _ in 0..<60 {
            var bytes = good
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<min(bytes.count, 200), using: &random)] = UInt8.random(
                    in: .min ... .max, using: &random)
            }
            let (path, folder) = try Self.pack([.detector: Self.detector(), .matcher: bytes])
            defer { _ = folder }
            _ = try? PackEngine(PackFile(manifest: path))
        }
    }
}
#endif
