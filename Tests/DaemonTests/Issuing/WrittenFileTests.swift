import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import MachineKeys
import PortalClient
import Testing

@testable import KioskDaemon

@Suite("E1, R5: an EDS that was written is not made again", .timeLimit(.minutes(1)))
struct WrittenFileTests {
    @Test(
        "the journal knows of it, the portal not yet: told, and its certificates stay",
        arguments: [Medium.file, .idCard])
    func written(medium: Medium) async throws {
        let folder = try TemporaryFolder("written")
        let clock = TrustedClock()
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: clock.now())
        let portal = try await Self.unreachablePortal(folder)
        let work = ApplicationWork(portal: portal, journal: journal, clock: clock, centre: "C-1")
        let application = Application(number: "E1", iin: try IIN(text: "900101300017"), medium: medium)
        let made = KeySet(authentication: [1], signature: [2])
        // Begun, broken off, begun again: as long as it is not written, new keys may be made.
        for _ in 1...2 {
            #expect(await work.open(application) == .journal(.requestOpened))
            #expect(try await journal.certificateRequest(application: "E1")?.requests == nil)
            try await journal.keepRequests(application: "E1", made, at: clock.now())
            try await journal.keepCertificates(application: "E1", made, at: clock.now())
            try await journal.advance(application: "E1", to: .writing, at: clock.now())
        }
        try await journal.advance(application: "E1", to: .written, serials: ["01", "02"], at: clock.now())
        #expect(await work.open(application) == .journal(.failed(.applicationAlreadyWritten)))
        let kept = try await journal.certificateRequest(application: "E1")
        #expect(kept?.step == .written && kept?.certificates == made)
        try await journal.close()
        await portal.shutdown()
    }

    /// Nothing listens there: it is not asked.
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
}
