import CardReaderPCSC
import KioskTestSupport
import SmartCard
import Testing

@Suite("PIN pads of readers (PC/SC part 10) through real pcscd", .timeLimit(.minutes(10)))
struct PINPadTests {
    @Test(
        "VERIFY_PIN_DIRECT: accepted, wrong with its counter, cancelled, timed out, too short; only the card counts tries"
    )
    func verify() async throws {
        try await PINPadReader.withReader { reader in
            let card = try await open(reader)
            #expect(try await card.hasPINPad())
            try reader.type([DemoCard.pin, "999999", "cancel", "time-out", "1234", DemoCard.pin])
            #expect(try await card.verifyOnPINPad(language: .kazakh) == .card(.accepted))
            #expect(try await card.verifyOnPINPad(language: .russian) == .card(.wrong(remaining: 4)))
            #expect(try await card.verifyOnPINPad(language: .english) == .cancelled)
            #expect(try await card.verifyOnPINPad(language: .english) == .timedOut)
            #expect(try await card.verifyOnPINPad(language: .english) == .length)
            #expect(try await counter(card) == .remaining(4))
            #expect(try await card.verifyOnPINPad(language: .english) == .card(.accepted))
            await card.close()
        }
    }

    @Test("MODIFY_PIN_DIRECT: changed, new PINs that differ, wrong old PIN")
    func modify() async throws {
        try await PINPadReader.withReader { reader in
            let card = try await open(reader)
            try reader.type([DemoCard.pin, "111222", "111223"])
            #expect(try await card.changePINOnPINPad(language: .russian) == .mismatch)
            try reader.type([DemoCard.pin, "111222", "111222"])
            #expect(try await card.changePINOnPINPad(language: .russian) == .card(.accepted))
            try reader.type([DemoCard.pin, "333444", "333444"])
            #expect(try await card.changePINOnPINPad(language: .russian) == .card(.wrong(remaining: 4)))
            #expect(try await card.verify(PIN(digits: "111222")) == .accepted)
            await card.close()
        }
    }

    @Test("a feature query that is refused or answered with garbage is no fault: the on-screen pad serves")
    func probe() async throws {
        try await PINPadReader.withReader { reader in
            for mood in ["refuse", "garbage"] {
                try reader.answerProbe(mood)
                let card = try await open(reader)
                #expect(try await !card.hasPINPad(), "\(mood)")
                await #expect(throws: CardError.self) { try await card.verifyOnPINPad(language: .english) }
                #expect(try await card.verify(PIN(digits: DemoCard.pin)) == .accepted)
                await card.close()
            }
        }
    }

    @Test("the table of quirks: a keyboard that refuses entries is not used though it offers the feature")
    func quirk() async throws {
        try await PINPadReader.withReader("HP USB Smart Card Keyboard") { reader in
            let card = try await open(reader)
            #expect(try await !card.hasPINPad())
            await card.close()
        }
    }

    @Test("a reader without a pad: vpcd answers the query with an error")
    func none() async throws {
        try await RealReader.withCard { reader in
            let card = try await reader.open()
            #expect(try await !card.hasPINPad())
            await card.close()
        }
    }

    private func open(_ reader: PINPadReader) async throws -> CardConnection {
        let connection = CardConnection(reader: reader.name)
        try await connection.open()
        return connection
    }

    private func counter(_ card: CardConnection) async throws -> PINCounter {
        try await card.perform { (card) throws(CardError) in try card.counter() }
    }
}
