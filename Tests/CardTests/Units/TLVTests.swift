import KioskTestSupport
import SmartCard
import Testing
import VirtualCard

@Suite("TLV: bounded, never traps")
struct TLVTests {
    @Test("elements read back as they were written", arguments: [0, 1, 127, 128, 255, 256, 65535])
    func roundTrip(_ length: Int) throws {
        let elements = [TLV(0x53, Array(repeating: 1, count: length)), TLV(0x7F49, [2]), TLV(0x5FC102, [UInt8]())]
        #expect(try TLV.parse(elements.flatMap(\.encoded)) == elements)
    }

    @Test(
        "lying lengths and endless tags are errors",
        arguments: [
            [0x53], [0x53, 0x05, 0x01], [0x53, 0x80, 0x00, 0x00], [0x53, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x53, 0x82, 0xFF, 0xFF, 0x00], [0x53, 0x82, 0x01], [0x5F], [0x5F, 0xC1], [0x5F, 0xC1, 0xC1, 0xC1, 0x00],
            [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func malformed(_ bytes: [UInt8]) {
        #expect(throws: CardError.self) { try TLV.parse(bytes) }
    }

    @Test("a level holds a bounded number of elements")
    func tooMany() {
        #expect(throws: CardError.self) {
            try TLV.parse(Array(repeating: [0x81, 0x00], count: TLV.elementLimit + 1).flatMap { $0 })
        }
    }

    @Test("mutated answers of a card never trap the parsers or the driver")
    func fuzz() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        let samples = try Self.answers()
        for _ in 0..<4000 {
            guard let sample = samples.randomElement(using: &generator) else { continue }
            let bytes = Mutation.of(sample, &generator)
            _ = try? TLV.parse(bytes)
            _ = try? ResponseAPDU(bytes)
            _ = CommandAPDU(parsing: bytes)
            Self.drive(bytes)
            var card = try DemoCard.make()
            #expect(card.answer(bytes).count >= 2, "seed \(seed)")
        }
    }

    /// Every step of the driver against the same answer over and over.
    private static func drive(_ answer: [UInt8]) {
        let steps: [(PIVCard) throws -> Void] = [
            { _ = try $0.cardID() }, { _ = try $0.holder() }, { _ = try $0.certificate(.signature) },
            { _ = try $0.counter() }, { _ = try $0.administrativeChallenge() },
            { _ = try $0.generateKeyPair(.signature, .rsa2048) }, { _ = try $0.generateKeyPair(.signature, .eccP256) },
            { _ = try $0.sign(.signature, .eccP256, DemoCard.digest("x")) },
            { _ = try $0.agree(.keyManagement, .eccP256, with: [0x04] + Array(repeating: 1, count: 64)) },
            { _ = try $0.contents() },
        ]
        for step in steps {
            let select = ResponseAPDU(data: TLV(0x61, [UInt8]()).encoded, status: .success).encoded
            let channel = ScriptedChannel([select, answer], repeatsLast: true)
            guard let card = try? DemoCard.select(channel) else { continue }
            try? step(card)
        }
    }

    /// What a good card answers, to start from.
    private static func answers() throws -> [[UInt8]] {
        var card = try DemoCard.make()
        let objects: [UInt32] = [0x5FC102, 0x5FC107, 0x7E, 0x5FFE01]
        var answers = [card.answer([0, 0xA4, 4, 0, 9] + PIVCard.applicationIdentifier + [0])]
        for tag in objects {
            let name = TLV(0x5C, TLV.bytes(ofTag: tag)).encoded
            answers.append(card.answer([0, 0xCB, 0x3F, 0xFF, UInt8(name.count)] + name + [0]))
        }
        let point = [0x04] + Array(repeating: UInt8(1), count: 64)
        let signature = TLV(0x30, [TLV(0x02, [1]), TLV(0x02, [2])])
        answers.append(ResponseAPDU(data: TLV(0x7F49, [TLV(0x86, point)]).encoded, status: .success).encoded)
        answers.append(ResponseAPDU(data: TLV(0x7C, [TLV(0x82, [signature])]).encoded, status: .success).encoded)
        return answers
    }
}
