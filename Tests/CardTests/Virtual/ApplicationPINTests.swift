import KioskDomain
import SmartCard
import Testing
import VirtualCard

@Suite("PIN and PUK of both kinds of card, by one value")
struct ApplicationPINTests {
    @Test(
        "counters of PIN and PUK come before any entry and cost nothing (E9)",
        arguments: [VirtualCardKind.piv, .pkcs15])
    func counters(_ kind: VirtualCardKind) throws {
        let card = try AnyCard(kind)
        let application = try card.application()
        for _ in 0..<3 {
            let status = try application.pinStatus()
            #expect(status.pin == .remaining(5) && status.puk == .remaining(5))
            #expect(status.canChange && status.pukFormat != nil)
        }
        #expect(card.tries?.pin == 5 && card.tries?.puk == 5)
    }

    @Test(
        "wrong down to blocked, blocked is terminal, the PUK unblocks with one command (OpenSC#2306, qesteidutil#24)",
        arguments: [VirtualCardKind.piv, .pkcs15])
    func life(_ kind: VirtualCardKind) throws {
        let card = try AnyCard(kind)
        let application = try card.application()
        for left in (1...4).reversed() {
            #expect(try application.verify(DemoCard.typed("999999")) == .wrong(remaining: left))
            #expect(try application.pinStatus().pin == .remaining(left))
        }
        #expect(try application.verify(DemoCard.typed("999999")) == .blocked)
        #expect(try application.verify(DemoCard.typed(DemoCard.pin)) == .blocked)
        #expect(try application.pinStatus().pin == .blocked)
        let new = DemoCard.typed("333444")
        #expect(try application.unblock(puk: DemoCard.typed("11111111"), newPIN: new) == .wrong(remaining: 4))
        #expect(try application.pinStatus().puk == .remaining(4))
        let before = card.commands
        #expect(
            try application.unblock(puk: DemoCard.typed(DemoCard.puk), newPIN: DemoCard.typed("333444")) == .accepted)
        #expect(card.sent(after: before).filter { $0 == 0x2C }.count == 1)
        #expect(!card.sent(after: before).contains(0x20))
        #expect(try application.verify(DemoCard.typed("333444")) == .accepted)
    }

    @Test("PIN and PUK are changed with their old values", arguments: [VirtualCardKind.piv, .pkcs15])
    func change(_ kind: VirtualCardKind) throws {
        let application = try AnyCard(kind).application()
        let (pin, puk) = (DemoCard.pin, DemoCard.puk)
        #expect(
            try application.changePIN(from: DemoCard.typed("999999"), to: DemoCard.typed("111222"))
                == .wrong(remaining: 4))
        #expect(try application.changePIN(from: DemoCard.typed(pin), to: DemoCard.typed("111222")) == .accepted)
        #expect(try application.verify(DemoCard.typed("111222")) == .accepted)
        #expect(
            try application.changePUK(from: DemoCard.typed("99999999"), to: DemoCard.typed("55556666"))
                == .wrong(remaining: 4))
        #expect(try application.changePUK(from: DemoCard.typed(puk), to: DemoCard.typed("55556666")) == .accepted)
        #expect(
            try application.unblock(puk: DemoCard.typed("55556666"), newPIN: DemoCard.typed("777888")) == .accepted)
        #expect(try application.verify(DemoCard.typed("777888")) == .accepted)
    }

    @Test(
        "an empty or malformed PIN never reaches the card (web-eid-app#311)", arguments: [VirtualCardKind.piv, .pkcs15])
    func refusedBefore(_ kind: VirtualCardKind) throws {
        let card = try AnyCard(kind)
        let application = try card.application()
        _ = try application.pinStatus()
        let before = card.commands
        for typed in ["", "1", "12345678901234567", "48291a"] {
            let error = #expect(throws: CardError.self) { _ = try application.verify(DemoCard.typed(typed)) }
            #expect(error?.code == (typed.isEmpty ? .pinEmpty : .pinLength))
        }
        #expect(!card.sent(after: before).contains(0x20))
        #expect(card.tries?.pin == 5)
    }

    @Test(
        "card pulled during VERIFY: card.removed, never a wrong PIN; the counter is read anew (status-legacy#7887)",
        arguments: [VirtualCardKind.piv, .pkcs15])
    func pulled(_ kind: VirtualCardKind) throws {
        let card = try AnyCard(kind)
        let application = try card.application()
        card.pull(at: 0x20)
        #expect(throws: CardError.removed) { _ = try application.verify(DemoCard.typed("999999")) }
        card.insert()
        #expect(try card.application().pinStatus().pin == .remaining(5))
    }

    @Test("no status word but 63xx and 6983 speaks of the PIN; each of the 65,536 is taken for what it is")
    func everyStatus() throws {
        for value in UInt16.min...UInt16.max {
            let status = StatusWord(value)
            let result = try? PINResult(status, step: "VERIFY")
            switch value {
            case 0x9000: #expect(result == .accepted)
            case 0x6983, 0x63C0: #expect(result == .blocked)
            case 0x6300: #expect(result == .wrong(remaining: nil))
            case 0x63C1...0x63CF: #expect(result == .wrong(remaining: Int(value & 0x0F)))
            default: if result != nil { Issue.record("\(status) was taken for \(String(describing: result))") }
            }
        }
    }

    @Test("a PUK counter that the card does not tell is unknown, and no try was spent to find out (DigiDoc4#580)")
    func hiddenPUK() throws {
        var state = try DemoCard.make().state
        state.hidesPUKCounter = true
        let channel = VirtualCardChannel(VirtualPIVCard(state))
        let card = try DemoCard.select(channel)
        #expect(try card.counter(of: .puk) == .unknown)
        #expect(channel.card.state.pukTries == 5)
    }

    @Test("a YubiKey's metadata tell the PUK's tries", arguments: [(UInt8(2), PINCounter.remaining(2)), (0, .blocked)])
    func metadata(_ left: UInt8, _ expected: PINCounter) throws {
        let select = ResponseAPDU(data: TLV(0x61, [UInt8]()).encoded, status: .success).encoded
        let metadata = ResponseAPDU(data: TLV(0x06, [3, left]).encoded, status: .success).encoded
        let channel = ScriptedChannel([select, [0x6A, 0x88], metadata])
        #expect(try DemoCard.select(channel).counter(of: .puk) == expected)
        #expect(channel.sent.last == [0x00, 0xF7, 0x00, 0x81, 0x00])
    }

    @Test("a card whose discovery object puts the card-wide PIN first is asked for that one (part 1, 3.3.2)")
    func globalPIN() throws {
        let select = ResponseAPDU(data: TLV(0x61, [UInt8]()).encoded, status: .success).encoded
        let policy = TLV(0x7E, [TLV(0x4F, PIVCard.applicationIdentifier), TLV(0x5F2F, [0x60, 0x20])]).encoded
        let channel = ScriptedChannel([select, ResponseAPDU(data: policy, status: .success).encoded, [0x90, 0x00]])
        let application = try CardApplication.identify(on: channel, atr: [0x3B, 0x00])
        #expect(try application.verify(DemoCard.typed(DemoCard.pin)) == .accepted)
        #expect(channel.sent.last?.prefix(4) == [0x00, 0x20, 0x00, 0x00])
    }
}
