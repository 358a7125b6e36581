import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 6.7 with the built programs: a set goes from the team's file to a kiosk that runs on it, and back.
    @Suite("pushed configuration", .serialized, .stage())
    struct PushedConfiguration {
        private struct Name: Decodable, Equatable {
            var scope: String
            var version: Int
        }

        private struct Report: Decodable {
            struct Refusal: Decodable {
                var set: Name
                var code: String
                var reason: String
            }
            struct Entry: Decodable {
                var step: String
                var set: Name
            }
            var running: Name?
            var trial: Name?
            var refused: Refusal?
            var history: [Entry]
        }

        private func portal(_ words: [String]) async throws -> Tool.Output {
            try await Tool.run(
                try Programs.path("kiosk-portal"), ["config"] + words, limit: .seconds(30))
        }

        private func makeSigner(_ stage: Stage) async throws {
            let made = try await portal(["key", stage.folder.file("signer.pem")])
            try #require(made.succeeded, "\(made.standardError)")
            try stage.folder.write("signers.pem", made.standardOutput.utf8)
        }

        /// kioskd from its beginning: it tells the portal of itself at once, and hears of sets.
        private func begin(_ stage: Stage) async throws {
            try await stage.child("kioskd")?.kill9()
            var configuration = KioskConfiguration(stage)
            configuration.more = """
                configuration:
                  signers-file: "\(stage.folder.file("signers.pem"))"
                  trial-seconds: 20
                """
            try await stage.startKiosk(configuration)
        }

        private func publish(_ version: Int, _ configuration: String, _ stage: Stage) async throws {
            let file = try stage.folder.write(
                "set.json",
                """
                {"format": "psc-kiosk-configuration-1", "scope": "psc:\(stage.settings.centre)",
                "version": \(version), "valid-from": "2026-01-01", "configuration": {\(configuration)}}
                """.utf8)
            let signed = try await portal(["sign", file, "--key", stage.folder.file("signer.pem")])
            try #require(signed.succeeded, "\(signed.standardError)")
            let text = try stage.folder.write("set.jws", signed.standardOutput.utf8)
            let published = try await portal(
                [
                    "publish", text, "--signers", stage.folder.file("signers.pem"), "--canary", "100", "--state",
                    stage.folder.file("portal"),
                ])
            try #require(published.succeeded, "\(published.standardError)")
        }

        private func told(by stage: Stage) async throws -> Report? {
            let answer = try await Tool.run(
                try Programs.path("kioskctl"),
                ["configuration", "--json", "--socket", stage.folder.file("run/control.sock")], limit: .seconds(20))
            return try? JSONDecoder().decode(Report.self, from: Data(answer.standardOutput.utf8))
        }

        /// Takes a ticket for a service that only a pushed set knows.
        private func ticket(for purpose: String, _ stage: Stage) async throws -> String? {
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "queue-ticket"])
            try await page.until("ticket-choosing")
            try await page.act("purpose", ["value": purpose])
            let number = try await page.untilEnded("ending-ticket").ticketNumber
            try await page.reset(stage)
            await page.close()
            return number
        }

        private func services(_ ids: [String]) -> String {
            let items = ids.map { "{\"id\": \"\($0)\", \"kk\": \"қ\", \"ru\": \"у\", \"en\": \"s\"}" }
            return "\"queue.purposes\": [\(items.joined(separator: ", "))]"
        }

        @Test(
            "published, signed, taken on while nobody is there: the running kioskd works by it", .timeLimit(.minutes(3))
        )
        func takenOn() async throws {
            let stage = try Stage.here()
            try await makeSigner(stage)
            try await publish(1, services(["id-card", "passport"]), stage)
            try await begin(stage)
            let process = try #require(stage.child("kioskd")).process
            let report = try await eventually("the set is good", within: .seconds(100)) {
                try await told(by: stage).flatMap { $0.running?.version == 1 ? $0 : nil }
            }
            #expect(report.history.map(\.step) == ["staged", "trial", "good"])
            // It started anew in its own place: whoever started it sees the same process.
            #expect(stage.child("kioskd")?.isRunning == true && kill(process, 0) == 0)
            #expect(try await ticket(for: "passport", stage) != nil)
        }

        @Test("with a set kioskd does not become ready: it goes back by itself and tells why", .timeLimit(.minutes(3)))
        func rolledBack() async throws {
            let stage = try Stage.here()
            // More services than a hall can have: each is well-formed, and the hall does not open.
            try await publish(2, services((0...100).map { "service-\($0)" }), stage)
            try await begin(stage)
            let report = try await eventually("the set is rolled back", within: .seconds(100)) {
                try await told(by: stage).flatMap { $0.refused?.set.version == 2 ? $0 : nil }
            }
            #expect(report.running?.version == 1 && report.refused?.code == "configuration.rolled-back")
            #expect(report.refused?.reason.contains("queue.plan-invalid") == true, "\(report)")
            #expect(stage.child("kioskd")?.isRunning == true)
            #expect(try await ticket(for: "passport", stage) != nil, "it works by the last good set")
            // The portal hears of it with the next presence, which the next start sends at once.
            try await begin(stage)
            let list = try await eventually("the portal's team sees it", within: .seconds(60)) {
                let output = try await portal(["list", "--state", stage.folder.file("portal")])
                return output.standardOutput.contains("stopped") ? output.standardOutput : nil
            }
            #expect(list.contains("1 failed"))
            let status = try await portal(["status", "--json", "--state", stage.folder.file("portal")])
            #expect(status.standardOutput.contains("queue.plan-invalid"))
            let row = try await Tool.run(
                try Programs.path("kioskctl"), ["status", "--socket", stage.folder.file("run/control.sock")],
                limit: .seconds(20))
            #expect(row.standardOutput.contains("configuration.rolled-back"))
        }
    }
}
