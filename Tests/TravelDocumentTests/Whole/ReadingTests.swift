import KioskDomain
import SmartCard
import Testing

@testable import TravelDocument
@testable import VirtualCard

@Suite("A whole document: access, security object, zone, portrait")
struct ReadingTests {
    private let authority: DocumentAuthority

    init() throws { authority = try DocumentAuthority(now: TestDocument.now) }

    private static let picture = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 0x5A, count: 900)

    private func check(_ reading: ChipReading, _ picture: [UInt8]) throws {
        #expect(reading.trust == .trusted)
        #expect(reading.iin?.digits == TestDocument.iin)
        #expect(reading.zone.surname == "DEMO PERSON 1")
        #expect(reading.zone.documentNumber == TestDocument.documentNumber)
        #expect(reading.zone.birthDate.day(notAfter: .literal(2026, 11, 21)) == .literal(1985, 3, 15))
        #expect(reading.portraitProblem == nil)
        let portrait = try #require(reading.portrait)
        #expect(portrait.withBytes { $0.elementsEqual(picture) })
    }

    @Test("BAC alone: 3DES, all of it trusted")
    func basicAccess() throws {
        let chip = VirtualCardChannel(try TestDocument.make(authority, offers: [], portrait: Self.picture))
        let reading = try TestDocument.read(chip, trusting: authority).reading()
        #expect(reading.access == .bac)
        try check(reading, Self.picture)
    }

    @Test("PACE with each cipher, by the zone and by the CAN", arguments: PACECase.all)
    func pace(_ one: PACECase) throws {
        let chip = VirtualCardChannel(try TestDocument.make(authority, offers: [one.info], portrait: Self.picture))
        let reading = try TestDocument.read(chip, trusting: authority, password: one.password()).reading()
        #expect(reading.access == .pace(one.info.cipher, one.info.curve))
        try check(reading, Self.picture)
    }

    @Test("Several curves of one cipher: the command names the curve, the strongest cipher is taken")
    func ambiguous() throws {
        let offers = [
            PACEInfo(cipher: .aes128, curve: .p256), PACEInfo(cipher: .aes256, curve: .p384),
            PACEInfo(cipher: .aes256, curve: .p521),
        ]
        let chip = VirtualCardChannel(try TestDocument.make(authority, offers: offers))
        #expect(try TestDocument.read(chip, trusting: authority).reading().access == .pace(.aes256, .p384))
    }

    @Test(
        "A portrait beyond 32 KiB and beyond 64 KiB: READ BINARY with the odd instruction", arguments: [40_000, 70_000])
    func longPortrait(_ count: Int) throws {
        let picture = [0xFF, 0xD8, 0xFF, 0xE0] + (0..<count).map { UInt8($0 % 251) }
        let chip = VirtualCardChannel(try TestDocument.make(authority, portrait: picture))
        try check(TestDocument.read(chip, trusting: authority).reading(), picture)
    }

    @Test("Extended lengths, where ATR and EF.ATR/INFO promise them, save most commands")
    func extendedLength() throws {
        let picture = [0xFF, 0xD8, 0xFF, 0xE0] + (0..<70_000).map { UInt8($0 % 251) }
        let short = VirtualCardChannel(try TestDocument.make(authority, portrait: picture, extendedLength: true))
        try check(TestDocument.read(short, trusting: authority).reading(), picture)
        let long = VirtualCardChannel(try TestDocument.make(authority, portrait: picture, extendedLength: true))
        let limits = APDULimits(command: 0xFFFF, answer: 0x10000)
        try check(TestDocument.read(long, trusting: authority, limits: limits).reading(), picture)
        #expect(long.commands * 5 < short.commands, "\(long.commands) of \(short.commands)")
    }

    @Test("Without the authority's certificate a reading is unknown, never trusted")
    func missingAuthority() throws {
        let chip = VirtualCardChannel(try TestDocument.make(authority))
        guard case .unknown = try TestDocument.read(chip, trusting: nil).reading().trust else {
            Issue.record("trusted without an authority")
            return
        }
        let other = try DocumentAuthority(now: TestDocument.now - .seconds(20 * 365 * 86_400))
        #expect(try TestDocument.read(chip, trusting: other).code == .chipUntrusted)
    }

    @Test("An expired signer is unknown")
    func expired() throws {
        let old = try DocumentAuthority(now: TestDocument.now - .seconds(11 * 365 * 86_400))
        let chip = VirtualCardChannel(try TestDocument.make(old))
        guard case .unknown = try TestDocument.read(chip, trusting: old).reading().trust else {
            Issue.record("trusted after its end")
            return
        }
    }

    @Test(
        "A wrong hash or a wrong signature is chip.not-trusted, and nothing is handed out",
        arguments: [DocumentFault.wrongHash, .wrongSignature])
    func forged(_ fault: DocumentFault) throws {
        let chip = VirtualCardChannel(try TestDocument.make(authority, fault: fault))
        guard case .notTrusted = try TestDocument.read(chip, trusting: authority) else {
            Issue.record("a forged document was read")
            return
        }
        #expect(try TestDocument.read(chip, trusting: nil).code == .chipUntrusted)
    }

    @Test("A changed message ends the session; a chip that falls silent is an error")
    func faults() throws {
        for fault in [DocumentFault.tamperedMessage, .mute] {
            let chip = VirtualCardChannel(try TestDocument.make(authority, fault: fault))
            #expect(throws: CardError.self) { try TestDocument.read(chip, trusting: authority) }
        }
    }

    @Test("A wrong zone or CAN is chip.access-denied with the chip's counter where PACE tells")
    func wrongPassword() throws {
        let chip = VirtualCardChannel(try TestDocument.make(authority))
        for expected in (0..<VirtualTravelDocument.tryLimit).reversed() {
            let result = try TestDocument.read(chip, trusting: authority, password: DocumentPassword(can: "000000"))
            guard case .accessDenied(let tries) = result else { throw CardError.closed }
            #expect(tries == expected)
        }
        guard case .accessDenied(0) = try TestDocument.read(chip, trusting: authority) else {
            Issue.record("a blocked chip opened")
            return
        }
        let basic = VirtualCardChannel(try TestDocument.make(authority, offers: []))
        let wrong = DocumentPassword(documentNumber: "999999999", birthDate: "850315", expiryDate: "350314")
        guard case .accessDenied(nil) = try TestDocument.read(basic, trusting: authority, password: wrong) else {
            Issue.record("opened by a wrong zone")
            return
        }
    }

    @Test("The CAN against a chip with BAC alone, and PACE over a group without a curve: unsupported, said politely")
    func unsupported() throws {
        let basic = VirtualCardChannel(try TestDocument.make(authority, offers: []))
        #expect(throws: CardError.self) {
            try TestDocument.read(basic, trusting: authority, password: DocumentPassword(can: TestDocument.can))
        }
        let group = try CardAccess(bytes("31143012060A04007F00070202040102020102020100"))
        #expect(group.hasPACE && group.preferred == nil)
    }

    @Test("The virtual document names itself virtual, and the table knows it")
    func virtual() throws {
        let document = try TestDocument.make(authority)
        #expect(ATRTable.builtIn.identify(document.atr) == .travelDocument(virtual: true))
        #expect(String(decoding: document.atr, as: UTF8.self).contains("PSC-VIRTUAL-DOC"))
        #expect(try TravelDocumentReader.isTravelDocument(on: VirtualCardChannel(document)))
    }

    @Test("Nothing of the holder is in any text or dump of a reading")
    func masked() throws {
        let chip = VirtualCardChannel(try TestDocument.make(authority, portrait: Self.picture))
        let result = try TestDocument.read(chip, trusting: authority)
        var dumped = "\(result) \(String(reflecting: result))"
        dump(result, to: &dumped)
        for secret in [TestDocument.iin, "DEMO PERSON", TestDocument.documentNumber, "850315", "90, 90, 90"] {
            #expect(!dumped.contains(secret), "\(dumped)")
        }
    }
}
