import JPEGCodec
import KioskTestSupport
import Testing

@ComputingTests
@Suite("JPEG codec: bad input is refused")
struct JPEGCodecTests {
    private static func gradient(_ width: Int, _ height: Int, _ layout: Picture.Layout) -> Picture {
        Picture(width: width, height: height, layout: layout) { bytes in
            for index in bytes.indices { bytes[index] = UInt8(index * 7 % 256) }
        }
    }

    private static func sample() throws -> [UInt8] { try JPEGEncoder().encode(gradient(64, 48, .rgb)) }

    @Test("What is encoded is decoded with its size, in luma, colour and half scale")
    func roundTrip() throws {
        let jpeg = try JPEGEncoder().encode(Self.gradient(65, 47, .rgb))
        try jpeg.withUnsafeBytes { bytes in
            let decoder = try JPEGDecoder()
            let header = try decoder.header(of: bytes)
            #expect((header.width, header.height) == (65, 47))
            let half = try decoder.luma(of: bytes, scale: .half)
            #expect((half.width, half.height) == (33, 24))
            let colour = try decoder.rgb(of: bytes)
            #expect(colour.bytes.count == 65 * 47 * 3)
            #expect(try decoder.luma(of: bytes).bytes.count == 65 * 47)
        }
    }

    @Test("A picture cut off at any place is an error, never half a picture")
    func truncated() throws {
        let jpeg = try Self.sample()
        let decoder = try JPEGDecoder()
        for count in stride(from: 0, to: jpeg.count - 2, by: 13) {
            #expect(throws: JPEGError.self, "\(count) bytes") {
                try jpeg.prefix(count).withUnsafeBytes { try decoder.luma(of: $0) }
            }
        }
    }

    @Test("Garbage with any seed is an error")
    func garbage() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        let decoder = try JPEGDecoder()
        var jpeg = try Self.sample()
        for _ in 0..<200 {
            let noise = (0..<Int.random(in: 0..<300, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            #expect(throws: JPEGError.self, "seed \(seed)") { try noise.withUnsafeBytes { try decoder.rgb(of: $0) } }
            // A damaged picture decodes or is refused; it never brings the decoder down.
            jpeg[Int.random(in: 2..<jpeg.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            _ = try? jpeg.withUnsafeBytes { try decoder.rgb(of: $0) }
        }
    }

    @Test("More pixels than the limit are refused by the header")
    func tooManyPixels() throws {
        let jpeg = try Self.sample()
        let decoder = try JPEGDecoder(pixelLimit: 64 * 48 - 1)
        #expect(throws: JPEGError.tooManyPixels(width: 64, height: 48)) {
            try jpeg.withUnsafeBytes { try decoder.luma(of: $0) }
        }
    }

    @Test("A picture of four colour components (CMYK) is refused")
    func fourColours() throws {
        // A header alone: SOI, a frame header of 16x16 with four components, a scan header for them.
        var jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 16, 0, 16, 4]
        for component in 1...4 as ClosedRange<UInt8> { jpeg += [component, 0x11, 0] }
        jpeg += [0xFF, 0xDA, 0, 14, 4]
        for component in 1...4 as ClosedRange<UInt8> { jpeg += [component, 0] }
        jpeg += [0, 63, 0, 0xFF, 0xD9]
        #expect(throws: JPEGError.colours) { try jpeg.withUnsafeBytes { try JPEGDecoder().rgb(of: $0) } }
    }
}
