import Crypto
import KioskDomain
import KioskTestSupport
import SmartCard
import Testing
import VirtualCard

@Suite("What a PIV card tells, and which certificate is used")
struct PIVContentsTests {
    private static let now = UnixTime(milliseconds: 1_767_225_600_000)  // 2026-01-01

    @Test(
        "empty slots and a single certificate are tolerated (libelectronic-id#134, #167)", arguments: PIVSlot.allCases)
    func single(_ slot: PIVSlot) throws {
        let contents = try IssuedCard([slot]).application().contents()
        #expect(contents.certificates.map(\.label).count == 1 && contents.keys.count == 1)
        #expect(contents.keys[0].place == .piv(slot) && contents.damages.isEmpty)
        #expect(contents.serial?.count == 16)
        #expect(contents.keys[0].wantsPINEachTime == (slot == .signature))
    }

    @Test("a card without any certificate has none, and says so without an error")
    func blank() throws {
        let contents = try IssuedCard([]).application().contents()
        #expect(contents.certificates.isEmpty && contents.keys.isEmpty && contents.damages.isEmpty)
        #expect(contents.certificate(for: .signature, at: Self.now) == nil)
    }

    @Test("all certificates are listed, old ones as expired; the newest valid one is chosen by purpose (NCALayer#8)")
    func newest() throws {
        let dates: [PIVSlot: (String, String)] = [
            .authentication: ("200101000000Z", "230101000000Z"), .signature: ("250601000000Z", "280601000000Z"),
            .keyManagement: ("250601000000Z", "280601000000Z"), .cardAuthentication: ("300101000000Z", "330101000000Z"),
        ]
        let card = try IssuedCard(PIVSlot.allCases) { slot, key in
            dates[slot].map { TestCertificate(key: key, from: $0.0, until: $0.1).der }
        }
        let contents = try card.application().contents()
        #expect(contents.certificates.count == 4)
        #expect(contents.certificates.map { $0.validity(at: Self.now) } == [.expired, .valid, .valid, .notYetValid])
        #expect(contents.certificate(for: .authentication, at: Self.now) == nil)
        #expect(contents.certificates(for: .authentication, at: Self.now).count == 1)
        #expect(contents.certificate(for: .signature, at: Self.now)?.key?.place == .piv(.signature))
    }

    @Test("of two valid ones the newer is used, and an expired newer one is not")
    func order() throws {
        let key = PublicKeyMaterial.p256(point: [0x04] + Array(repeating: 5, count: 64))
        let cardKey = CardKey(place: .piv(.signature), label: "", algorithm: .ecP256, purposes: [.signature])
        var contents = try Self.empty
        for (label, from, until) in [
            ("old", "240101000000Z", "270101000000Z"), ("new", "250101000000Z", "280101000000Z"),
            ("over", "250601000000Z", "250701000000Z"), ("future", "270101000000Z", "300101000000Z"),
        ] {
            let der = TestCertificate(key: key, from: from, until: until).der
            guard let outline = CertificateOutline(der) else { continue }
            contents.certificates.append(CardCertificate(label: label, der: der, outline: outline, key: cardKey))
        }
        #expect(contents.certificate(for: .signature, at: Self.now)?.label == "new")
        #expect(contents.certificates(for: .signature, at: Self.now).map(\.label) == ["new", "old", "future", "over"])
    }

    @Test("a gzip-compressed certificate is read as it was; a wrong one is noted and hides no other")
    func compressed() async throws {
        try RealPart.require(programs: "gzip")
        let card = try IssuedCard([.authentication, .signature])
        let key = try #require(card.keys[.authentication])
        let der = TestCertificate(key: key, filling: 1500).der
        let folder = try TemporaryFolder("gzip")
        let file = try folder.write("certificate", der)
        try #require(try await Tool.run("gzip", ["-9", file]).succeeded)
        let packed = try folder.read("certificate.gz")
        try card.put(Self.object(packed, info: 0x01), PIVSlot.authentication.certificateObject)
        let contents = try card.application().contents()
        #expect(contents.certificates.first?.der == der && contents.certificates.count == 2)
        for (content, info) in [(Array(packed.dropLast(9)), UInt8(1)), (der, 1), (packed, 0), (packed, 2), ([], 0)] {
            try card.put(Self.object(content, info: info), PIVSlot.authentication.certificateObject)
            let contents = try card.application().contents()
            #expect(contents.certificates.map(\.key?.place) == [.piv(.signature)])
            #expect(contents.damages.count == (content.isEmpty ? 0 : 1))
        }
    }

    @Test("retired slots are read as far as the key history says, also when it says too much")
    func retired() throws {
        let slots = Array(PIVSlot.retired.prefix(3))
        let card = try IssuedCard(slots)
        #expect(try card.application().contents().certificates.isEmpty)
        for (count, expected) in [(UInt8(2), 2), (3, 3), (20, 3), (255, 3)] {
            let history = [TLV(0xC1, [count]), TLV(0xC2, [0]), TLV(0xFE, [UInt8]())].flatMap(\.encoded)
            try card.put(history, .keyHistory)
            #expect(try card.application().contents().certificates.count == expected)
        }
        #expect(PIVSlot.retired.count == 20 && PIVSlot.retired.last?.certificateObject.tag == 0x5FC120)
        #expect(PIVSlot(rawValue: 0x9B) == nil && PIVSlot(rawValue: 0x96) == nil)
    }

    @Test("9A and 9D after one PIN, 9C after each, 9E without; each signature holds", arguments: PIVSlot.allCases)
    func signing(_ slot: PIVSlot) throws {
        let card = try IssuedCard([slot], algorithm: .eccP384)
        let application = try card.application()
        let key = try #require(try application.contents().keys.first)
        let digest = try DemoCard.digest("to be signed")
        if slot != .cardAuthentication {
            #expect(throws: CardError.refused(.securityStatusNotSatisfied, step: "GENERAL AUTHENTICATE")) {
                try application.sign(key, digest)
            }
            #expect(try application.verify(DemoCard.typed(DemoCard.pin), for: key) == .accepted)
        }
        for _ in 0..<3 {
            #expect(try key.publicKey?.isSignature(application.sign(key, digest), of: digest) == true)
            if key.wantsPINEachTime { _ = try application.verify(DemoCard.typed(DemoCard.pin), for: key) }
        }
    }

    @Test("a certificate that is not the slot's: the signature is refused and not given out")
    func otherCardsCertificate() throws {
        let other = try IssuedCard([.cardAuthentication])
        let stranger = try #require(other.keys[.cardAuthentication])
        let card = try IssuedCard([.cardAuthentication]) { _, _ in TestCertificate(key: stranger).der }
        let application = try card.application()
        let key = try #require(try application.contents().keys.first)
        #expect(throws: CardError.badAnswer("the key in slot 9E is not its certificate's")) {
            try application.sign(key, DemoCard.digest("x"))
        }
    }

    @Test("9D agrees on the same secret as the other side", arguments: [PIVAlgorithm.eccP256, .eccP384])
    func keyAgreement(_ algorithm: PIVAlgorithm) throws {
        let card = try IssuedCard([.keyManagement], algorithm: algorithm)
        let piv = try DemoCard.select(card.channel)
        _ = try piv.verify(PIN(digits: DemoCard.pin))
        let mine = try #require(card.keys[.keyManagement])
        let secret: [UInt8]
        let theirs: [UInt8]
        switch mine {
        case .p256(let point):
            let other = P256.KeyAgreement.PrivateKey()
            secret = try other.sharedSecretFromKeyAgreement(with: .init(x963Representation: point)).withUnsafeBytes {
                Array($0)
            }
            theirs = Array(other.publicKey.x963Representation)
        case .p384(let point):
            let other = P384.KeyAgreement.PrivateKey()
            secret = try other.sharedSecretFromKeyAgreement(with: .init(x963Representation: point)).withUnsafeBytes {
                Array($0)
            }
            theirs = Array(other.publicKey.x963Representation)
        case .rsa: return
        }
        #expect(try piv.agree(.keyManagement, algorithm, with: theirs) == secret)
        #expect(throws: CardError.self) { try piv.agree(.keyManagement, algorithm, with: Array(theirs.dropLast())) }
        #expect(throws: CardError.self) { try piv.agree(.keyManagement, .rsa2048, with: theirs) }
    }

    private static func object(_ certificate: [UInt8], info: UInt8) -> [UInt8] {
        [TLV(0x70, certificate), TLV(0x71, [info]), TLV(0xFE, [UInt8]())].flatMap(\.encoded)
    }

    private static var empty: CardContents {
        get throws { try IssuedCard([]).application().contents() }
    }
}
