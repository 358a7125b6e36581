import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import SmartCard
import Synchronization
import Testing
import VirtualCard

@Suite("PIN: RULES E8, E9, DESIGN 5.6")
struct PINTests {
    @Test(
        "an empty PIN, a short, a long and one with letters never reach the card",
        arguments: [
            ("", FailureCode.pinEmpty), ("12345", .pinLength), ("123456789", .pinLength), ("12345a", .pinLength),
        ])
    func refused(_ digits: String, _ code: FailureCode) {
        let error = #expect(throws: CardError.self) { _ = try PIN(digits: digits) }
        #expect(error?.code == code)
    }

    @Test("E8: factory PINs are recognised", arguments: [("12345678", true), ("123456", true), ("482915", false)])
    func factory(_ digits: String, _ expected: Bool) throws {
        let pin = try PIN(digits: digits)
        #expect(pin.isFactory == expected)
    }

    @Test("right PIN: accepted, and the counter is unknown while it is verified")
    func accepted() throws {
        let (_, card) = try DemoCard.inProcess()
        #expect(try card.counter() == .remaining(5))
        #expect(try card.verify(PIN(digits: DemoCard.pin)) == .accepted)
        #expect(try card.counter() == .unknown)
    }

    @Test("E9: wrong PIN counts down to blocked, and a blocked card takes not even the right one")
    func wrongUntilBlocked() throws {
        let (channel, card) = try DemoCard.inProcess()
        for remaining in (1...4).reversed() {
            #expect(try card.verify(PIN(digits: "999999")) == .wrong(remaining: remaining))
            #expect(try card.counter() == .remaining(remaining))
        }
        #expect(try card.verify(PIN(digits: "999999")) == .blocked)
        #expect(try card.counter() == .blocked)
        #expect(try card.verify(PIN(digits: DemoCard.pin)) == .blocked)
        channel.insert()
        #expect(try DemoCard.select(channel).counter() == .blocked)
    }

    @Test("E9: the last try, used rightly, gives all tries back")
    func lastTry() throws {
        let (channel, card) = try DemoCard.inProcess()
        for _ in 0..<4 { _ = try card.verify(PIN(digits: "999999")) }
        #expect(try card.counter() == .remaining(1))
        #expect(try card.verify(PIN(digits: DemoCard.pin)) == .accepted)
        channel.insert()
        #expect(try DemoCard.select(channel).counter() == .remaining(5))
    }

    @Test("change: the old PIN is asked, and a wrong one counts")
    func change() throws {
        let (_, card) = try DemoCard.inProcess()
        #expect(try card.changePIN(from: PIN(digits: "999999"), to: PIN(digits: "111222")) == .wrong(remaining: 4))
        #expect(try card.changePIN(from: PIN(digits: DemoCard.pin), to: PIN(digits: "111222")) == .accepted)
        #expect(try card.verify(PIN(digits: DemoCard.pin)) == .wrong(remaining: 4))
        #expect(try card.verify(PIN(digits: "111222")) == .accepted)
    }

    @Test("E9: the PUK unblocks with one command; a wrong one counts its own tries")
    func unblock() throws {
        let (_, card) = try DemoCard.inProcess()
        for _ in 0..<5 { _ = try card.verify(PIN(digits: "999999")) }
        #expect(try card.counter(of: .puk) == .remaining(5))
        #expect(try card.unblock(puk: PIN(digits: "11111111"), newPIN: PIN(digits: "333444")) == .wrong(remaining: 4))
        #expect(try card.counter(of: .puk) == .remaining(4))
        #expect(try card.unblock(puk: PIN(digits: DemoCard.puk), newPIN: PIN(digits: "333444")) == .accepted)
        #expect(try card.verify(PIN(digits: "333444")) == .accepted)
    }

    @Test("what the card does not say is unknown, never a number", arguments: [0x9000, 0x6300, 0x6A88, 0x6D00, 0x6984])
    func unknownCounter(_ status: Int) throws {
        #expect(try Self.answering(status).counter() == .unknown)
    }

    @Test(
        "the card's words for wrong and blocked",
        arguments: [
            (0x63C2, PINResult.wrong(remaining: 2)), (0x63C0, .blocked), (0x6983, .blocked),
            (0x6300, .wrong(remaining: nil)),
        ])
    func results(_ status: Int, _ result: PINResult) throws {
        #expect(try Self.answering(status).verify(PIN(digits: DemoCard.pin)) == result)
    }

    @Test("any other answer to VERIFY is an error and no wrong PIN", arguments: [0x6F00, 0x6982, 0x6700, 0x6984])
    func noResult(_ status: Int) {
        let error = #expect(throws: CardError.self) {
            _ = try Self.answering(status).verify(PIN(digits: DemoCard.pin))
        }
        #expect(error?.code == .cardRefused)
    }

    @Test("the trace shows no PIN, PUK, IIN or certificate, switched on at run time")
    func trace() throws {
        let lines = Mutex<[String]>([])
        let trace = APDUTrace { line in lines.withLock { $0.append(line) } }
        let channel = TracedChannel(VirtualCardChannel(try DemoCard.make()), trace: trace)
        let card = try DemoCard.select(channel)
        #expect(lines.withLock { $0.isEmpty })
        trace.isOn = true
        _ = try card.holder()
        _ = try card.changePIN(from: PIN(digits: DemoCard.pin), to: PIN(digits: DemoCard.pin))
        _ = try card.unblock(puk: PIN(digits: DemoCard.puk), newPIN: PIN(digits: DemoCard.pin))
        try DemoCard.write(card)
        trace.isOn = false
        let text = lines.withLock { $0.joined(separator: "\n") }
        #expect(text.contains("00200080 [9 bytes]"))
        for secret in [DemoCard.pin, DemoCard.puk, DemoCard.holder.iin, DemoCard.holder.name] {
            let hex = secret.utf8.map { String($0, radix: 16, uppercase: true) }.joined()
            #expect(!text.contains(hex) && !text.contains(secret))
        }
        let part = DemoCard.certificate[10..<20].map {
            String(UInt16($0) + 0x100, radix: 16, uppercase: true).suffix(2)
        }
        #expect(!text.contains(part.joined()))
    }

    @Test("after VERIFY the PIN is nowhere in the memory of the process")
    func memory() throws {
        // Kept apart from itself, so that the search does not find its own question.
        let hidden = (0..<8).map { _ in UInt8.random(in: 0...9) ^ 0x5A }
        let channel = AnsweringChannel()
        let card = try DemoCard.select(channel)
        var digits = SecretBytes()
        for byte in hidden { _ = digits.append((byte ^ 0x5A) + 0x30) }
        func occurrences() -> Int { OwnMemory.count { byte, index in byte == (hidden[index] ^ 0x5A) + 0x30 } }
        #expect(occurrences() >= 1, "the search itself must find what is there")
        #expect(try card.verify(PIN(digits)) == .accepted)
        #expect(occurrences() == 0)
    }

    private static func answering(_ status: Int) throws -> PIVCard {
        let select = ResponseAPDU(data: TLV(0x61, [UInt8]()).encoded, status: .success).encoded
        return try DemoCard.select(ScriptedChannel([select, [UInt8(status >> 8), UInt8(status & 0xFF)]]))
    }
}

/// Accepts everything and keeps nothing.
private final class AnsweringChannel: CardChannel {
    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        ResponseAPDU(data: TLV(0x61, [UInt8]()).encoded, status: .success).encoded
    }
}
