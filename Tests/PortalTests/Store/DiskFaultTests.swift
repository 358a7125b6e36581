import FoundationEssentials
import Glibc
import HTTPTypes
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import MachineKeys
import NIOHTTP1
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Bad input of issue 6: disk full, read-only, inodes gone, on the portal's side. Each by a real file system.
@Suite("Issue 6: the portal's disk", .serialized) struct DiskFaultTests {
    private static let counts = "SELECT count(*), count(DISTINCT sequence) FROM event WHERE sequence <= "

    private static func event(_ sequence: Int64) -> KioskEvent {
        KioskEvent(
            sequence: sequence, type: .slipState,
            body: Data(
                "{\"slip\":\(sequence),\"state\":\"printed\",\"note\":\"\(String(repeating: "x", count: 2_000))\"}".utf8
            ),
            demonstration: true)
    }

    /// Sends batches until one is refused.
    private func fill(_ machine: Machine, from first: Int64, batches: Int) async -> (acknowledged: Int64, PortalError?)
    {
        for batch in 0..<Int64(batches) {
            let low = first + batch * 20
            let events = (low..<low + 20).map(Self.event)
            let refused = await failure {
                let receipts = try await machine.client.send(EventBatch(events: events)).receipts
                #expect(receipts.allSatisfy { $0.code == nil && $0.digest != nil })
            }
            if let refused { return (low - 1, refused) }
        }
        return (first + Int64(batches) * 20 - 1, nil)
    }

    private func count(_ portal: PortalFixture, upTo last: Int64) async throws -> String {
        try await portal.stored("\(Self.counts)\(last)")
    }

    /// What a start comes to.
    private func start(_ options: PortalOptions) async -> (any CodedError)? {
        do {
            _ = try await Portal(options, logger: .init(label: "disk") { _ in KeptLog() }) { _ in }
            return nil
        } catch { return error as? any CodedError }
    }

    @Test("Full: refused with journal.disk-full and a remedy, reads go on, nothing is lost, well again with room")
    func full() async throws {
        let folder = try TemporaryFolder("full")
        try await SmallDisk.with("size=16m", over: folder.file("state")) { disk in
            let options = try await withPortal(folder: folder) { portal in
                try await portal.withMachine { machine in
                    let (before, none) = await fill(machine, from: 1, batches: 3)
                    #expect(none == nil)
                    disk.fill()
                    let (last, refused) = await fill(machine, from: before + 1, batches: 1_000)
                    #expect(refused?.code == .journalFull && refused?.status == 507, "\(String(describing: refused))")
                    #expect(
                        await failure { _ = try await machine.client.application("E1") }?.code == .applicationUnknown)
                    let wire = Wire(portal: portal, identity: machine.identity)
                    let batch = try ContractJSON.encode(EventBatch(events: (0..<200).map { Self.event(last + 1 + $0) }))
                    let answer = try await wire.send(.post, PortalRoute.events, batch)
                    #expect(
                        answer.problem?.remedy.isEmpty == false && answer.headers.first(name: "retry-after") == "60")
                    #expect(try await count(portal, upTo: last) == "\(last)|\(last)")
                    disk.empty()
                    let (end, again) = await fill(machine, from: last + 1, batches: 5)
                    #expect(again == nil)
                    #expect(try await count(portal, upTo: end) == "\(end)|\(end)")
                    #expect(try await portal.stored("PRAGMA integrity_check") == "ok")
                }
                return portal.options
            }
            disk.fill()
            #expect(await start(options)?.code == .journalFull)
            disk.empty()
            let stored = try await withPortal(folder: folder) {
                try await $0.stored("SELECT count(*) > 100 FROM event")
            }
            #expect(stored == "1")
        }
    }

    @Test("Inodes gone: what needs a new file is refused with the same code and done when asked again later")
    func inodes() async throws {
        let folder = try TemporaryFolder("inodes")
        try await SmallDisk.with("size=64m,nr_inodes=200", over: folder.file("state")) { disk in
            let options = try await withPortal(folder: folder) { portal in
                try await portal.withMachine { machine in
                    let code = try portal.code()
                    try await eventually("the authorities are made", within: .seconds(60)) {
                        FileManager.default.fileExists(atPath: portal.options.issuingAuthorityFile) ? () : nil
                    }
                    let taken = try disk.takeInodes()
                    #expect(!taken.isEmpty)
                    // The database has its files already.
                    #expect(await fill(machine, from: 1, batches: 3).1 == nil)
                    let key = FileKey()
                    let request = EnrolmentRequest(
                        code: code, request: try await DeviceIdentity.request(for: key), roles: [.kiosk])
                    let refused = await failure { _ = try await portal.withClient { _ = try await $0.enrol(request) } }
                    #expect(refused?.code == .journalFull, "\(String(describing: refused))")
                    for name in taken { unlink(name) }
                    let grant = try await portal.withClient { try await $0.enrol(request) }
                    #expect(grant.kioskID.hasPrefix("kiosk-"))
                    #expect(try portal.code() != code)
                    #expect(try await count(portal, upTo: 60) == "60|60")
                }
                return portal.options
            }
            let taken = try disk.takeInodes()
            #expect(await start(options)?.code == .journalFull)
            for name in taken { unlink(name) }
            #expect(await start(options) == nil)
        }
    }

    @Test("Read-only: the portal does not start and says why; as before once it may write") func readOnly() async throws
    {
        let folder = try TemporaryFolder("read-only")
        try await SmallDisk.with("size=64m", over: folder.file("state")) { disk in
            let options = try await withPortal(folder: folder) { portal in
                try await portal.withMachine { #expect(await fill($0, from: 1, batches: 3).1 == nil) }
                return portal.options
            }
            try await eventually("nobody writes there", within: .seconds(60)) { disk.setReadOnly(true) ? () : nil }
            let refused = await start(options)
            #expect(refused?.code == .storeUnavailable && refused?.detail.contains("no changes") == true)
            #expect(disk.setReadOnly(false))
            let stored = try await withPortal(folder: folder) { try await count($0, upTo: 60) }
            #expect(stored == "60|60")
        }
    }

    @Test("the kernel stops a faulty disk while the portal runs: refused with its code, reads go on, nothing is lost")
    func worn() async throws {
        let folder = try TemporaryFolder("worn")
        try await WornDisk.with(over: folder) { disk in
            let state = String(disk.path.dropFirst(folder.path.count + 1)) + "/state"
            let last = try await withPortal(folder: folder, state: state) { portal in
                try await portal.withMachine { machine in
                    let (last, none) = await fill(machine, from: 1, batches: 3)
                    #expect(none == nil)
                    // A portal that cannot keep its first authorities ends, as one that cannot start.
                    try await eventually("the authorities are made", within: .seconds(60)) {
                        FileManager.default.fileExists(atPath: portal.options.issuingAuthorityFile) ? () : nil
                    }
                    try await disk.fail()
                    for _ in 0..<2 {
                        let (_, refused) = await fill(machine, from: last + 1, batches: 1)
                        #expect(refused?.code == .storeUnavailable, "\(String(describing: refused))")
                    }
                    let read = await failure { _ = try await machine.client.application("E1") }
                    #expect(read?.code == .applicationUnknown)
                    return last
                }
            }
            try await disk.repair()
            let stored = try await withPortal(folder: folder, state: state) { portal in
                #expect(try await portal.stored("PRAGMA integrity_check") == "ok")
                return try await count(portal, upTo: last)
            }
            #expect(stored == "\(last)|\(last)")
        }
    }

    @Test("PostgreSQL's disk full: the same code, nothing is lost, well again with room") func postgreSQL() async throws
    {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let folder = try TemporaryFolder("tablespace")
        chmod(folder.path, 0o755)
        try await SmallDisk.with("size=24m", over: folder.file("space")) { disk in
            if let user = getpwnam("postgres") { chown(disk.path, user.pointee.pw_uid, user.pointee.pw_gid) }
            let server = try await PostgreSQLServer()
            let address = try await server.database("portal")
            _ = try await server.query("CREATE TABLESPACE small LOCATION '\(disk.path)'", in: "postgres")
            _ = try await server.query("ALTER DATABASE portal SET default_tablespace = small", in: "postgres")
            try await withPortal(database: address) { portal in
                try await portal.withMachine { machine in
                    #expect(await fill(machine, from: 1, batches: 1).1 == nil)
                    disk.fill()
                    let (last, refused) = await fill(machine, from: 21, batches: 1_000)
                    #expect(refused?.code == .journalFull && refused?.status == 507, "\(String(describing: refused))")
                    let kept = try await server.query("\(Self.counts)\(last)", in: "portal")
                    #expect(kept == "\(last)|\(last)")
                    disk.empty()
                    let (end, again) = await fill(machine, from: last + 1, batches: 5)
                    #expect(again == nil)
                    let all = try await server.query("\(Self.counts)\(end)", in: "portal")
                    #expect(all == "\(end)|\(end)")
                }
            }
            try await server.stop("immediate")
        }
    }
}
