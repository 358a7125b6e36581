import KioskTestSupport
import Testing

@testable import HallClient

@Suite("Event streams of the hall, read")
struct EventLinesTests {
    @Test("the same events come out wherever the bytes are cut")
    func cuts() throws {
        let bytes = Array(": still there\n\ndata: {\"a\":1}\n\ndata: {}\n\n".utf8)
        let wanted = ["{\"a\":1}", "{}"]
        for cut in 0...bytes.count {
            var lines = EventLines()
            let events = try lines.take(bytes[..<cut]) + lines.take(bytes[cut...])
            #expect(events.map { String(decoding: $0, as: UTF8.self) } == wanted, "\(cut)")
        }
    }

    @Test("a line without an end is given up")
    func endless() throws {
        var lines = EventLines()
        _ = try lines.take([UInt8](repeating: 0x61, count: EventLines.limit))
        #expect(throws: EventLines.TooLong.self) { try lines.take([0x61]) }
    }

    @Test("random bytes never trap")
    func noise() throws {
        var random = SplitMix64.seeded()
        for _ in 0..<200 {
            var lines = EventLines()
            let bytes = (0..<300).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random)
                    : Array("data: \n".utf8).randomElement(using: &random) ?? 0
            }
            _ = try lines.take(bytes)
        }
    }
}
