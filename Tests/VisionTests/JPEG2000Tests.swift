import JPEGCodec
import KioskTestSupport
import Testing

@testable import FaceMatching

@ComputingTests
@Suite("JPEG 2000 portraits of document chips: decoded within limits, bad input is refused")
struct JPEG2000Tests {
    /// Grey or colour gradients that compress well.
    private static func sample(_ width: Int, _ height: Int, colours: Int) -> [UInt8] {
        var pixels: [UInt8] = []
        for index in 0..<(width * height) {
            let shade = index % width * 3 + index / width * 2
            for colour in 0..<colours { pixels.append(UInt8((shade + colour * 40) % 200)) }
        }
        return pixels
    }

    /// What opj_compress makes of a picture.
    ///
    /// - Parameter suffix: `jp2` for a file, `j2k` for a bare code stream.
    private static func encode(
        _ pixels: [UInt8], _ width: Int, _ height: Int, suffix: String, _ more: [String] = []
    ) async throws -> [UInt8] {
        try RealPart.require(programs: "opj_compress")
        let folder = try TemporaryFolder("jpeg2000")
        let isGray = pixels.count == width * height
        let header = Array("\(isGray ? "P5" : "P6")\n\(width) \(height)\n255\n".utf8)
        let source = try folder.write(isGray ? "in.pgm" : "in.ppm", header + pixels)
        let made = try await Tool.run("opj_compress", ["-i", source, "-o", folder.file("out.\(suffix)")] + more)
        try #require(made.succeeded, "\(made.standardOutput) \(made.standardError)")
        return try folder.read("out.\(suffix)")
    }

    private static func decode(_ bytes: [UInt8]) throws -> Picture {
        try bytes.withUnsafeBytes { try JPEG2000Decoder().rgb(of: $0) }
    }

    @Test("A file and a bare code stream, grey and in colours, decode to their pixels", arguments: ["jp2", "j2k"])
    func pixels(_ suffix: String) async throws {
        for colours in [1, 3] {
            let pixels = Self.sample(37, 29, colours: colours)
            let encoded = try await Self.encode(pixels, 37, 29, suffix: suffix, ["-n", "3"])
            #expect(encoded.withUnsafeBytes { JPEG2000Decoder.recognises($0) })
            let picture = try Self.decode(encoded)
            #expect((picture.width, picture.height, picture.layout) == (37, 29, .rgb))
            let expected = colours == 3 ? pixels : pixels.flatMap { [$0, $0, $0] }
            #expect(Array(picture.bytes) == expected)
            #expect(try picture.luma().bytes.count == 37 * 29)
        }
    }

    @Test("Tiles, fewer resolutions and coarser colours decode too")
    func variants() async throws {
        let pixels = Self.sample(64, 48, colours: 3)
        for more in [["-t", "32,32"], ["-n", "1"], ["-r", "8"], ["-I"]] {
            let picture = try Self.decode(try await Self.encode(pixels, 64, 48, suffix: "jp2", more))
            #expect((picture.width, picture.height) == (64, 48), "\(more)")
        }
    }

    @Test("A picture cut off at any place is an error, never half a picture")
    func truncated() async throws {
        let encoded = try await Self.encode(Self.sample(64, 48, colours: 3), 64, 48, suffix: "jp2")
        for count in stride(from: 0, to: encoded.count - 8, by: 17) {
            #expect(throws: JPEGError.self, "\(count) bytes") { try Self.decode(Array(encoded.prefix(count))) }
        }
    }

    @Test("Headers over the limits are refused before the library sees them: pixels, tiles, components, bits, bytes")
    func limits() async throws {
        let good = try await Self.encode(Self.sample(16, 16, colours: 1), 16, 16, suffix: "j2k", ["-n", "2"])
        // Places of the SIZ marker: width 8, height 12, tile width 24, components 40, bits 42.
        let changes: [(Int, [UInt8])] = [
            (8, [0x7F, 0xFF, 0xFF, 0xFF]), (12, [0xFF, 0xFF, 0xFF, 0xFF]), (8, [0, 0, 0, 0]), (24, [0, 0, 0, 0]),
            (40, [0, 4]), (40, [0x40, 0]), (42, [15]), (42, [0x87]), (16, [0, 0, 1, 0]),
        ]
        for (place, bytes) in changes {
            var lying = good
            lying.replaceSubrange(place..<(place + bytes.count), with: bytes)
            #expect(throws: JPEGError.self, "\(place)") { try Self.decode(lying) }
        }
        var manyTiles = good
        manyTiles.replaceSubrange(8..<16, with: [0, 0, 0x07, 0xD0, 0, 0, 0x07, 0xD0])
        manyTiles.replaceSubrange(24..<32, with: [0, 0, 0, 1, 0, 0, 0, 1])
        #expect(throws: JPEGError.self) { try Self.decode(manyTiles) }
        #expect(throws: JPEGError.self) {
            try Self.decode(good + [UInt8](repeating: 0, count: JPEG2000Decoder.byteLimit))
        }
    }

    @Test("Mutations with any seed decode or are refused, and never bring the decoder down")
    func mutations() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        for suffix in ["jp2", "j2k"] {
            let good = try await Self.encode(Self.sample(48, 40, colours: 3), 48, 40, suffix: suffix, ["-r", "6"])
            for _ in 0..<300 {
                var bytes = good
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                if let picture = try? Self.decode(bytes) {
                    #expect(picture.bytes.count <= 3 * JPEG2000Decoder.pixelLimit, "seed \(seed)")
                }
            }
        }
    }

    @Test("As reference portrait: the same face as JPEG and as JPEG 2000 is one person, another is none")
    func reference() async throws {
        let comparison = try PictureComparison(files: try TestModels.require())
        let jpeg = try TestModels.picture("obama")
        let picture = try jpeg.withUnsafeBytes { try JPEGDecoder().rgb(of: $0) }
        let encoded = try await Self.encode(
            Array(picture.bytes), picture.width, picture.height, suffix: "jp2", ["-r", "20"])
        let one = try comparison.template(encoded)
        #expect(one.distance(to: try comparison.template(jpeg)) < 0.2)
        #expect(one.distance(to: try comparison.template(TestModels.picture("obama2"))) < 0.5)
        #expect(one.distance(to: try comparison.template(TestModels.picture("biden"))) > 0.6)
    }
}
