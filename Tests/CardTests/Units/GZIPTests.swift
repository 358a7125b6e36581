import KioskTestSupport
@testable import SmartCard
import Testing

@Suite("gzip of certificates, unpacked here")
struct GZIPTests {
    @Test(
        "what gzip packed comes back: each level, with and without the file's name, empty, of one byte, random, long",
        arguments: ["-1", "-6", "-9"])
    func roundTrip(_ level: String) async throws {
        try RealPart.require(programs: "gzip")
        let folder = try TemporaryFolder("gzip")
        var generator = SplitMix64(seed: 7)
        let random = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let text = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 / 300 + $0 % 11) }
        for content in [[], [0x30], random, text, Array(repeating: 0, count: GZIP.outputLimit)] {
            for name in ["-n", "-N"] {
                let file = try folder.write("content", content)
                try #require(try await Tool.run("gzip", [level, name, "-k", "-f", file]).succeeded)
                #expect(try GZIP.unpack(folder.read("content.gz")) == content, "\(level) \(name) \(content.count)")
            }
        }
    }

    @Test("one byte more than the limit is refused, and so is a bomb")
    func tooLong() async throws {
        try RealPart.require(programs: "gzip")
        let folder = try TemporaryFolder("gzip")
        for count in [GZIP.outputLimit + 1, 4_000_000] {
            let file = try folder.write("content", Array(repeating: 0, count: count))
            try #require(try await Tool.run("gzip", ["-9", "-f", file]).succeeded)
            let packed = try folder.read("content.gz")
            #expect(throws: CardError.badAnswer("a compressed certificate of more than 65536 bytes")) {
                try GZIP.unpack(packed)
            }
        }
    }

    @Test(
        "truncated at each byte, with each bit of the first 200 bytes flipped, and mutated: an error or right, no trap")
    func damaged() throws {
        let content = (0..<600).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
        let packed = Self.stored(content)
        #expect(try GZIP.unpack(packed) == content)
        for end in 0..<packed.count { #expect(throws: CardError.self) { try GZIP.unpack(Array(packed.prefix(end))) } }
        for bit in 0..<1600 {
            var changed = packed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            if let unpacked = try? GZIP.unpack(changed) { #expect(unpacked == content) }
        }
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        for _ in 0..<3000 {
            // Fixed and dynamic blocks of nonsense.
            let noise = (0..<60).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = try? GZIP.unpack(
                Array(packed.prefix(10)) + [[0x03, 0x05, 0x04].randomElement(using: &generator) ?? 5] + noise)
            let unpacked = try? GZIP.unpack(Mutation.of(packed, &generator))
            #expect(unpacked == nil || unpacked == content, "seed \(seed)")
        }
    }

    /// A gzip of one stored block (RFC 1951, 3.2.4).
    private static func stored(_ content: [UInt8]) -> [UInt8] {
        let length = UInt16(content.count)
        var checksum: UInt32 = ~0
        for byte in content {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum & 1 == 1 ? 0xEDB8_8320 ^ checksum >> 1 : checksum >> 1 }
        }
        func little(_ value: UInt32, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(value >> UInt32(8 * $0) & 0xFF) }
        }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 0x01] + little(UInt32(length), 2) + little(UInt32(~length), 2)
            + content + little(~checksum, 4) + little(UInt32(content.count), 4)
    }
}
