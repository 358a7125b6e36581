import FoundationEssentials
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Bad input of issue 6: the portal's database restored from yesterday, here as far as machines' identities go.
@Suite("Issue 6: machines at a portal whose database was put back", .onEachStore, .timeLimit(.minutes(10)))
struct RestoredPortalTests {
    private static let copy = "portal.sqlite.copy"

    /// Of a portal that is stopped: a real copy of its database.
    private func backUp(_ folder: TemporaryFolder) async throws {
        if let name = try await database(folder) {
            let server = try await PostgreSQLServer.shared.server()
            _ = try await server.query("CREATE DATABASE \(name)_copy TEMPLATE \(name)", in: "postgres")
        } else {
            try RealPart.require(programs: "sqlite3")
            let file = folder.file("state/portal.sqlite")
            try await Tool.mustRun("sqlite3", [file, ".backup '\(folder.file(Self.copy))'"])
        }
    }

    private func restore(_ folder: TemporaryFolder) async throws {
        if let name = try await database(folder) {
            let server = try await PostgreSQLServer.shared.server()
            // Dropping it would wait until everything of the server is on its disk: minutes on a slow one.
            _ = try await server.query("ALTER DATABASE \(name) RENAME TO \(name)_lost", in: "postgres")
            _ = try await server.query("CREATE DATABASE \(name) TEMPLATE \(name)_copy", in: "postgres")
        } else {
            let file = folder.file("state/portal.sqlite")
            for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + end) }
            try FileManager.default.copyItem(atPath: folder.file(Self.copy), toPath: file)
        }
    }

    /// Quoted; nil for SQLite.
    private func database(_ folder: TemporaryFolder) async throws -> String? {
        guard let address = try await StoreKind.current.address(of: folder) else { return nil }
        return String(address.dropFirst("postgresql:///".count).prefix { $0 != "?" })
    }

    private func standing(_ identity: DeviceIdentity, _ portal: PortalFixture) async throws -> FailureCode? {
        try await portal.withClient(identity) { client in
            await failure { _ = try await client.present(trustDigest: nil) }?.code
        }
    }

    private func rotate(_ identity: DeviceIdentity, _ portal: PortalFixture) async throws -> DeviceIdentity {
        let key = FileKey()
        let request = KioskCertificateRequest(request: try await DeviceIdentity.request(for: key))
        let grant = try await portal.withClient(identity) { try await $0.renewCertificate(request) }
        return try DeviceIdentity(
            kioskID: grant.kioskID, key: key, certificate: Certificate(der: Array(grant.certificate)))
    }

    @Test(
        "rotated and enrolled since the back-up: refused, and with --readmit taken back with an alarm, no revocation undone"
    )
    func identities() async throws {
        let folder = try TemporaryFolder("restored")
        let (early, shutOut) = try await withPortal(folder: folder) {
            (portal: PortalFixture) async throws -> (DeviceIdentity, DeviceIdentity) in
            let (early, shutOut) = (try await portal.enrol([.kiosk, .desk]), try await portal.enrol([.kiosk]))
            _ = try await PortalAdministration.revoke(shutOut.kioskID, .lost, in: portal.options)
            return (early, shutOut)
        }
        try await backUp(folder)
        let (rotated, late) = try await withPortal(folder: folder) {
            (portal: PortalFixture) async throws -> (DeviceIdentity, DeviceIdentity) in
            let rotated = try await rotate(early, portal)
            let late = try await portal.enrol([.kiosk])
            #expect(try await standing(rotated, portal) == nil)
            #expect(try await standing(late, portal) == nil)
            return (rotated, late)
        }
        try await restore(folder)
        try await withPortal(folder: folder) { (portal: PortalFixture) async throws -> Void in
            #expect(try await standing(early, portal) == nil)
            for identity in [rotated, late] { #expect(try await standing(identity, portal) == .kioskCertificate) }
            #expect(try await portal.stored("SELECT count(*) FROM kioskAlarm") == "0")
        }
        try await withPortal(folder: folder, readmits: true) { (portal: PortalFixture) async throws -> Void in
            // All at once, as they come.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for identity in [rotated, late, rotated, late, early] {
                    group.addTask {
                        let code = try await standing(identity, portal)
                        #expect(code == nil)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await standing(shutOut, portal) == .kioskRevoked)
            let listed = try await PortalAdministration.kiosks(in: portal.options).kiosks
            #expect(listed.first { $0.kioskID == early.kioskID }?.roles == [.desk, .kiosk])
            #expect(listed.first { $0.kioskID == late.kioskID }?.roles == [.kiosk])
            let alarms = try await portal.stored("SELECT kiosk, code, number FROM kioskAlarm ORDER BY kiosk")
            let expected = [rotated, late].map(\.kioskID).sorted().map { "\($0)|kiosk.readmitted|1" }
            #expect(alarms == expected.joined(separator: "\n"))
            // A revocation of now holds for one that was taken back.
            _ = try await PortalAdministration.revoke(late.kioskID, .lost, in: portal.options)
            #expect(try await standing(late, portal) == .kioskRevoked)
        }
        // On record for good, also for a portal that takes nobody back.
        try await withPortal(folder: folder) { (portal: PortalFixture) async throws -> Void in
            #expect(try await standing(rotated, portal) == nil)
            #expect(try await standing(late, portal) == .kioskRevoked)
        }
    }

    @Test("A machine that was shut out stays so, also by a certificate that only the lost day knew") func shutOut()
        async throws
    {
        let folder = try TemporaryFolder("restored-refused")
        let former = try await withPortal(folder: folder) { try await $0.enrol([.kiosk]) }
        try await backUp(folder)
        let next = try await withPortal(folder: folder) { try await rotate(former, $0) }
        try await restore(folder)
        try await withPortal(folder: folder, readmits: true) { (portal: PortalFixture) async throws -> Void in
            // The administrator does again what was lost, before the machine comes.
            _ = try await PortalAdministration.revoke(former.kioskID, .lost, in: portal.options)
            for identity in [next, former, next] { #expect(try await standing(identity, portal) == .kioskRevoked) }
        }
    }
}
