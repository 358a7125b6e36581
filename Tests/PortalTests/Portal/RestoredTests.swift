import FoundationEssentials
import KioskDomain
import KioskJournal
import KioskTestSupport
import PortalClient
import PortalContract
import PortalSync
import Testing

/// Bad input of issue 6 with the real files of both sides: what was put back from yesterday is found, nothing is merged and
/// nothing lost (`docs/sync.md`).
@Suite("Issue 6: a kiosk's disk or the portal's database put back", .onEachStore) struct RestoredTests {
    /// What the portal holds, in order: sequence and digest.
    private func held(_ portal: PortalFixture) async throws -> [String] {
        try await portal.stored("SELECT sequence, digest FROM event ORDER BY sequence").split(separator: "\n")
            .map(String.init)
    }

    private func alarms(_ portal: PortalFixture) async throws -> String {
        try await portal.stored("SELECT code FROM kioskAlarm ORDER BY code")
    }

    @Test(
        "a kiosk's disk put back after it had sent more: fenced before anything is merged, alarm on both sides",
        arguments: [true, false])
    func kioskPutBack(worksOn: Bool) async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let kiosk = try await RealKiosk.open(try TemporaryFolder("kiosk"))
                try await kiosk.write(11, 12, 13)
                await kiosk.send(machine.client)
                try await kiosk.journal.close()
                let image = try await kiosk.copied()

                let later = try await RealKiosk.open(kiosk.folder)
                try await later.write(14, 15)
                #expect(await later.send(machine.client).failure == nil)
                try await later.journal.close()
                let before = try await held(portal)
                #expect(before.count == 5)

                let restored = try await RealKiosk.open(image)
                // Numbers that were used already, for other records; or it is started and nobody has used it yet.
                if worksOn { try await restored.write(21, 22, 23) }
                // A number used twice is proof; a journal that lies behind may only be late, until it has heard the portal's answer.
                let pump = restored.pump(to: machine.client)
                if !worksOn { #expect(await RealKiosk.drain(pump).failure?.code == .portalRefused) }
                for _ in 1...2 { #expect(await RealKiosk.drain(pump).failure?.code == .kioskFenced) }
                #expect(try await held(portal) == before)
                #expect(try await alarms(portal) == "kiosk.fenced")
                #expect(try await restored.journal.outboxStatus().depth == (worksOn ? 3 : 0))
                try await restored.journal.close()
            }
        }
    }

    @Test("a fence was lifted: the journal goes on under the new name, nothing is offered again, no alarm")
    func goesOnUnderAnotherName() async throws {
        try await withPortal { portal in
            let kiosk = try await RealKiosk.open(try TemporaryFolder("kiosk"))
            let (former, next) = (try await portal.enrol([.kiosk]), try await portal.enrol([.kiosk]))
            try await kiosk.journal.speak(as: former.kioskID, at: UnixTime(milliseconds: PortalClient.systemClock()))
            try await kiosk.write(11, 12, 13)
            try await portal.withClient(former) { _ = await kiosk.send($0) }
            try await kiosk.write(14)
            try await kiosk.journal.speak(as: next.kioskID, at: UnixTime(milliseconds: PortalClient.systemClock()))
            try await portal.withClient(next) { #expect(await kiosk.send($0).failure == nil) }
            let counts = try await portal.stored("SELECT source, count(*) FROM event GROUP BY source")
            #expect(
                Set(counts.split(separator: "\n").map(String.init)) == ["\(former.kioskID)|3", "\(next.kioskID)|1"])
            #expect(try await alarms(portal) == "")
            #expect(try await kiosk.journal.alarms(since: UnixTime(milliseconds: 0)).isEmpty)
            try await kiosk.journal.close()
        }
    }

    @Test(
        "a kiosk whose journal is gone begins another one: above every number used, an alarm at the portal, work goes on"
    )
    func journalReplaced() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let kiosk = try await RealKiosk.open(try TemporaryFolder("kiosk"))
                try await kiosk.write(11, 12)
                await kiosk.send(machine.client)
                try await kiosk.journal.close()
                try FileManager.default.removeItem(atPath: kiosk.folder.file("journal.sqlite"))
                let fresh = try await RealKiosk.open(kiosk.folder)
                try await fresh.write(13)
                #expect(await fresh.send(machine.client).failure == nil)
                #expect(try await held(portal).count == 3)
                #expect(try await fresh.journal.outboxStatus().depth == 0)
                #expect(try await alarms(portal) == "journal.replaced")
                let told = try await fresh.journal.alarms(since: UnixTime(milliseconds: 0)).map(\.code)
                #expect(Set(told) == [.journalCorrupt, .journalReplaced])
                try await fresh.journal.close()
            }
        }
    }

    @Test(
        "the portal's database put back from yesterday: kiosks offer again what it lost, digests equal, alarm on both sides"
    )
    func portalPutBack() async throws {
        let folder = try TemporaryFolder("portal")
        let kiosk = try await RealKiosk.open(try TemporaryFolder("kiosk"))
        let identity = try await withPortal(folder: folder) { portal in
            try await portal.withMachine { machine in
                try await kiosk.write(11, 12, 13)
                await kiosk.send(machine.client)
                return machine.identity
            }
        }
        let yesterday = try await StoredImage(folder)
        let full = try await withPortal(folder: folder) { portal in
            try await portal.withClient(identity) { client in
                try await kiosk.write(14, 15)
                #expect(await kiosk.send(client).failure == nil)
                #expect(try await kiosk.journal.outboxStatus().depth == 0)
                return try await held(portal)
            }
        }
        #expect(full.count == 5)
        try await yesterday.putBack()
        try await withPortal(folder: folder) { portal in
            try await portal.withClient(identity) { client in
                #expect(try await held(portal) == Array(full.prefix(3)))
                try await kiosk.write(16)
                // The first answer says that the portal was set back, and takes nothing.
                await kiosk.send(client)
                await kiosk.send(client)
                let again = try await held(portal)
                #expect(Array(again.prefix(5)) == full && again.count == 6)
                #expect(try await kiosk.journal.outboxStatus().depth == 0)
                #expect(try await alarms(portal) == "portal.set-back")
                let told = try await kiosk.journal.alarms(since: UnixTime(milliseconds: 0))
                #expect(told.map(\.code) == [.portalSetBack])
            }
        }
        guard case .whole = try await kiosk.journal.verifyAuditChain() else {
            Issue.record("the audit chain is broken")
            return
        }
        try await kiosk.journal.close()
    }
}

/// The database of a portal that stands still, as a backup of the night has it.
private struct StoredImage {
    private let state: String
    private let database: String?
    private let copy: TemporaryFolder

    init(_ folder: TemporaryFolder) async throws {
        state = folder.file("state")
        copy = try TemporaryFolder("yesterday")
        database = try await StoreKind.current.address(of: folder).map { address in
            String(address.dropFirst("postgresql:///".count).prefix { $0 != "?" })
        }
        guard let database else {
            for (path, bytes) in try DiskImage.take(state) where path.contains("/portal.sqlite") {
                try DiskImage.put([path: bytes], from: state, to: copy.path)
            }
            return
        }
        try await Self.query("CREATE DATABASE \(database)_yesterday TEMPLATE \(database)")
    }

    func putBack() async throws {
        guard let database else {
            for name in try FileManager.default.contentsOfDirectory(atPath: state) where name.hasPrefix("portal.sqlite")
            {
                try FileManager.default.removeItem(atPath: "\(state)/\(name)")
            }
            try DiskImage.put(try DiskImage.take(copy.path), from: copy.path, to: state)
            return
        }
        // Dropping it would wait until everything of the server is on its disk.
        try await Self.query("ALTER DATABASE \(database) RENAME TO \(database)_lost")
        try await Self.query("ALTER DATABASE \(database)_yesterday RENAME TO \(database)")
    }

    /// A connection of a portal that has just ended may still hold the database.
    private static func query(_ sql: String) async throws {
        let server = try await PostgreSQLServer.shared.server()
        _ = try await eventually("nobody holds the database") { try? await server.query(sql, in: "postgres") }
    }
}
