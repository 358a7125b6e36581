import Crypto
import CryptoExtras
import SmartCard
import Testing
import VirtualCard

@Suite("PIV driver and virtual card, in process")
struct PIVTests {
    @Test("card ID and holder are read without PIN; the holder prints as nothing")
    func identity() throws {
        let (channel, card) = try DemoCard.inProcess()
        #expect(try card.cardID()?.bytes.count == 16)
        #expect(try card.holder() == DemoCard.holder)
        #expect("\(DemoCard.holder)" == "card holder")
        #expect(try card.certificate(.authentication) == nil)
        #expect(channel.card.atr == ATRTable.virtualCard)
    }

    @Test(
        "E0, E2: two key pairs made on the card, certificates back as written",
        arguments: [PIVAlgorithm.rsa2048, .eccP384])
    func write(_ algorithm: PIVAlgorithm) throws {
        let (_, card) = try DemoCard.inProcess()
        let keys = try DemoCard.write(card, algorithm)
        #expect(Set(keys).count == 2)
        #expect(try card.certificate(.authentication) == DemoCard.certificate)
        #expect(try card.certificate(.signature) == DemoCard.certificate)
        #expect(try card.certificate(.keyManagement) == nil)
    }

    @Test("a signature holds under the public key as subjectPublicKeyInfo says it", arguments: PIVAlgorithm.allCases)
    func signatures(_ algorithm: PIVAlgorithm) throws {
        let (_, card) = try DemoCard.inProcess()
        try DemoCard.becomeAdministrator(card)
        let key = try card.generateKeyPair(.authentication, algorithm)
        _ = try card.verify(PIN(digits: DemoCard.pin))
        let signature = try card.sign(.authentication, algorithm, DemoCard.digest("hello"))
        let message = SHA256.hash(data: Array("hello".utf8))
        switch algorithm {
        case .eccP256:
            let verifier = try P256.Signing.PublicKey(derRepresentation: key.subjectPublicKeyInfo)
            #expect(
                verifier.isValidSignature(try P256.Signing.ECDSASignature(derRepresentation: signature), for: message))
        case .eccP384:
            let verifier = try P384.Signing.PublicKey(derRepresentation: key.subjectPublicKeyInfo)
            #expect(
                verifier.isValidSignature(try P384.Signing.ECDSASignature(derRepresentation: signature), for: message))
        case .rsa2048, .rsa3072, .rsa4096:
            let verifier = try _RSA.Signing.PublicKey(derRepresentation: key.subjectPublicKeyInfo)
            let made = _RSA.Signing.RSASignature(rawRepresentation: signature)
            #expect(verifier.isValidSignature(made, for: message, padding: .insecurePKCS1v1_5))
        }
        #expect(key.isSignature(signature, of: try DemoCard.digest("hello")))
        #expect(!key.isSignature(signature, of: try DemoCard.digest("hello?")))
        var flipped = signature
        flipped[flipped.count - 1] ^= 1
        #expect(!key.isSignature(flipped, of: try DemoCard.digest("hello")))
    }

    @Test("9C wants the PIN before every signature, 9A once: sign with 9C first")
    func pinAlways() throws {
        let (_, card) = try DemoCard.inProcess()
        try DemoCard.write(card)
        let digest = try DemoCard.digest("again")
        #expect(throws: CardError.refused(.securityStatusNotSatisfied, step: "GENERAL AUTHENTICATE")) {
            try card.sign(.signature, .eccP256, digest)
        }
        #expect(try !card.sign(.authentication, .eccP256, digest).isEmpty)
        #expect(try card.verify(PIN(digits: DemoCard.pin)) == .accepted)
        #expect(try !card.sign(.signature, .eccP256, digest).isEmpty)
    }

    @Test("E2a: without the administrator nothing is written; a wrong answer is a no, and a challenge serves once")
    func administrator() throws {
        let (_, card) = try DemoCard.inProcess()
        _ = try card.verify(PIN(digits: DemoCard.pin))
        #expect(throws: CardError.self) { try card.generateKeyPair(.authentication, .eccP256) }
        #expect(throws: CardError.self) { try card.storeCertificate([0x30, 0x00], .authentication) }
        _ = try card.administrativeChallenge()
        #expect(try !card.answerAdministrativeChallenge(Array(repeating: 0, count: 16)))
        guard let number = try card.cardID() else { throw CardError.unknownCard }
        let late = try card.administrativeChallenge()
        _ = try card.counter()
        #expect(throws: CardError.self) {
            try card.answerAdministrativeChallenge(DemoCard.answer(late, cardID: number))
        }
        try DemoCard.becomeAdministrator(card)
        #expect(throws: Never.self) { try card.generateKeyPair(.authentication, .eccP256) }
    }

    @Test("a reset forgets PIN and administrator")
    func reset() throws {
        let (channel, card) = try DemoCard.inProcess()
        try DemoCard.write(card)
        channel.insert()
        let again = try DemoCard.select(channel)
        #expect(throws: CardError.self) { try again.sign(.authentication, .eccP256, DemoCard.digest("x")) }
        #expect(throws: CardError.self) { try again.generateKeyPair(.signature, .eccP256) }
        #expect(try again.counter() == .remaining(5))
    }

    @Test("a card without PIV is nil, a broken answer an error")
    func notPIV() throws {
        #expect(try PIVCard.select(on: ScriptedChannel([[0x6A, 0x82]])) == nil)
        #expect(throws: CardError.self) { try PIVCard.select(on: ScriptedChannel([[0x90, 0x00]])) }
        #expect(throws: CardError.self) { try PIVCard.select(on: ScriptedChannel([[0x6F, 0x00]])) }
    }

    @Test("the management key is the documented derivation")
    func managementKey() {
        // HKDF-SHA256 with these inputs, computed by OpenSSL.
        let key = ManagementKey.derive(cardID: Array(0...15))
        #expect(key.map { String(UInt16($0) + 0x100, radix: 16).suffix(2) }.joined() == Self.derivedKey)
    }

    private static let derivedKey = "cdd2e1de0d6ec1dfb0477d8079710e9ece5bfb8c95055421344c28692e01110b"
}
