import Glibc
import KioskTestSupport
import Synchronization
import Testing

@testable import FaceMatching
@testable import JPEGCodec

@ComputingTests
@Suite("DESIGN 5.7: pictures and descriptors are locked and wiped")
struct LockedBufferTests {
    @Test("What a buffer held is zero when its memory is given back")
    func wiped() throws {
        let seen = Mutex<[UInt8]?>(nil)
        do {
            let buffer = try #require(LockedBuffer(count: 5000))
            #expect(buffer.bytes.allSatisfy { $0 == 0 })
            buffer.bytes.initializeMemory(as: UInt8.self, repeating: 0xA5)
            buffer.whenReleased = { bytes in seen.withLock { $0 = Array(bytes) } }
            #expect(buffer.bytes.allSatisfy { $0 == 0xA5 })
        }
        #expect(seen.withLock { $0 } == [UInt8](repeating: 0, count: 5000))
    }

    @Test("Pages are locked while the limit of the process allows")
    func locked() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(8), &limit)
        let buffer = try #require(LockedBuffer(count: 4096))
        #expect(buffer.isLocked || limit.rlim_cur < 1 << 20, "RLIMIT_MEMLOCK \(limit.rlim_cur)")
    }

    @Test("No bytes, or more than there is memory: nil, and no memory for a picture is an error, not the end")
    func noMemory() {
        for count in [0, -1, Int.min, Int.max, Int.max - 4095, 1 << 60] { #expect(LockedBuffer(count: count) == nil) }
        for (width, height) in [(0, 1), (-1, -1), (Int.max, 2), (1 << 30, 1 << 30), (1 << 40, 1 << 20)] {
            #expect(throws: JPEGError.noMemory) { try Picture(decoding: width, height, .rgb) { _ in } }
        }
    }

    @Test("The encoder leaves nothing of a picture in the memory that it keeps, nor does one that it refuses")
    func encodedPicture() throws {
        let encoder = try JPEGEncoder()
        let picture = Picture(width: 320, height: 240, layout: .rgb) { bytes in
            for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 7) }
        }
        let jpeg = try encoder.encode(picture, quality: 100)
        #expect(jpeg.count > 50_000)
        let kept = try #require(encoder.output)
        #expect(kept.count >= jpeg.count && kept.bytes.allSatisfy { $0 == 0 })
        // The same memory serves the next picture of that size.
        #expect(try encoder.encode(picture, quality: 100) == jpeg)
        #expect(encoder.output === kept && kept.bytes.allSatisfy { $0 == 0 })
    }

    @Test(
        "A lack of memory is told from a damaged picture by the words of the libraries",
        arguments: [
            ("Insufficient memory (case 4)", JPEGError.noMemory),
            ("tjDecompress2(): Memory allocation failure", .noMemory),
            (
                "Corrupt JPEG data: premature end of data segment",
                .damaged("Corrupt JPEG data: premature end of data segment")
            ),
            ("", .damaged("")),
        ])
    func lackOfMemory(text: String, expected: JPEGError) {
        #expect(JPEGError(decoder: text) == expected)
        #expect((JPEGError(encoder: text) == .noMemory) == (expected == .noMemory))
    }

    @Test("A search leaves nothing of the picture behind, also none of the smaller copies that dlib makes of it")
    func searchedPicture() throws {
        let engine = try FaceEngine(files: nil)
        // Evenly grey stays so in each smaller copy.
        func greyRuns() -> Int { OwnMemory.count { byte, _ in byte == 0xD3 } }
        do {
            let picture = Picture(width: 640, height: 360, layout: .gray) { bytes in
                bytes.initializeMemory(as: UInt8.self, repeating: 0xD3)
            }
            #expect(engine.faces(in: picture, region: .whole(of: picture), scale: 1).isEmpty)
            #expect(greyRuns() > 200_000, "the search itself must find what is there")
            withExtendedLifetime(picture) {}
        }
        engine.forget()
        // Other tests may hold a few such pixels; the copies would be a hundred thousand.
        #expect(greyRuns() < 5000)
    }

    @Test("A descriptor of zeros, or of what is no number, is none; that of a mean neither")
    func emptyDescriptors() throws {
        for number in [Float.zero, .nan, .infinity, 1e-9, .greatestFiniteMagnitude] {
            #expect(
                Descriptor(.resNet) {
                    $0.update(repeating: number); return true
                } == nil, "\(number)")
        }
        #expect(Descriptor(.resNet) { _ in false } == nil)
        #expect(Descriptor(meanOf: []) == nil)
        let one = try #require(
            Descriptor(.resNet) {
                $0.update(repeating: 0.1); return true
            })
        let other = try #require(
            Descriptor(.resNet) {
                $0.update(repeating: -0.1); return true
            })
        #expect(abs(one.distance(to: other) - 0.2 * 128.0.squareRoot()) < 1e-5)
        #expect(Descriptor(meanOf: [one, other]) == nil)
    }
}
