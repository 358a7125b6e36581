import CardReaderPCSC
import KioskDevices
import KioskTestSupport
import SmartCard
import Testing
import VirtualCard

@Suite("Card sessions through real pcscd", .timeLimit(.minutes(10)))
struct SessionTests {
    @Test("E0–E2a: one held transaction across the portal's answers; afterwards the card has forgotten the PIN")
    func wholeFlow() async throws {
        try await RealReader.withCard { reader in
            let connection = try await reader.open()
            let number = try await connection.perform { (card) throws(CardError) in try card.cardID() }
            let counter = try await connection.perform { (card) throws(CardError) in try card.counter() }
            #expect(counter == .remaining(5))
            #expect(try await connection.verify(PIN(digits: DemoCard.pin)) == .accepted)
            let challenge = try await connection.perform { (card) throws(CardError) in
                try card.administrativeChallenge()
            }
            let answer = try DemoCard.answer(challenge, cardID: #require(number))
            let digest = try DemoCard.digest("request")
            let isAdministrator = try await connection.perform { (card) throws(CardError) in
                try card.answerAdministrativeChallenge(answer)
            }
            #expect(isAdministrator)
            let signatures = try await connection.perform { (card) throws(CardError) in
                _ = try card.generateKeyPair(.authentication, .eccP256)
                _ = try card.generateKeyPair(.signature, .eccP256)
                return [
                    try card.sign(.signature, .eccP256, digest), try card.sign(.authentication, .eccP256, digest),
                ]
            }
            #expect(signatures.count == 2)
            let certificate = DemoCard.certificate
            try await connection.perform { (card) throws(CardError) in
                try card.storeCertificate(certificate, .authentication)
                try card.storeCertificate(certificate, .signature)
            }
            await connection.close()
            let next = try await reader.open()
            #expect(
                try await next.perform { (card) throws(CardError) in try card.certificate(.signature) } == certificate)
            await #expect(throws: CardError.self) {
                try await next.perform { (card) throws(CardError) in
                    try card.sign(.authentication, .eccP256, digest)
                }
            }
            await next.close()
            await #expect(throws: CardError.closed) {
                try await next.perform { (card) throws(CardError) in try card.cardID() }
            }
        }
    }

    @Test("PIN changed and unblocked through the service")
    func pins() async throws {
        try await RealReader.withCard { reader in
            let card = try await reader.open()
            #expect(
                try await card.changePIN(from: DemoCard.typed(DemoCard.pin), to: DemoCard.typed("111222")) == .accepted)
            for _ in 0..<4 { _ = try await card.verify(PIN(digits: "999999")) }
            #expect(try await card.verify(PIN(digits: "999999")) == .blocked)
            let result = try await card.unblock(puk: DemoCard.typed(DemoCard.puk), newPIN: DemoCard.typed(DemoCard.pin))
            #expect(result == .accepted)
            #expect(try await card.verify(PIN(digits: DemoCard.pin)) == .accepted)
            await card.close()
        }
    }

    @Test(
        "card pulled in mid command: card.removed, no try lost, and the next session works",
        arguments: ["20", "47", "DB"])
    func pulled(_ instruction: String) async throws {
        try await RealReader.withCard { reader in
            let connection = try await reader.open()
            try reader.order("fault pull ins=\(instruction)")
            await #expect(throws: CardError.removed) {
                guard try await connection.verify(PIN(digits: DemoCard.pin)) == .accepted else { return }
                try await connection.perform { (card) throws(CardError) in try Self.write(card) }
            }
            await connection.close()
            try await reader.wait("an empty reader") { $0 == .empty }
            try reader.order("insert")
            try await reader.waitForCard()
            let next = try await reader.open()
            #expect(try await next.perform { (card) throws(CardError) in try card.counter() } == .remaining(5))
            await next.close()
        }
    }

    @Test("a card that does not answer in time: the caller is free at once, nothing more reaches the card")
    func slow() async throws {
        try await RealReader.withCard { reader in
            let connection = try await reader.open()
            try reader.order("fault slow=3000 ins=CB")
            let start = ContinuousClock.now
            let limit = Duration.milliseconds(300)
            await #expect(throws: CardError.timedOut(limit)) {
                try await connection.perform(within: limit) { (card) throws(CardError) in
                    _ = try card.cardID()
                    _ = try card.generateKeyPair(.authentication, .eccP256)
                }
            }
            #expect(ContinuousClock.now - start < .seconds(2))
            await #expect(throws: CardError.closed) {
                try await connection.perform { (card) throws(CardError) in try card.cardID() }
            }
            let next = try await reader.open()
            #expect(try await next.perform { (card) throws(CardError) in try card.counter() } == .remaining(5))
            await next.close()
        }
    }

    private static func write(_ card: PIVCard) throws(CardError) {
        guard let number = try card.cardID() else { throw .unknownCard }
        let challenge = try card.administrativeChallenge()
        guard let answer = try? DemoCard.answer(challenge, cardID: number),
            try card.answerAdministrativeChallenge(answer)
        else { throw .unknownCard }
        _ = try card.generateKeyPair(.authentication, .eccP256)
        try card.storeCertificate(DemoCard.certificate, .authentication)
    }
}
