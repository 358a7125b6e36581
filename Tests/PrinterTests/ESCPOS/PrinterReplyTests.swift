import KioskTestSupport
import SlipPrinter
import Testing

@Suite("Printer replies")
struct PrinterReplyTests {
    @Test("Every kind of answer is told apart, also when they come one byte at a time")
    func kinds() {
        let stream: [UInt8] =
            [0x12] + [0x00] + [0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00] + [0x5F] + Array("EPSON".utf8) + [0x00]
            + [0x37, 0x25, 0x00] + [0x10, 0x00, 0x00, 0x0F] + [0x0F] + [0x7E]
        let expected: [PrinterReply] = [
            .realTimeStatus(0x12), .bufferedStatus(0x00), .processID([0x41, 0x42, 0x43, 0x44]), .information("EPSON"),
            .buffersCleared, .automaticStatus([0x10, 0x00, 0x00, 0x0F]), .bufferedStatus(0x0F), .realTimeStatus(0x7E),
        ]
        var whole = PrinterReplyParser()
        #expect(whole.feed(stream) == expected)
        var single = PrinterReplyParser()
        #expect(stream.flatMap { single.feed([$0]) } == expected)
        #expect(whole.noise == 0 && single.noise == 0)
    }

    @Test("byte & 93 == 12 is an answer to DLE EOT, & F0 == 00 one to GS r; of all 256 bytes nothing else is")
    func masks() {
        for byte in UInt8.min...UInt8.max {
            var parser = PrinterReplyParser()
            let replies = parser.feed([byte])
            if byte & 0x93 == 0x12 {
                #expect(replies == [.realTimeStatus(byte)])
            } else if byte & 0xF0 == 0 {
                #expect(replies == [.bufferedStatus(byte)])
            } else {
                #expect(replies.isEmpty)
            }
        }
    }

    @Test("Noise is counted and never believed; XON and XOFF are neither")
    func noise() {
        var parser = PrinterReplyParser()
        #expect(parser.feed([0xFF, 0x80, 0xA5, 0x11, 0x13]).isEmpty)
        #expect(parser.noise == 3)
        #expect(parser.feed([0x37, 0x99, 0x41, 0x00, 0x12]) == [.realTimeStatus(0x12)])
    }

    @Test("Random bytes never trap and never hold more than one block", arguments: [UInt64.random(in: 0 ... .max)])
    func random(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var parser = PrinterReplyParser()
        for _ in 0..<20_000 { _ = parser.feed([UInt8.random(in: 0...255, using: &generator)]) }
        // However it stood, a block's worth of NULs brings it back: the next answer is understood.
        _ = parser.feed([UInt8](repeating: 0, count: 100))
        #expect(parser.feed([0x16]).last == .realTimeStatus(0x16), "seed \(seed)")
    }
}
