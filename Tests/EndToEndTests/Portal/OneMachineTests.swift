import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 6.5: the start script for one machine, with the real PostgreSQL, HAProxy and client.
    @Suite("the portal's start script", .serialized)
    struct OneMachine {
        private func text(_ file: String) -> String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }

        @Test(
            "Two portals behind a balancer: one killed under load, nothing acknowledged is lost, and it is started again",
            .timeLimit(.minutes(5)))
        func balanced() async throws {
            try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
            try RealPart.require(programs: "haproxy", "curl", "pgrep")
            let folder = try TemporaryFolder("one-machine")
            try await Tool.mustRun("chmod", ["755", folder.path])
            let port = Int(try Stage.freePort(and: [1, 137, 1_010, 1_011, 1_012, 1_020, 1_021, 1_022]))
            let log = folder.file("script.log")
            let script = try await Child.start(
                "\(Programs.package)/.ci/portal",
                [
                    "--state", folder.file("state"), "--port", "\(port)", "--demonstration", "--log-level", "warning",
                ], log: log)
            try await eventually("the portal behind the balancer", within: .seconds(150)) {
                if !script.isRunning { throw Problem(text(log)) }
                return text(log).contains("portal ready https://localhost:\(port)") ? () : nil
            }
            let load = try await Child.start(
                "portal-load",
                [
                    "--portal", "https://127.0.0.1:\(port)", "--authority", folder.file("state/portal/portal-ca.pem"),
                    "--code", folder.file("state/portal/enrolment-code"), "--machines", "3", "--batch", "20",
                    "--seconds", "10", "--ledger", folder.file("ledger"),
                ], log: folder.file("load.log"))
            func rows(_ sql: String) async throws -> [Int] {
                let output = try await Tool.mustRun(
                    "/usr/lib/postgresql/15/bin/psql",
                    ["-qAt", "-h", folder.file("state/sockets"), "-U", "portal", "-d", "portal", "-c", sql])
                return output.standardOutput.split { !$0.isNumber }.compactMap { Int($0) }
            }
            try await eventually("the load runs", within: .seconds(60)) {
                (try await rows("SELECT count(*) FROM event").first ?? 0) > 100 ? () : nil
            }
            let victim = try await Tool.mustRun(
                "pgrep", ["-f", "kiosk-portal --state \(folder.file("state")).*--port \(port + 1_010) "])
            try await Tool.mustRun("kill", ["-9"] + victim.standardOutput.split(separator: "\n").map(String.init))
            try await eventually("it is started again", within: .seconds(60)) {
                text(log).contains("portal 1 ended and is started again") ? () : nil
            }
            #expect(try await load.ended(within: .seconds(120)) == 0)
            // Machine, first, last, when; one batch follows the other.
            var spans: [Substring: (low: Int, high: Int, count: Int)] = [:]
            for line in text(folder.file("ledger")).split(separator: "\n").map({ $0.split(separator: " ") }) {
                guard line.count == 4, let low = Int(line[1]), let high = Int(line[2]) else { continue }
                let span = spans[line[0]] ?? (low, high, 0)
                spans[line[0]] = (min(span.low, low), max(span.high, high), span.count + high - low + 1)
            }
            #expect(spans.values.allSatisfy { $0.high - $0.low + 1 == $0.count }, "the ledger has gaps: \(spans)")
            let claims = spans.map { "('\($0)', \($1.low), \($1.high))" }.joined(separator: ", ")
            let counts = try await rows(
                """
                WITH ledger (source, low, high) AS (VALUES \(claims))
                SELECT sum(high - low + 1), (SELECT count(*) FROM ledger JOIN event
                ON event.source = ledger.source AND event.sequence BETWEEN low AND high),
                (SELECT count(*) FROM event), (SELECT count(DISTINCT (source, sequence)) FROM event) FROM ledger
                """)
            #expect(counts.count == 4 && counts[0] == counts[1] && counts[2] == counts[3], "\(counts)")
            #expect((counts.first ?? 0) > 100)
            #expect(try await script.stop(within: .seconds(60)) == 0)
        }
    }
}
