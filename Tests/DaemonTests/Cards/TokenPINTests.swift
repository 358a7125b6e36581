import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import KioskTime
import SigningKeys
import Testing

@testable import KioskDaemon
@testable import KioskJournal

/// The built kiosk-token with SoftHSM's module.
@Suite("E2a, E8, E9: a new PIN of a person's token", .serialized, .timeLimit(.minutes(2)))
struct TokenPINTests {
    private static let (pin, puk, newPIN) = ("482915", "73510264", "731904")

    private struct Ground {
        var soft: SoftTokenHelper
        var folder: TemporaryFolder
        var journal: Journal
        var source: TokenKeySource
        var reader: TokenReader
    }

    private static func ground(withPIN: Bool = true) async throws -> Ground {
        let soft = try await SoftTokenHelper(withPIN: withPIN)
        let clock = TrustedClock()
        let folder = try TemporaryFolder("ledger")
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path),
            now: UnixTime(milliseconds: 1_800_000_000_000))
        let ledger = CardLedger(journal: journal, clock: clock)
        let source = TokenKeySource(
            socketPath: soft.socket, acceptsVirtual: true, tried: { await ledger.note($2, card: $0, medium: $1) },
            summary: { _ in throw Failure(.certificateMalformed) })
        let zone = try #require(CentreZone(identifier: "Asia/Almaty"))
        let reader = TokenReader(
            TokenReader.Parts(
                tokens: source, ledger: ledger, clock: clock, zone: zone,
                check: CertificateCheck(isRevoked: { _ in nil }), pause: .milliseconds(20)))
        try await eventually("kiosk-token answers", within: .seconds(20)) { () async -> Void? in
            await reader.awaitToken(nil, "first") == .card(.token(.ready)) ? () : nil
        }
        return Ground(soft: soft, folder: folder, journal: journal, source: source, reader: reader)
    }

    private static func secret(_ text: String) -> SecretBytes {
        var secret = SecretBytes()
        for byte in text.utf8 { _ = secret.append(byte) }
        return secret
    }

    /// What is typed on the three pads, and sent.
    private static func renew(
        _ work: PINWork, _ entries: [String], _ reader: TokenReader
    ) async -> SessionEvent {
        for (entry, step) in zip(entries, NewPINStep.allCases) {
            if let code = await reader.hold(secret(entry), for: .renew(work, step)) { return .card(.failed(code)) }
        }
        return await reader.renewPIN(work)
    }

    private static func read(_ reader: TokenReader) async throws -> HeldToken {
        guard case .card(.tokenReport(let token)) = await reader.read("first") else {
            throw Failure(.tokenMissing, "not read")
        }
        return token
    }

    private static func opens(_ ground: Ground, with pin: String) async throws -> Bool {
        let place = try #require(await ground.source.places(making: .ecP256).places.first)
        let session = try await ground.source.open(place)
        let result = try await session.unlock(secret(pin), confirmedLastTry: false)
        await session.end()
        return result == .accepted
    }

    @Test(
        "changed with the old one: a wrong one is counted, two different new ones and a maker's never reach the token")
    func changed() async throws {
        let ground = try await Self.ground()
        let reader = ground.reader
        let before = await reader.isServing
        #expect(!before, "nobody's token was read")
        let token = try await Self.read(reader)
        #expect(token.offers == [.change, .unblock] && token.pinLength == 4...12)
        let serving = await reader.isServing
        #expect(serving)

        let factory = await Self.renew(.change, [Self.pin, "12345678"], reader)
        #expect(factory == .card(.failed(.pinFactory)))
        let different = await Self.renew(.change, [Self.pin, Self.newPIN, "731905"], reader)
        #expect(different == .card(.newPINsDiffer))
        let wrong = await Self.renew(.change, ["99999999", Self.newPIN, Self.newPIN], reader)
        #expect(wrong == .card(.pinWrong(.wrongHere(1))))
        #expect(try await Self.read(reader).pin == .tries(.wrongHere(1)))
        let changed = await Self.renew(.change, [Self.pin, Self.newPIN, Self.newPIN], reader)
        #expect(changed == .card(.pinChanged))
        #expect(try await !Self.opens(ground, with: Self.pin))
        #expect(try await Self.opens(ground, with: Self.newPIN))
        try await ground.journal.close()
    }

    @Test("E9: set with the PUK; a wrong PUK is no wrong PIN, and with the new PIN the wrong entries count no more")
    func unblocked() async throws {
        let ground = try await Self.ground()
        let reader = ground.reader
        _ = try await Self.read(reader)
        _ = await Self.renew(.change, ["99999999", Self.newPIN, Self.newPIN], reader)
        let wrong = await Self.renew(.unblock, ["00000000", Self.newPIN, Self.newPIN], reader)
        #expect(wrong == .card(.pinWrong(.several)))
        #expect(try await Self.read(reader).pin == .tries(.wrongHere(1)))
        let unblocked = await Self.renew(.unblock, [Self.puk, Self.newPIN, Self.newPIN], reader)
        #expect(unblocked == .card(.pinChanged))
        let entry = try #require(try await ground.journal.cardLedger().first)
        #expect(entry.wrong == 0 && entry.medium == "kaztoken")
        #expect(try await Self.opens(ground, with: Self.newPIN))
        try await ground.journal.close()
    }

    @Test("E2a: a blank token gets its first PIN with the PUK, once")
    func blank() async throws {
        let ground = try await Self.ground(withPIN: false)
        let reader = ground.reader
        let token = try await Self.read(reader)
        #expect(token.pin == .missing && token.offers == [.first])
        let set = await Self.renew(.first, [Self.puk, Self.newPIN, Self.newPIN], reader)
        #expect(set == .card(.pinChanged))
        #expect(try await Self.opens(ground, with: Self.newPIN))
        #expect(try await Self.read(reader).offers == [.change, .unblock])
        let again = await Self.renew(.first, [Self.puk, Self.pin, Self.pin], reader)
        #expect(again == .card(.failed(.tokenRefused)))
        try await ground.journal.close()
    }

    @Test("once work on the PIN begins the watch of the token ends, and with the session everything that was typed")
    func watched() async throws {
        let ground = try await Self.ground()
        let reader = ground.reader
        _ = try await Self.read(reader)
        async let watching = reader.watch("first")
        let different = await Self.renew(.change, [Self.pin, Self.newPIN, "731905"], reader)
        #expect(different == .card(.newPINsDiffer))
        // The watch may begin only now; then it belongs to what comes after this answer, and ends with the session.
        await reader.forget("first")
        let nothing = await watching
        #expect(nothing == nil)
        let serving = await reader.isServing
        #expect(!serving)
        let gone = await reader.renewPIN(.change)
        #expect(gone == .card(.failed(.tokenMissing)))
        try await ground.journal.close()
    }

    @Test("a reader's own pad, and a token that cannot be written: nothing is offered; its own length is kept")
    func means() {
        func held(_ change: (inout TokenReport) -> Void) -> HeldToken {
            var report = TokenReport(
                reference: TokenReference(module: "soft", slot: 0, fingerprint: "ab"), slotName: "slot")
            report.officerPIN = TokenPINState(.finalTry)
            change(&report)
            var held = HeldToken(medium: .kaztoken, label: "", certificates: [], pin: .tries(.several))
            held.takeMeans(report)
            return held
        }
        let (padded, locked) = (held { $0.hasPINPad = true }, held { $0.isWriteProtected = true })
        #expect(padded.offers.isEmpty && padded.puk == nil && locked.offers.isEmpty && locked.puk == nil)
        let (short, long) = (held { $0.pinLength = 6...8 }, held { $0.pinLength = 20...30 })
        #expect(short.puk == .tries(.remaining(1)) && short.offers == [.change, .unblock])
        #expect(short.pinLength == 6...8 && long.pinLength == 4...12)
    }
}
