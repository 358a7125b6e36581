import KioskTestSupport
import SmartCard
import Testing

@testable import TravelDocument
@testable import VirtualCard

/// One way of PACE and one password.
struct PACECase: Sendable, CustomTestStringConvertible {
    var info: PACEInfo
    var reference: DocumentPassword.Reference

    var testDescription: String { "\(info.cipher) on \(info.curve) with the \(reference)" }

    /// Every cipher and every curve at least once, each password with several.
    static let all: [PACECase] = [
        PACECase(info: PACEInfo(cipher: .aes128, curve: .brainpoolP256r1), reference: .mrz),
        PACECase(info: PACEInfo(cipher: .aes128, curve: .p256), reference: .can),
        PACECase(info: PACEInfo(cipher: .aes192, curve: .brainpoolP384r1), reference: .can),
        PACECase(info: PACEInfo(cipher: .aes256, curve: .p521), reference: .mrz),
        PACECase(info: PACEInfo(cipher: .aes256, curve: .brainpoolP512r1), reference: .can),
        PACECase(info: PACEInfo(cipher: .tripleDES, curve: .p224), reference: .mrz),
        PACECase(info: PACEInfo(cipher: .tripleDES, curve: .p384), reference: .can),
        PACECase(info: PACEInfo(cipher: .aes128, curve: .brainpoolP224r1), reference: .mrz),
        PACECase(info: PACEInfo(cipher: .aes128, curve: .p192), reference: .can),
        PACECase(info: PACEInfo(cipher: .aes128, curve: .brainpoolP192r1), reference: .mrz),
        PACECase(info: PACEInfo(cipher: .aes192, curve: .brainpoolP320r1), reference: .mrz),
    ]

    var cardAccess: [UInt8] { DocumentContent.cardAccess([info]) }

    /// As OpenPACE wants it: all of the zone, or the digits.
    var foreignPassword: String {
        reference == .mrz ? String(decoding: TestDocument.zone, as: UTF8.self) : TestDocument.can
    }

    func password() throws -> DocumentPassword {
        try #require(reference == .mrz ? TestDocument.zonePassword() : DocumentPassword(can: TestDocument.can))
    }
}

@Suite("OpenPACE is the other side of PACE, in both roles", .serialized, .timeLimit(.minutes(5)))
struct ForeignTests {
    @Test("Their chip opens to our terminal, and secure messaging goes on", arguments: PACECase.all)
    func theirChip(_ one: PACECase) async throws {
        let library = try await ForeignLibrary.load()
        let side = try ForeignSide(
            library, cardAccess: one.cardAccess, reference: one.reference.rawValue, password: one.foreignPassword)
        let chip = ForeignChip(side)
        let result = try PACE(on: chip, one.info).run(one.password(), isAmbiguous: false)
        guard case .granted(var session) = result else { throw CardError.closed }
        #expect(chip.accepted)
        try side.begin()
        // A command of ours, opened by them, and an answer of theirs, opened by us.
        let command = try session.protect(
            CommandAPDU(ins: 0xA4, p1: 0x02, p2: 0x0C, data: [0x01, 0x1E], expectedLength: 256))
        #expect(try chip.open(command, session.cipher) == [0x01, 0x1E])
        let answer = try session.unprotect(chip.seal([1, 2, 3], session.cipher))
        #expect(answer == ResponseAPDU(data: [1, 2, 3], status: .success))
    }

    @Test("A wrong password is no session: their chip refuses the token", arguments: PACECase.all.prefix(3))
    func wrongPassword(_ one: PACECase) async throws {
        let library = try await ForeignLibrary.load()
        let other = one.reference == .mrz ? String(TestDocument.otherZone) : "654321"
        let side = try ForeignSide(
            library, cardAccess: one.cardAccess, reference: one.reference.rawValue, password: other)
        let result = try PACE(on: ForeignChip(side), one.info).run(one.password(), isAmbiguous: false)
        guard case .denied(let tries) = result else { throw CardError.closed }
        #expect(tries == nil)
    }

    @Test("Our chip opens to their terminal, and they read a file by secure messaging", arguments: PACECase.all)
    func ourChip(_ one: PACECase) async throws {
        let library = try await ForeignLibrary.load()
        let side = try ForeignSide(
            library, cardAccess: one.cardAccess, reference: one.reference.rawValue, password: one.foreignPassword)
        var document = try TestDocument.make(offers: [one.info])
        let terminal = ForeignTerminal(side, one.info)
        try terminal.open(&document, one.reference)
        try side.begin()
        let aid = TravelDocumentReader.applicationIdentifier
        _ = try terminal.send(CommandAPDU(ins: 0xA4, p1: 0x04, p2: 0x0C, data: aid), &document)
        let read = try terminal.send(CommandAPDU(ins: 0xB0, p1: 0x81, p2: 0, expectedLength: 32), &document)
        #expect(read == Array(DocumentContent.group1(TestDocument.zone).prefix(32)))
    }
}
