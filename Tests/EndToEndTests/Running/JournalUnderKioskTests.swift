import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 6: kioskd on a journal with much in it, and on one that is damaged under it.
    @Suite("journal under kioskd", .serialized, .stage())
    struct JournalUnderKiosk {
        /// Records that nobody has sent; their writer ends by SIGKILL.
        private func fill(_ stage: Stage, _ rows: Int, bytes: Int) async throws {
            let output = try await Tool.run(
                try Programs.path("journal-bench"),
                [stage.folder.file("kiosk"), "--rows=\(rows)", "--bytes=\(bytes)", "--unsent", "--killed"],
                limit: .seconds(600))
            #expect(output.status == nil, "\(output.standardError)")
        }

        @Test("much unsent and a kill -9: kioskd is ready at once, the portal away", .timeLimit(.minutes(20)))
        func start() async throws {
            let stage = try Stage.here()
            let rows = RealPart.environment("KIOSK_SOAK") == "true" ? 100_000 : 5_000
            try await stage.child("portal")?.kill9()
            try await stage.child("kioskd")?.kill9()
            try await fill(stage, rows, bytes: 256)
            for end in ["its writer", "kioskd"] {
                let began = ContinuousClock.now
                try await stage.startKiosk()
                let took = ContinuousClock.now - began
                print("\(rows) unsent records, kill -9 of \(end): kioskd is ready after \(took)")
                #expect(took < .seconds(5))
                try await stage.child("kioskd")?.kill9()
            }
            try await stage.startPortal()
            try await stage.startKiosk()
            try await eventually("all are at the portal", within: .seconds(600)) {
                try await stage.count("event") >= rows ? () : nil
            }
        }

        @Test(
            "its pages are overwritten while kioskd runs: it goes on in a new one, tickets too, alarm on both sides",
            .timeLimit(.minutes(5)))
        func damaged() async throws {
            let stage = try Stage.here()
            #expect(try await stage.child("kioskd")?.stop() == 0)
            try await stage.child("portal")?.kill9()
            try await fill(stage, 2_000, bytes: 6_000)
            try await stage.startKiosk()
            #expect(try await Citizen.run("slip", stage).outcome == "ticket")
            let path = stage.folder.file("kiosk/journal.sqlite")
            let descriptor = open(path, O_WRONLY)
            let junk = [UInt8](repeating: 0x5A, count: 4096)
            for page in 1..<(Int(lseek(descriptor, 0, SEEK_END)) / 4096) { pwrite(descriptor, junk, 4096, page * 4096) }
            close(descriptor)
            // With the line back the pump comes to pages that are in no memory.
            try await stage.startPortal()
            try await eventually("the damaged file is set aside", within: .seconds(60)) {
                try FileManager.default.contentsOfDirectory(atPath: stage.folder.file("kiosk"))
                    .contains { $0.hasPrefix("journal.sqlite.corrupt-") } ? () : nil
            }
            let slip = try await eventually("a ticket", within: .seconds(60)) {
                let report = try await Citizen.run("slip", stage)
                return report.outcome == "ticket" ? report : nil
            }
            #expect(slip.slipNumber != nil)
            #expect(stage.child("kioskd")?.isRunning == true)
            let status = try await Tool.run(
                try Programs.path("kioskctl"), ["status", "--json", "--socket", stage.folder.file("run/control.sock")])
            #expect(status.standardOutput.contains("journal.corrupt"))
            try await eventually("the portal's alarm", within: .seconds(60)) {
                try await stage.count("kioskAlarm WHERE code = 'journal.replaced'") == 1 ? () : nil
            }
            try await eventually("the portal's team sees it", within: .seconds(150)) {
                try await stage.portal("SELECT faults FROM kioskReport").first?
                    .contains("journal.outbox=journal.corrupt") == true ? () : nil
            }
        }
    }
}
