import JPEGCodec
import KioskTestSupport
import Testing

@ComputingTests
@Suite("Issue item bad input: JPEG pictures that lie, bombs, formats of no camera")
struct BadJPEGTests {
    private func decode(_ jpeg: [UInt8], pixelLimit: Int = 8_500_000) throws -> Picture {
        try jpeg.withUnsafeBytes { try JPEGDecoder(pixelLimit: pixelLimit).luma(of: $0) }
    }

    /// The bytes of the picture, copied: a picture that nobody holds is gone.
    private func pixels(_ jpeg: [UInt8]) throws -> [UInt8] {
        let picture = try decode(jpeg)
        return withExtendedLifetime(picture) { Array(picture.bytes) }
    }

    private func refused(_ jpeg: JPEGBytes, _ error: JPEGError, pixelLimit: Int = 8_500_000) {
        #expect(throws: error, "\(jpeg)") { try decode(jpeg.bytes, pixelLimit: pixelLimit) }
    }

    @Test("What the builder of this suite writes is decoded: baseline and progressive, one and three components")
    func builder() throws {
        for frame: UInt8 in [0xC0, 0xC1, 0xC2] {
            for components: UInt8 in [1, 3] {
                let picture = try decode(JPEGBytes(width: 33, height: 17, frame: frame, components: components).bytes)
                #expect((picture.width, picture.height) == (33, 17))
                #expect(withExtendedLifetime(picture) { picture.bytes.allSatisfy { $0 == 128 } })
            }
        }
    }

    @Test("Progressive: of several scans it is decoded, of more than forty or more than four megapixels it is refused")
    func progressive() throws {
        #expect(try pixels(JPEGBytes(frame: 0xC2, scans: 12).bytes).allSatisfy { $0 == 128 })
        refused(JPEGBytes(frame: 0xC2, scans: 41), .tooManyScans(41))
        refused(JPEGBytes(frame: 0xC2, scans: 5000), .tooManyScans(41))
        refused(
            JPEGBytes(width: 2001, height: 2000, frame: 0xC2, scans: 2), .tooManyPixels(width: 2001, height: 2000))
    }

    @Test("Bombs: few bytes that claim many pixels are refused by the header, before memory is taken")
    func bombs() throws {
        for (width, height) in [(65535, 65535), (65535, 1000), (3000, 3000)] {
            refused(
                JPEGBytes(width: width, height: height, blocks: 4), .tooManyPixels(width: width, height: height))
        }
        // The largest that is allowed needs as little data as JPEG can.
        let largest = JPEGBytes(width: 2900, height: 2900).bytes
        #expect(largest.count < 40_000)
        #expect(try pixels(largest).count == 2900 * 2900)
    }

    @Test("No pixels: width or height zero")
    func zeroSize() {
        for (width, height) in [(0, 16), (16, 0), (0, 0)] {
            refused(JPEGBytes(width: width, height: height, blocks: 4), .notJPEG)
        }
    }

    @Test("12 bits, two or four components, lossless, arithmetic, hierarchical: of no camera, register or chip")
    func formats() {
        refused(JPEGBytes(frame: 0xC1, precision: 12), .colours)
        refused(JPEGBytes(precision: 16), .colours)
        for components: UInt8 in [0, 2, 4, 255] { refused(JPEGBytes(components: components), .colours) }
        for frame: UInt8 in [0xC3, 0xC5, 0xC7, 0xC9, 0xCA, 0xCF] { refused(JPEGBytes(frame: frame), .colours) }
        refused(JPEGBytes(extra: JPEGBytes.segment(0xCC, [0, 0])), .colours)
    }

    @Test("A header that lies: more pixels than data, two sizes, a size after the data, a segment beyond the end")
    func lyingHeader() throws {
        for lie in [(160, 160), (16, 24), (2000, 2000)] {
            let jpeg = JPEGBytes(width: lie.0, height: lie.1, blocks: 4).bytes
            #expect(throws: JPEGError.self, "\(lie)") { try decode(jpeg) }
        }
        let size: [UInt8] = [8, 0, 8, 0, 8, 1, 1, 0x11, 0]
        refused(JPEGBytes(extra: JPEGBytes.segment(0xC0, size)), .damaged("two frame headers"))
        refused(JPEGBytes(extra: JPEGBytes.segment(0xDC, [0, 8])), .colours)
        refused(JPEGBytes(extra: [0xFF, 0xE1, 0xFF, 0xFF]), .damaged("it ends in a segment"))
        refused(JPEGBytes(extra: [0xFF, 0xE1, 0, 1]), .damaged("it ends in a segment"))
        refused(JPEGBytes(extra: [0x00]), .damaged("no marker where one must be"))
        refused(JPEGBytes(scans: 0), .notJPEG)
    }

    @Test("A thumbnail in a segment and bytes behind the end are neither the picture nor a fault")
    func thumbnail() throws {
        let thumbnail = JPEGBytes(width: 8, height: 8).bytes
        let jpeg = JPEGBytes(width: 24, height: 16, extra: JPEGBytes.segment(0xE1, thumbnail)).bytes
        let picture = try decode(jpeg + [1, 2, 3] + thumbnail)
        #expect((picture.width, picture.height) == (24, 16))
    }

    @Test("Cut off at every byte: an error; mutated with any seed: decoded or refused, never brought down")
    func cutAndMutated() throws {
        let good = [
            JPEGBytes(width: 40, height: 24, components: 3).bytes,
            JPEGBytes(width: 40, height: 24, frame: 0xC2, components: 3, scans: 5).bytes,
        ]
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        for jpeg in good {
            for count in 0..<jpeg.count {
                #expect(throws: JPEGError.self, "\(count) bytes") { try decode(Array(jpeg.prefix(count))) }
            }
            for _ in 0..<2000 {
                var bytes = jpeg
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    bytes[Int.random(in: 2..<bytes.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                if let picture = try? decode(bytes, pixelLimit: 1_000_000) {
                    #expect(picture.bytes.count <= 1_000_000, "seed \(seed)")
                }
            }
        }
    }
}
