import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
@testable import PortalServer
import PostgreSQLStore
import SQLAccess
import Testing

/// The database goes, comes back, is full, is old: nothing acknowledged is lost, and who asks is told.
@Suite("Issue 6.5: faults of the database") struct DatabaseFaultTests {
    private func withOwnServer(
        _ settings: [String: String] = [:],
        _ body: @escaping @Sendable (PortalFixture, PostgreSQLServer) async throws -> Void
    ) async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let server = try await PostgreSQLServer(settings)
        let address = try await server.database("portal")
        try await withPortal(database: address) { try await body($0, server) }
        try await server.stop("immediate")
    }

    private func rows(_ server: PostgreSQLServer) async -> Int {
        (try? await server.query("SELECT count(*) FROM event", in: "portal")).flatMap { Int($0) } ?? 0
    }

    private static func event(_ sequence: Int64) -> KioskEvent {
        KioskEvent(
            sequence: sequence, type: .slipState, body: Data("{\"slip\":\(sequence),\"state\":\"printed\"}".utf8),
            demonstration: true)
    }

    @Test(
        "Stopped as by a power cut in mid load, thrice: what was acknowledged is there, once, and it goes on by itself")
    func restarts() async throws {
        try await withOwnServer { portal, server in
            try await portal.withMachine { machine in
                let client = machine.client
                let sending = Task {
                    var (acknowledged, next, refused) = (Set<Int64>(), Int64(1), 0)
                    while !Task.isCancelled {
                        let events = (next..<next + 20).map(Self.event)
                        do {
                            let receipts = try await client.send(EventBatch(events: events)).receipts
                            for receipt in receipts where receipt.digest != nil && receipt.code == nil {
                                acknowledged.insert(receipt.sequence)
                            }
                            next += 20
                        } catch {
                            refused += 1
                        }
                    }
                    return (acknowledged, refused)
                }
                for round in 1...3 {
                    let before = round * 400
                    try await eventually("the load runs", within: .seconds(120)) {
                        await rows(server) > before ? () : nil
                    }
                    try await server.stop("immediate")
                    #expect(await failure { _ = try await client.application("E1") }?.code == .storeUnavailable)
                    try await server.start()
                }
                try await eventually("it goes on", within: .seconds(60)) {
                    let answer = await failure { _ = try await client.application("E1") }
                    return answer?.code == .applicationUnknown ? () : nil
                }
                sending.cancel()
                let (acknowledged, _) = await sending.value
                let stored = try await server.query(
                    "SELECT count(*), count(DISTINCT sequence) FROM event", in: "portal")
                let counts = stored.split(separator: "|").compactMap { Int($0) }
                #expect(counts.count == 2 && counts[0] == counts[1] && counts[0] >= acknowledged.count)
                let list = acknowledged.sorted().map(String.init).joined(separator: ",")
                let found = try await server.query(
                    "SELECT count(*) FROM event WHERE sequence IN (\(list))", in: "portal")
                #expect(Int(found) == acknowledged.count)
            }
        }
    }

    @Test("Without its database the portal says 503 and when to come back, and is well once that is there")
    func unavailable() async throws {
        try await withOwnServer { portal, server in
            try await portal.withMachine { machine in
                try await server.stop("fast")
                let output = try await Tool.run(
                    "curl", ["-s", "-i", "--cacert", portal.options.tlsAuthorityFile, portal.address + "/"])
                #expect(output.standardOutput.contains("503"))
                #expect(output.standardOutput.lowercased().contains("retry-after: 5"))
                #expect(output.standardOutput.contains("portal.store-unavailable"))
                try await server.start()
                let receipts = try await machine.client.send(EventBatch(events: [Self.event(1)])).receipts
                #expect(receipts.first?.code == nil)
            }
        }
    }

    @Test("Where the database goes while the people's authorities are made, they are noted once it is back")
    func authorities() async throws {
        try await withOwnServer { portal, server in
            try await portal.withMachine { machine in
                let store = try await PortalStore.open(portal.options)
                let family = TrustMark.Family(name: "probe", trusted: [try #require(machine.identity.certificate)])
                try await server.stop("fast")
                await #expect(throws: StoreFault.self) {
                    try await TrustMark.hold([family], in: store, replacing: false)
                }
                let noting = Task { try await TrustMark.holdOnceThere([family], in: store, replacing: false) }
                try await server.start()
                try await noting.value
                let noted = "SELECT count(*) FROM trustedAuthority WHERE family = 'probe'"
                #expect(try await server.query(noted, in: "portal") == "1")
                try await store.close()
            }
        }
    }

    @Test("A database that takes no changes is said to be unavailable, and nothing is acknowledged")
    func readOnly() async throws {
        try await withOwnServer { portal, server in
            try await portal.withMachine { machine in
                _ = try await server.query(
                    "ALTER DATABASE portal SET default_transaction_read_only = on", in: "postgres")
                try await server.stop("fast")
                try await server.start()
                let refused = await failure {
                    _ = try await machine.client.send(EventBatch(events: [Self.event(1)]))
                }
                #expect(refused?.code == .storeUnavailable)
                _ = try await server.query("ALTER DATABASE portal RESET default_transaction_read_only", in: "postgres")
                let receipts = try await machine.client.send(EventBatch(events: [Self.event(1)])).receipts
                #expect(receipts.first?.code == nil)
            }
        }
    }

    @Test("A cluster that does not sync is refused at the start")
    func notDurable() async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let server = try await PostgreSQLServer(["fsync": "off"])
        let address = try PostgreSQLAddress(try await server.database("portal"))
        await #expect(throws: StoreFault.notDurable("fsync is not on")) {
            _ = try await PostgreSQLStore(address, connections: 1, migrations: [])
        }
        try await server.stop("immediate")
    }

    @Test(
        "An address with a password is refused before anybody is asked",
        arguments: [
            "postgresql://portal:secret@localhost/portal", "host=localhost password=secret", "postgresql://[",
        ])
    func passwords(address: String) {
        #expect(throws: StoreFault.self) { try PostgreSQLAddress(address) }
    }
}
