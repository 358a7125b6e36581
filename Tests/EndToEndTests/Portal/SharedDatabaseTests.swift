import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 6.5: two portal processes on one PostgreSQL, requests in turn, and what kills them.
    @Suite("portals on one database", .serialized)
    struct SharedDatabase {
        private func startPortal(_ folder: TemporaryFolder, _ port: UInt16, _ database: String) async throws -> Child {
            let log = folder.file("portal-\(port).log")
            let child = try await Child.start(
                "kiosk-portal",
                [
                    "--port", "\(port)", "--kiosk-port", "0", "--services-port", "0", "--state", folder.file("portal"),
                    "--database",
                    database,
                    "--demonstration", "--log-level", "error",
                ], log: log)
            try await eventually("a portal", within: .seconds(60)) {
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                return text.contains("ready https://127.0.0.1:\(port)") ? () : nil
            }
            return child
        }

        private func grow(_ server: PostgreSQLServer) async throws {
            func rows() async -> Int? {
                (try? await server.query("SELECT count(*) FROM event", in: "portal")).flatMap { Int($0) }
            }
            let before = try await eventually("the database answers") { await rows() }
            try await eventually("more is stored", within: .seconds(60)) {
                (await rows() ?? 0) > before + 100 ? () : nil
            }
        }

        @Test(
            "kill -9 of a portal, and PostgreSQL stopped as by a power cut, in mid load: ledger and table agree",
            .timeLimit(.minutes(5)))
        func faults() async throws {
            try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
            let server = try await PostgreSQLServer()
            let database = try await server.database("portal")
            let folder = try TemporaryFolder("shared")
            let ports = [try Stage.freePort(), try Stage.freePort()]
            var first = try await startPortal(folder, ports[0], database)
            let second = try await startPortal(folder, ports[1], database)
            let load = try await Child.start(
                "portal-load",
                ports.flatMap { ["--portal", "https://127.0.0.1:\($0)"] } + [
                    "--authority", folder.file("portal/portal-ca.pem"), "--code", folder.file("portal/enrolment-code"),
                    "--machines", "3", "--batch", "20", "--seconds", "240", "--ledger", folder.file("ledger"),
                ], log: folder.file("load.log"))
            try await grow(server)
            try await first.kill9()
            try await grow(server)
            first = try await startPortal(folder, ports[0], database)
            try await server.stop("immediate")
            try await server.start()
            try await grow(server)
            #expect(try await load.stop(within: .seconds(60)) == 0)
            let ledger = try String(contentsOfFile: folder.file("ledger"), encoding: .utf8).split(separator: "\n")
            let ranges = ledger.map { $0.split(separator: " ") }
            let claims = ranges.map { "('\($0[0])', \($0[1]), \($0[2]))" }.joined(separator: ", ")
            let counts = try await server.query(
                """
                WITH ledger (source, low, high) AS (VALUES \(claims))
                SELECT sum(high - low + 1), (SELECT count(*) FROM ledger JOIN event
                ON event.source = ledger.source AND event.sequence BETWEEN low AND high) FROM ledger
                """, in: "portal"
            ).split(separator: "|").compactMap { Int($0) }
            #expect(counts.count == 2 && counts[0] == counts[1] && counts[0] > 300, "\(counts)")
            // Each is what its machine sent, as portal-load makes it.
            let altered = try await server.query(
                """
                SELECT count(*) FROM event WHERE digest IS DISTINCT FROM encode(sha256(convert_to(
                '{"slip":' || sequence || ',"state":"printed","note":"' || source || '"}', 'UTF8')), 'hex')
                """, in: "portal")
            #expect(altered == "0")
            // The positions went on in one line: no alarm, and every answer counted.
            #expect(try await server.query("SELECT count(*) FROM kioskAlarm", in: "portal") == "0")
            #expect(try await server.query("SELECT count(*) FROM kioskSync WHERE answers > 0", in: "portal") == "3")
            _ = try await first.stop()
            _ = try await second.stop()
            try await server.stop("immediate")
        }
    }
}
