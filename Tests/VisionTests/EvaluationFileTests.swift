import FaceEvaluation
import JPEGCodec
import KioskTestSupport
import Testing

@Suite("Evaluation: pictures in files, and the plot")
struct EvaluationFileTests {
    private static func pgm(_ header: String, _ pixels: [UInt8]) -> [UInt8] { Array(header.utf8) + pixels }

    private static func plot() throws -> [UInt8] {
        let genuine = (0..<200).map { Trial(reference: $0 % 4, probe: $0 % 4, distance: 0.2 + Double($0) / 500) }
        let impostors = (0..<2000).map { Trial(reference: $0 % 4, probe: 4, distance: 0.45 + Double($0) / 4000) }
        let set = TrialSet(genuine: genuine, impostors: impostors, people: 5)
        return try DETPlot(
            curves: [DETCurve(set, title: "5 frames fused", threshold: 0.45)], title: "Detection error trade-off",
            subtitle: "Five people"
        ).png()
    }

    @Test("A binary PGM, with a comment in its header")
    func greymap() throws {
        let picture = try PictureFile.decode(Self.pgm("P5\n# made for a test\n3 2\n255\n", [0, 10, 20, 30, 40, 255]))
        #expect((picture.width, picture.height) == (3, 2))
        #expect(picture.layout == .rgb)
        #expect(Array(picture.bytes.prefix(6)) == [0, 0, 0, 10, 10, 10])
        let coarse = try PictureFile.decode(Self.pgm("P5 2 1 3 ", [1, 3]))
        #expect(Array(coarse.bytes) == [85, 85, 85, 255, 255, 255])
    }

    @Test(
        "A PGM that lies is refused",
        arguments: [
            "P5", "P5\n", "P5 1", "P5 1 1 65535 ", "P5 0 5 255 ", "P5 -1 1 255 ", "P5 99 99 255 ",
            "P5 999999 999999 255 ", "P5 99999999999999999999 1 255 ", "P5 1 1 255", "P2 1 1 255 7", "P5 #",
        ])
    func liar(header: String) {
        #expect(throws: PictureFileError.self) { try PictureFile.decode(Array(header.utf8)) }
    }

    @Test("The plot is a PNG of its size, with its curve in colour")
    func detPlot() throws {
        let picture = try PictureFile.decode(try Self.plot())
        #expect((picture.width, picture.height) == (900, 940))
        let coloured = stride(from: 0, to: picture.bytes.count, by: 3).count { at in
            Int(picture.bytes[at]) - Int(picture.bytes[at + 2]) > 100
        }
        #expect(coloured > 500)
        #expect(picture.bytes[0] == 255)
    }

    @Test("A PNG that claims a giant picture is refused before it is decoded; a truncated one too")
    func pngLimits() throws {
        var bytes = try Self.plot()
        #expect(throws: PictureFileError.self) { try PictureFile.decode(Array(bytes.prefix(bytes.count / 2))) }
        #expect(throws: PictureFileError.self) { try PictureFile.decode(Array(bytes.prefix(20))) }
        bytes.replaceSubrange(16..<24, with: [0, 0, 0x7F, 0xFF, 0, 0, 0x7F, 0xFF])
        #expect(throws: PictureFileError.tooManyPixels(width: 32_767, height: 32_767)) {
            try PictureFile.decode(bytes)
        }
    }

    @Test("Random changes to a PNG and a PGM never crash")
    func mutations() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("EvaluationFileTests.mutations seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let inputs = [try Self.plot(), Self.pgm("P5 16 16 255\n", [UInt8](repeating: 7, count: 256))]
        for round in 0..<300 {
            var bytes = inputs[round % 2]
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                // Headers are where lies are.
                let place = Int.random(in: 0..<(Bool.random(using: &generator) ? 40 : bytes.count), using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            _ = try? PictureFile.decode(bytes)
        }
    }

    @Test("Files that are none")
    func files() throws {
        let folder = try TemporaryFolder("pictures")
        #expect(throws: PictureFileError.notReadable) { try PictureFile.load(folder.file("none.jpg")) }
        #expect(throws: PictureFileError.notReadable) { try PictureFile.load(folder.path) }
        #expect(throws: PictureFileError.unknownFormat) { try PictureFile.decode([]) }
        #expect(throws: PictureFileError.unknownFormat) { try PictureFile.decode(Array("GIF89a, or so".utf8)) }
    }

    @Test("A small picture is enlarged to 400 pixels in a border of 60; another stays")
    func enlargement() throws {
        let small = Picture(width: 92, height: 112, layout: .rgb) { canvas in
            for index in canvas.indices { canvas[index] = index / 3 % 92 == 0 ? 200 : 50 }
        }
        let large = PictureFile.enlarged(small)
        #expect((large.width, large.height) == (520, 607))
        // The cubic overshoots a little beside an edge.
        #expect((195...215).contains(large.bytes[0]))
        #expect(large.bytes[3 * 59] == large.bytes[0])
        #expect(large.bytes[3 * 519] == 50)
        #expect(PictureFile.enlarged(large) === large)
    }
}
