import SmartCard
import Testing

@Suite("APDU: ISO/IEC 7816-3 and -4")
struct APDUTests {
    @Test(
        "each case, short and extended, reads back as it was written",
        arguments: [
            CommandAPDU(ins: 0x20, p1: 0, p2: 0x80),
            CommandAPDU(ins: 0xC0, p1: 0, p2: 0, expectedLength: 256),
            CommandAPDU(ins: 0xC0, p1: 0, p2: 0, expectedLength: 1),
            CommandAPDU(ins: 0xDB, p1: 0x3F, p2: 0xFF, data: [1, 2, 3]),
            CommandAPDU(ins: 0xCB, p1: 0x3F, p2: 0xFF, data: [0], expectedLength: 256),
            CommandAPDU(ins: 0xC0, p1: 0, p2: 0, expectedLength: 65536),
            CommandAPDU(ins: 0xC0, p1: 0, p2: 0, expectedLength: 257),
            CommandAPDU(ins: 0xDB, p1: 0, p2: 0, data: Array(repeating: 7, count: 256)),
            CommandAPDU(ins: 0xDB, p1: 0, p2: 0, data: Array(repeating: 7, count: 65535), expectedLength: 65536),
        ])
    func roundTrip(_ command: CommandAPDU) throws {
        #expect(try CommandAPDU(parsing: command.encoded()) == command)
    }

    @Test("lengths that no APDU can have are refused, not sent")
    func impossibleLengths() {
        #expect(throws: CardError.self) {
            try CommandAPDU(ins: 0, p1: 0, p2: 0, data: Array(repeating: 0, count: 65536)).encoded()
        }
        #expect(throws: CardError.self) { try CommandAPDU(ins: 0, p1: 0, p2: 0, expectedLength: 0).encoded() }
    }

    @Test("long data goes as a chain: CLA 10 on all but the last, Le on the last only")
    func chaining() {
        let command = CommandAPDU(
            ins: 0xDB, p1: 0x3F, p2: 0xFF, data: Array(repeating: 9, count: 600), expectedLength: 256)
        let chain = command.chain()
        #expect(chain.map(\.cla) == [0x10, 0x10, 0x00])
        #expect(chain.map(\.data.count) == [255, 255, 90])
        #expect(chain.map(\.expectedLength) == [nil, nil, 256])
    }

    @Test("a chain stops where the card refuses a part")
    func chainRefused() throws {
        let channel = ScriptedChannel([[0x90, 0x00], [0x69, 0x82]])
        let answer = try channel.send(
            CommandAPDU(ins: 0xDB, p1: 0, p2: 0, data: Array(repeating: 9, count: 700)))
        #expect(answer.status == .securityStatusNotSatisfied)
        #expect(channel.sent.count == 2)
    }

    @Test("61xx is followed until all is there")
    func moreData() throws {
        let channel = ScriptedChannel([[1, 2, 0x61, 0x02], [3, 4, 0x61, 0x01], [5, 0x90, 0x00]])
        let answer = try channel.send(CommandAPDU(ins: 0xCB, p1: 0, p2: 0, expectedLength: 256))
        #expect(answer == ResponseAPDU(data: [1, 2, 3, 4, 5], status: .success))
        #expect(channel.sent[1] == [0, 0xC0, 0, 0, 2])
    }

    @Test("61xx without end is an error after a bounded number of rounds")
    func endlessData() {
        let channel = ScriptedChannel([[1, 0x61, 0x00]], repeatsLast: true)
        #expect(throws: CardError.badAnswer("61xx without end")) {
            try channel.send(CommandAPDU(ins: 0xCB, p1: 0, p2: 0, expectedLength: 256))
        }
        #expect(channel.sent.count < 300)
    }

    @Test("6Cxx is followed once and never in a loop")
    func wrongLength() throws {
        let channel = ScriptedChannel([[0x6C, 0x05]], repeatsLast: true)
        let answer = try channel.send(CommandAPDU(ins: 0xCB, p1: 0, p2: 0, expectedLength: 256))
        #expect(answer.status.correctLength == 5)
        #expect(channel.sent.map(\.last) == [0, 5])
    }

    @Test("6Cxx never makes VERIFY go twice")
    func verifyOnce() {
        let channel = ScriptedChannel([[0x61, 0x10, 0x90, 0x00], [0x6C, 0x05]])
        #expect(throws: CardError.self) {
            let card = try DemoCard.select(channel)
            _ = try card.verify(PIN(digits: DemoCard.pin))
        }
        #expect(channel.sent.filter { $0[1] == 0x20 }.count <= 1)
    }

    @Test(
        "status words give tries and lengths",
        arguments: [
            (0x63C0, 0, nil, nil), (0x63C5, 5, nil, nil), (0x6300, nil, nil, nil), (0x6983, nil, nil, nil),
            (0x6110, nil, 16, nil), (0x6100, nil, 256, nil), (0x6C05, nil, nil, 5), (0x9000, nil, nil, nil),
        ] as [(UInt16, Int?, Int?, Int?)])
    func statusWords(_ value: UInt16, _ tries: Int?, _ waiting: Int?, _ length: Int?) {
        let status = StatusWord(value)
        #expect(status.remainingTries == tries)
        #expect(status.bytesWaiting == waiting)
        #expect(status.correctLength == length)
    }

    @Test("an answer without status bytes is an error", arguments: [[], [0x90]] as [[UInt8]])
    func shortAnswer(_ bytes: [UInt8]) {
        #expect(throws: CardError.self) { try ResponseAPDU(bytes) }
    }
}
