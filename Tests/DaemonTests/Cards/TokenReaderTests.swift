import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import KioskTime
import SigningKeys
import Testing

@testable import KioskDaemon
@testable import KioskJournal

/// The built kiosk-token with SoftHSM's module; certificates that pkcs11-tool wrote.
@Suite("E10: what is on a token, without its PIN", .serialized, .timeLimit(.minutes(2)))
struct TokenReaderTests {
    private static let names = ["own", "organisation", "authority", "server", "broken"]

    /// A certificate that OpenSSL made, on the token under this label.
    private static func write(_ name: String, id: Int, to soft: SoftTokenHelper) async throws -> [UInt8] {
        try RealPart.require(programs: "openssl", "pkcs11-tool")
        let file = soft.folder.file("\(name).der")
        let made = try await Tool.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                "/CN=Demo \(name)", "-days", "30", "-keyout", soft.folder.file("\(name).key"), "-outform", "DER",
                "-out",
                file,
            ])
        try #require(made.succeeded, "\(made.standardError)")
        let written = try await Tool.run(
            "pkcs11-tool",
            [
                "--module", SoftTokenHelper.module, "--token-label", "demo", "--login", "--pin", "482915",
                "--write-object", file, "--type", "cert", "--id", "0\(id)", "--label", name,
            ], environment: ["SOFTHSM2_CONF": soft.folder.file("softhsm2.conf")])
        try #require(written.succeeded, "\(written.standardError)")
        return try soft.folder.read("\(name).der")
    }

    /// As kiosk-sign reads them; one it cannot parse is not among them.
    private static func summaries(_ files: [String: [UInt8]], at now: UnixTime) -> [[UInt8]: CertificateSummary] {
        let day: Int64 = 86_400_000
        var read: [[UInt8]: CertificateSummary] = [:]
        for (name, der) in files where name != "broken" {
            var one = CertificateSummary(
                der: der, notBefore: UnixTime(milliseconds: now.milliseconds - 400 * day),
                notAfter: UnixTime(milliseconds: now.milliseconds + (name == "organisation" ? -day : 10 * day)))
            switch name {
            // emailProtection, serverAuth (RFC 5280, 4.2.1.12).
            case "organisation": (one.organisation, one.extendedKeyUsage) = ("Demo", ["1.3.6.1.5.5.7.3.4"])
            case "server": one.extendedKeyUsage = ["1.3.6.1.5.5.7.3.1"]
            case "authority": one.isAuthority = true
            default: break
            }
            read[der] = one
        }
        return read
    }

    private struct Ground {
        var soft: SoftTokenHelper
        var folder: TemporaryFolder
        var journal: Journal
        var reader: TokenReader
    }

    private static func ground(isAnswering: Bool = true) async throws -> Ground {
        let soft = try await SoftTokenHelper()
        var files: [String: [UInt8]] = [:]
        for (index, name) in names.enumerated() { files[name] = try await write(name, id: index + 1, to: soft) }
        let clock = TrustedClock()
        let known = summaries(files, at: clock.now())
        let folder = try TemporaryFolder("ledger")
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path),
            now: UnixTime(milliseconds: 1_800_000_000_000))
        let source = TokenKeySource(
            socketPath: soft.socket, acceptsVirtual: true,
            summary: { der in
                guard isAnswering else { throw Failure(.signHelperFault) }
                guard let summary = known[der] else { throw Failure(.certificateMalformed) }
                return summary
            })
        let zone = try #require(CentreZone(identifier: "Asia/Almaty"))
        let reader = TokenReader(
            TokenReader.Parts(
                tokens: source, ledger: CardLedger(journal: journal, clock: clock), clock: clock, zone: zone,
                check: CertificateCheck(isRevoked: { _ in nil }), pause: .milliseconds(20)))
        try await eventually("kiosk-token answers", within: .seconds(20)) { () async -> Void? in
            await reader.awaitToken(nil, "first") == .card(.token(.ready)) ? () : nil
        }
        return Ground(soft: soft, folder: folder, journal: journal, reader: reader)
    }

    @Test("certificates, dates and standing are read without a log-in; pulling the token is told; then nothing is left")
    func read() async throws {
        let ground = try await Self.ground()
        guard case .card(.tokenReport(let token)) = await ground.reader.read("first") else {
            Issue.record("not read")
            return
        }
        #expect(token.name == "demo" && token.medium == .kaztoken)
        #expect(token.pin == .tries(.unknown), "SoftHSM shows no flag")
        #expect(token.certificates.map(\.isPersonal) == [true, false])
        #expect(token.certificates.map(\.uses) == [EDSKey.allCases, [.signature]])
        #expect(token.certificates.map(\.standing) == [.valid(daysLeft: 10), .expired])
        #expect(token.certificates.map(\.isUnclear) == [true, false], "nobody was there to ask")
        #expect(try await ground.journal.cardLedger().isEmpty, "no PIN was tried")

        let (soft, reader) = (ground.soft, ground.reader)
        async let told = reader.watch("first")
        try soft.folder.makeFolder("drawer")
        for name in try FileManager.default.contentsOfDirectory(atPath: soft.folder.file("tokens")) {
            try FileManager.default.moveItem(
                atPath: soft.folder.file("tokens/\(name)"), toPath: soft.folder.file("drawer/\(name)"))
        }
        let pulled = await told
        #expect(pulled == .card(.token(.none)))
        // SoftHSM always shows a blank token beside its others.
        try await eventually("none is there", within: .seconds(40)) { () async -> Void? in
            await reader.read("first") == .card(.failed(.tokenBlank)) ? () : nil
        }
        #expect(await reader.watch("first") == nil, "nothing is left of it")
        try await ground.journal.close()
    }

    @Test("whoever has gone is waited for no more, also when the turn comes only then; the next person is")
    func forgotten() async throws {
        let ground = try await Self.ground()
        let reader = ground.reader
        async let waiting = reader.awaitToken(.ready, "first")
        await reader.forget("first")
        let nothing = await waiting
        #expect(nothing == nil)
        #expect(await reader.awaitToken(nil, "first") == nil)
        #expect(await reader.read("first") == .card(.failed(.sessionExpired)))
        #expect(await reader.watch("first") == nil)
        #expect(await reader.awaitToken(nil, "second") == .card(.token(.ready)))
        try await ground.journal.close()
    }

    @Test("where nobody reads certificates that is said: a token is never shown as empty for it")
    func unread() async throws {
        let ground = try await Self.ground(isAnswering: false)
        #expect(await ground.reader.read("first") == .card(.failed(.signHelperFault)))
        try await ground.journal.close()
    }

    @Test("E9: flags and what was entered wrong here, never a guess")
    func tries() {
        typealias Condition = TokenPINState.Condition
        let told: [(Condition, Int, TokenPINStanding)] = [
            (.untouched, 0, .tries(.unknown)), (.untouched, 2, .tries(.wrongHere(2))), (.countLow, 0, .tries(.several)),
            (.countLow, 1, .tries(.wrongHere(1))), (.finalTry, 3, .tries(.remaining(1))), (.locked, 3, .blocked),
            (.notInitialised, 0, .missing),
        ]
        for (condition, wrong, standing) in told {
            #expect(TokenPINStanding(TokenPINState(condition), wrongHere: wrong) == standing)
        }
    }

    @Test("tokens are offered where the module of one is installed; that of the identity card is none")
    func offered() throws {
        func row(_ name: String, _ medium: Medium, _ paths: [String]) -> TokenModuleTable.Row {
            TokenModuleTable.Row(name: name, medium: medium, paths: paths)
        }
        #expect(!(try TokenModuleTable([]).hasTokens))
        #expect(!(try TokenModuleTable([row("soft", .kaztoken, ["/nowhere.so"])]).hasTokens))
        #expect(!(try TokenModuleTable([row("card", .idCard, ["/"])]).hasTokens))
        #expect(try TokenModuleTable([row("soft", .jaCarta, ["/nowhere.so", "/"])]).hasTokens)
    }
}
