import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 6: the portal's own database, when it is SQLite, and a power cut.
    @Suite("power cuts of the portal's SQLite", .serialized)
    struct PortalPower {
        /// What a portal under load did at its disk, and when each batch was acknowledged.
        private struct Life {
            var root: String
            var steps: [TracedStep]
            var acknowledged: [(machine: Substring, sequences: ClosedRange<Int64>, at: Int64)]
        }

        private func life(_ folder: TemporaryFolder) async throws -> Life {
            let (port, log, trace) = (try Stage.freePort(), folder.file("portal.log"), folder.file("trace"))
            let root = try folder.makeFolder("portal")
            let program = [
                try Programs.path("kiosk-portal"), "--port", "\(port)", "--kiosk-port", "0", "--services-port", "0",
                "--state", root, "--demonstration", "--log-level", "error",
            ]
            let strace = try #require(RealPart.path(of: "strace"))
            let child = try await Child.start(strace, DiskTrace.options(file: trace) + program, log: log)
            try await eventually("a portal", within: .seconds(90)) {
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                return text.contains("ready https://127.0.0.1:\(port)") ? () : nil
            }
            let load = try await Tool.run(
                try Programs.path("portal-load"),
                [
                    "--portal", "https://127.0.0.1:\(port)", "--authority", folder.file("portal/portal-ca.pem"),
                    "--code",
                    folder.file("portal/enrolment-code"), "--machines", "2", "--batch", "10", "--seconds", "4",
                    "--ledger", folder.file("ledger"),
                ])
            #expect(load.succeeded, "\(load.standardError)")
            let portal = try await Tool.mustRun("pgrep", ["-P", "\(child.process)"])
            for process in portal.standardOutput.split(separator: "\n") { kill(Int32(process) ?? 0, SIGTERM) }
            _ = try await child.ended(within: .seconds(60))
            let ledger = try String(contentsOfFile: folder.file("ledger"), encoding: .utf8).split(separator: "\n")
            return Life(
                root: root, steps: try DiskTrace.steps(file: trace, root: root),
                acknowledged: ledger.compactMap { line in
                    let words = line.split(separator: " ")
                    guard words.count == 4, let low = Int64(words[1]), let high = Int64(words[2]),
                        let at = Int64(words[3])
                    else { return nil }
                    return (words[0], low...high, at)
                })
        }

        /// Acknowledged records that are missing after each of so many cuts, and whether each database is whole.
        private func cut(
            _ life: Life, _ cuts: Int, _ generator: inout SplitMix64,
            honoursSync: @escaping @Sendable (String) -> Bool = { _ in true }
        ) async throws -> (lost: Int, broken: Int) {
            var model = ModelDisk(files: [:], honoursSync: honoursSync)
            let first = life.acknowledged.map(\.at).min() ?? 0
            let from = life.steps.firstIndex { $0.at >= first } ?? 0
            let places = (0..<cuts).map { _ in Int.random(in: from..<life.steps.count, using: &generator) }.sorted()
            var (done, lost, broken) = (0, 0, 0)
            for place in places {
                for traced in life.steps[done..<place] { try model.take(traced.step) }
                done = place
                let folder = try TemporaryFolder("after")
                let left = model.afterCut(using: &generator).filter { $0.key.contains("/portal.sqlite") }
                try DiskImage.put(left, from: life.root, to: folder.path)
                let due = life.acknowledged.filter { $0.at < life.steps[place].at }
                let claims = due.map { "('\($0.machine)', \($0.sequences.lowerBound), \($0.sequences.upperBound))" }
                let output = try await Tool.run(
                    "sqlite3",
                    [
                        folder.file("portal.sqlite"),
                        """
                        PRAGMA integrity_check; WITH ledger (source, low, high) AS
                        (VALUES \((claims + ["('', 1, 0)"]).joined(separator: ", ")))
                        SELECT sum(high - low + 1) - (SELECT count(*) FROM ledger JOIN event
                        ON event.source = ledger.source AND event.sequence BETWEEN low AND high) FROM ledger
                        """,
                    ])
                let lines = output.standardOutput.split(separator: "\n")
                if lines.first != "ok" { broken += 1 }
                lost += lines.last.flatMap { Int($0) } ?? due.reduce(0) { $0 + $1.sequences.count }
            }
            return (lost, broken)
        }

        @Test(
            "cut at any step under load: every acknowledged record is there, the database whole; without its syncs not",
            .timeLimit(.minutes(8)))
        func cuts() async throws {
            try RealPart.require(programs: "strace", "sqlite3", "pgrep")
            let traced = try await Tool.run("strace", ["-qq", "-o", "/dev/null", "true"])
            try RealPart.require(traced.succeeded, "this machine does not allow ptrace")
            let folder = try TemporaryFolder("power")
            let life = try await life(folder)
            #expect(life.acknowledged.count > 10)
            var generator = SplitMix64.seeded()
            let began = ContinuousClock.now
            let found = try await cut(life, 60, &generator)
            print(
                "power cuts of the portal: seed \(generator.seed), 60 cuts, \(life.acknowledged.count) batches,",
                "\((ContinuousClock.now - began) / 60) a cut")
            #expect(found == (0, 0))
            let swallowed = try await cut(life, 10, &generator) { !$0.hasSuffix("-wal") }
            #expect(swallowed.lost > 0, "cuts that lose nothing without a sync prove nothing")
        }
    }
}
