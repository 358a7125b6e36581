import Crypto
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import MachineKeys
import NIOSSL
import PortalClient
import PrometheusText
import Testing

@testable import KioskDaemon

/// A key in a TPM that is gone.
private struct LostKey: MachineKey {
    private let key = P256.Signing.PrivateKey()
    var home: KeyHome { .tpm }
    var isVirtual: Bool { false }
    var publicKey: P256.Signing.PublicKey { key.publicKey }
    var kept: String { "" }
    var fault: Failure? { Failure(.tpmKeyLost, "gone") }

    func sign(_ message: [UInt8]) async throws(Failure) -> P256.Signing.ECDSASignature {
        throw Failure(.tpmKeyLost, "gone")
    }

    func forHandshake() throws(Failure) -> NIOSSLPrivateKey { throw Failure(.tpmKeyLost, "gone") }
}

@Suite("B3: a match whose evidence cannot be signed") struct UnsignedMatchTests {
    /// What came of one attempt that ended in `outcome`.
    private struct Ending {
        var event: SessionEvent
        var record: AttemptRecord
        var counted: String
    }

    private func end(_ outcome: AttemptOutcome, key: any MachineKey) async throws -> Ending {
        let folder = try TemporaryFolder("unsigned")
        let clock = TrustedClock()
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: clock.now())
        let registry = PrometheusRegistry(KioskMetrics.families)
        let portal = try await Self.unreachablePortal(folder)
        let work = AttemptWork(
            journal: journal, portal: portal, machine: "K-1", key: { key }, clock: clock,
            face: FaceWork(client: VisionClient(socketPath: folder.file("none")), attemptSeconds: 20, challenge: .off),
            calibrationHash: nil, metrics: KioskMetrics(factory: registry), pump: {})
        let person = Identity(
            iin: try IIN(text: "900101300017"), documentNumber: "N1", birthDate: .literal(1990, 1, 1))
        guard
            case .journal(.attemptOpened(let attempt, _)) = await work.open(
                Applicant(identity: person, failures: 0, hasPortrait: true), session: "s1")
        else { throw Failure(.internalError, "no attempt opened") }
        let event = await work.close(attempt, outcome)
        let record = try #require(try await journal.attempt(id: attempt.id))
        try await journal.close()
        await portal.shutdown()
        let lines = registry.text().split(separator: "\n").filter { $0.hasPrefix("kioskd_attempts_total{") }
        return Ending(event: event, record: record, counted: lines.joined(separator: "\n"))
    }

    /// Nothing listens there: the attempt opens, and goes on without the portal.
    private static func unreachablePortal(_ folder: TemporaryFolder) async throws -> PortalClient {
        try RealPart.require(programs: "openssl")
        let file = folder.file("ca.pem")
        let made = try await Tool.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=ca",
                "-keyout", folder.file("ca.key"), "-out", file,
            ])
        #expect(made.succeeded, "\(made.standardError)")
        return try PortalClient(
            PortalConfiguration(
                address: "https://127.0.0.1:1",
                trustedAuthorities: String(decoding: try folder.read("ca.pem"), as: UTF8.self),
                timeout: .seconds(2), tries: 1), identity: DeviceIdentity(kioskID: "K-1", key: FileKey()))
    }

    @Test("is a technical error, told with the key's own code, closed durably and counted as one") func match()
        async throws
    {
        let ending = try await end(.matched, key: LostKey())
        #expect(ending.event == .journal(.failed(.tpmKeyLost)))
        #expect(ending.record.outcome == .technicalError && ending.record.evidence == nil)
        #expect(ending.counted == #"kioskd_attempts_total{outcome="technical-error"} 1"#)
    }

    @Test("a failure counts without its evidence; a match that is signed is one") func others() async throws {
        let failure = try await end(.noMatch, key: LostKey())
        #expect(failure.event == .journal(.attemptClosed(failures: 1)))
        #expect(failure.record.outcome == .noMatch && failure.record.evidence == nil)
        #expect(failure.counted == #"kioskd_attempts_total{outcome="no-match"} 1"#)
        let match = try await end(.matched, key: FileKey())
        #expect(match.event == .journal(.attemptClosed(failures: 0)))
        #expect(match.record.outcome == .matched && match.record.evidence?.isEmpty == false)
        #expect(match.counted == #"kioskd_attempts_total{outcome="matched"} 1"#)
    }
}
