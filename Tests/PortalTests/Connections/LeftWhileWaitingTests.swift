import Dispatch
import FoundationEssentials
import HTTPTypes
import KioskDevices
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import SQLAccess
import Synchronization
import Testing

@testable import PortalServer

@Suite("Issue 6: who waits at the portal, and who leaves", .timeLimit(.minutes(5)))
struct LeftWhileWaitingTests {
    /// Holds a table until told otherwise.
    private final class Hold: Sendable {
        private let isHeld = Mutex(false)
        private let over = DispatchSemaphore(value: 0)

        /// - Parameter statement: takes the lock.
        func run(_ portal: PortalFixture, _ statement: String) async throws {
            let store = try await PortalStore.open(portal.options)
            try await store.write { [self] database in
                try database.execute(statement)
                isHeld.withLock { $0 = true }
                // On the store's own thread; the server ends an idle transaction after 15 s.
                _ = over.wait(timeout: .now() + 14)
            }
            try await store.close()
        }

        func begun() async throws { try await eventually { isHeld.withLock { $0 } } }

        func end() { over.signal() }
    }

    private func waiting(_ portal: PortalFixture, _ port: String) async throws -> Int {
        let text = try await Tool.mustRun("curl", ["-s", portal.metrics]).standardOutput
        let name = "kiosk_portal_requests_waiting{port=\"\(port)\"} "
        return text.split(separator: "\n").first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) } ?? 0
    }

    private func batch(_ sequence: Int64) throws -> String {
        let event = KioskEvent(
            sequence: sequence, type: .slipState, body: Data("{\"slip\":1,\"state\":\"printed\"}".utf8),
            demonstration: true)
        let body = String(decoding: try ContractJSON.encode(EventBatch(events: [event])), as: UTF8.self)
        return """
            POST \(PortalRoute.events) HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n\
            Content-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
    }

    @Test("A client that hung up while it waited is not worked for, and that is no error")
    func hungUp() async throws {
        try await withSharedPortal(ConnectionLimits(requests: 1)) { portal in
            let tls = try Wire(portal: portal, identity: try await portal.enrol([.kiosk])).tls()
            let hold = Hold()
            async let held: Void = hold.run(portal, "LOCK TABLE event IN ACCESS EXCLUSIVE MODE")
            try await hold.begun()
            var lines: [Line] = []
            for sequence in Int64(1)...3 {
                let line = try await Line(portal.kioskAddress, tls: tls)
                try await line.send(try batch(sequence))
                lines.append(line)
                try await eventually { try await waiting(portal, "kiosks") == Int(sequence) }
            }
            // The first one has the turn; the second leaves, the third stays.
            await lines[1].close()
            try await eventually { portal.log.count("left before the answer") == 1 }
            hold.end()
            try await held
            try await eventually("an answer", within: .seconds(60)) { lines[2].received.contains(" 200 ") ? () : nil }
            #expect(lines[0].received.contains(" 200 "))
            #expect(try await portal.stored("SELECT sequence FROM event ORDER BY sequence") == "1\n3")
            #expect(portal.log.count("[error]") == 0)
            try await eventually { try await waiting(portal, "kiosks") == 0 }
        }
    }

    @Test("Who leaves amid a body, or while events of the fleet stream, is no error either") func leavers() async throws
    {
        try await withPortal { portal in
            let tls = try Wire(portal: portal, identity: try await portal.enrol([.kiosk, .technician])).tls()
            let amid = try await Line(portal.kioskAddress, tls: tls)
            try await amid.send(String(try batch(1).dropLast(9)))
            let events = try await Line(portal.kioskAddress, tls: tls)
            try await events.send("GET /fleet/events HTTP/1.1\r\nHost: h\r\n\r\n")
            try await eventually { events.received.contains("event: changed") }
            await amid.close()
            await events.close()
            try await eventually { portal.log.count("request", "\(PortalRoute.events)", "[info]") >= 1 }
            #expect(portal.log.count("[error]") == 0)
        }
    }

    @Test("A flood at the open port leaves connections of the database to the machines") func flood() async throws {
        try await withSharedPortal { portal in
            let machine = Wire(portal: portal, identity: try await portal.enrol([.kiosk]))
            let request = try ContractJSON.encode(
                EnrolmentRequest(code: "x", request: try Requests.der(), roles: [.kiosk]))
            let hold = Hold()
            async let held: Void = hold.run(portal, "LOCK TABLE enrolmentCode IN ACCESS EXCLUSIVE MODE")
            try await hold.begun()
            try await withThrowingTaskGroup { group in
                for _ in 0..<12 {
                    group.addTask { _ = try await Wire(portal: portal).send(.post, PortalRoute.kiosks, request) }
                }
                try await eventually { try await waiting(portal, "open") == 12 }
                // Each enrolment waits up to five seconds for the lock; with all four connections this one would, too.
                let answer = try await withDeadline(.seconds(4), "an answer") {
                    try await machine.send(.get, "/v1/reservations?centre=A&day=2026-01-05")
                }
                #expect(answer.status == 200)
                hold.end()
                try await group.waitForAll()
            }
            try await held
        }
    }

    /// On PostgreSQL, where one request's wait for a lock is not everybody's.
    private func withSharedPortal(
        _ limits: ConnectionLimits = ConnectionLimits(),
        _ body: @escaping @Sendable (PortalFixture) async throws -> Void
    ) async throws {
        try RealPart.require(programs: "curl")
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        try await StoreKind.$current.withValue(.postgresql) { try await withPortal(limits: limits, body) }
    }
}
