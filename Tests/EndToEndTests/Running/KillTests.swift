import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 2, "Shown by": kill -9 of kioskd at random moments.
    @Suite("kills", .serialized, .stage(Stage.Settings(idleSeconds: 900)))
    struct Kills {
        /// 20 in the usual run, 500 in `.ci/soak`.
        static let count = RealPart.environment("KIOSK_KILLS").flatMap { Int($0) } ?? 20
        static let seed = RealPart.environment("KIOSK_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 1 ... .max)

        @Test(
            "no attempt lost, none counted twice, no slip number twice, no certificate twice, the audit chain whole",
            .timeLimit(.minutes(600)))
        func kills() async throws {
            try RealPart.require(programs: "python3")
            let stage = try Stage.here()
            print("KIOSK_SEED=\(Self.seed) KIOSK_KILLS=\(Self.count)")
            var random = SplitMix64(seed: Self.seed)
            var tally = Tally()
            // One whole visit of each kind first: it says when its screens come.
            let visits = [
                false: try await run(stage, killAfter: nil, ticket: false, &tally),
                true: try await run(stage, killAfter: nil, ticket: true, &tally),
            ]
            for number in 1...Self.count {
                let ticket = number.isMultiple(of: 4)
                let moment = Self.moment(of: visits[ticket] ?? [], using: &random)
                try await run(stage, killAfter: moment, ticket: ticket, &tally)
                try await stage.startKiosk()
                try await relieve(stage, &tally)
            }
            try await check(stage, tally)
        }

        /// Somewhere within a screen, each screen as likely as any other, however short it stands; three times of four from
        /// where things become durable.
        private static func moment(of visit: [Visitor.Moment], using random: inout SplitMix64) -> Duration {
            let durable = visit.firstIndex { ["eds-positioning", "ticket-choosing"].contains($0.screen) } ?? 0
            let first = Int.random(in: 0..<4, using: &random) == 0 ? 0 : durable
            guard visit.count >= first + 2 else { return .milliseconds(200) }
            let index = Int.random(in: first..<(visit.count - 1), using: &random)
            let length = visit[index + 1].at - visit[index].at
            return visit[index].at + length * Double.random(in: 0...1.2, using: &random)
        }

        /// Four failures would end the way to a fifth kill: a match closes the count (B6).
        private func relieve(_ stage: Stage, _ tally: inout Tally) async throws {
            let last = try await stage.outcomes(.matching)
            let failures = last.reversed().prefix { $0 != "matched" }.count
            if failures >= 2 { try await run(stage, killAfter: nil, ticket: false, &tally) }
        }

        /// - Returns: when the visit's screens came.
        @discardableResult
        private func run(
            _ stage: Stage, killAfter moment: Duration?, ticket: Bool, _ tally: inout Tally
        ) async throws -> [Visitor.Moment] {
            try await stage.order("card", "remove")
            let visitor = Visitor(stage: stage, wantsTicket: ticket)
            let visit = Task { try await visitor.visit() }
            guard let moment else {
                do {
                    try await visit.value
                } catch {
                    throw Problem("seed \(Self.seed), \(await visitor.place): \(error)\n\(stage.tail("kioskd"))")
                }
                tally.take(await visitor.seen)
                return await visitor.moments
            }
            // The random moment is the test itself, no wait for anything.
            try await letPass(moment)
            try await stage.child("kioskd")?.kill9()
            visit.cancel()
            _ = await visit.result
            tally.take(await visitor.seen)
            return await visitor.moments
        }

        private func check(_ stage: Stage, _ tally: Tally) async throws {
            try await eventually("every attempt has its outcome at the portal", within: .seconds(60)) {
                let open = try await stage.count("attempt WHERE channel = 'kiosk' AND outcome IS NULL")
                return open == 0 ? () : nil
            }
            try await stage.waitUntilSent()
            #expect(try await stage.child("kioskd")?.stop() == 0)
            try await eventually("no kiosk-vision is left of any life of kioskd") {
                let left = try await Tool.run("pgrep", ["-f", stage.folder.file("run/vision.sock")])
                return left.succeeded ? nil : ()
            }
            let journal = try await JournalCopy(stage)
            #expect(journal.auditIsWhole, "seed \(Self.seed)")
            #expect(journal.unsent == 0)
            // What the journal holds, the portal holds, with the same outcome; no attempt twice.
            let portal = try await stage.portal(
                "SELECT sequence || ' ' || outcome FROM attempt WHERE channel = 'kiosk' ORDER BY sequence")
            #expect(Set(portal).count == portal.count)
            #expect(Set(portal) == Set(journal.attempts), "seed \(Self.seed)")
            // What the screen said was open or ended so, is there.
            #expect(portal.count >= tally.opened, "seed \(Self.seed): opened \(tally.opened)")
            let matched = portal.filter { $0.hasSuffix(" matched") }.count
            #expect(matched >= tally.issued)
            let closings = try await stage.count("audit WHERE action = 'attempt.closed' AND kiosk LIKE 'kiosk-%'")
            #expect(closings == portal.count, "each attempt was closed once")
            #expect(journal.tickets.count == Set(journal.tickets).count)
            #expect(Set(tally.tickets).count == tally.tickets.count, "a number was given twice: \(tally.tickets)")
            #expect(Set(tally.tickets).isSubset(of: Set(journal.tickets)))
            #expect(Set(tally.applications).isSubset(of: Set(try await stage.portal("SELECT number FROM application"))))
            let twice = try await stage.portal(
                "SELECT application FROM certificate GROUP BY application HAVING COUNT(*) <> 2")
            #expect(twice.isEmpty)
            #expect(Set(tally.serials).count == tally.serials.count)
            print(
                "kills \(Self.count): \(portal.count) attempts, \(matched) matched, \(journal.tickets.count) tickets, "
                    + "\(tally.serials.count) certificates shown, seed \(Self.seed)")
        }
    }
}

/// What screens acknowledged over all runs.
struct Tally {
    var opened = 0
    var issued = 0
    var tickets: [String] = []
    var applications: Set<String> = []
    var serials: [String] = []

    mutating func take(_ seen: Visitor.Seen) {
        opened += seen.opened
        if !seen.serials.isEmpty { issued += 1 }
        tickets += seen.ticket.map { [$0] } ?? []
        if let application = seen.application { applications.insert(application) }
        serials += seen.serials
    }
}
