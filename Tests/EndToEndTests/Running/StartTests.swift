import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Starts and stops of kioskd, and what keeps it from starting.
    @Suite("start and stop", .serialized, .stage())
    struct StartAndStop {
        @Test("SIGTERM ends it cleanly: status 0, its sockets gone, its helper gone; the same state starts again")
        func stop() async throws {
            let stage = try Stage.here()
            let kiosk = try #require(stage.child("kioskd"))
            let helper = try await eventually("kiosk-vision") {
                try await Tool.run("pgrep", ["-P", "\(kiosk.process)", "kiosk-vision"]).standardOutput
                    .split(separator: "\n").first.flatMap { Int32($0) }
            }
            #expect(try await kiosk.stop() == 0)
            for socket in ["control.sock", "vision.sock"] {
                #expect(access(stage.folder.file("run/\(socket)"), F_OK) != 0, "\(socket) is left")
            }
            #expect(kill(helper, 0) != 0, "kiosk-vision is left")
            try await stage.startKiosk()
            let report = try await Citizen.run("slip", stage)
            #expect(report.outcome == "ticket")
        }

        @Test("killed by SIGKILL it takes its helper along, and the next start serves")
        func killed() async throws {
            let stage = try Stage.here()
            let kiosk = try #require(stage.child("kioskd"))
            let helper = try await eventually("kiosk-vision") {
                try await Tool.run("pgrep", ["-P", "\(kiosk.process)", "kiosk-vision"]).standardOutput
                    .split(separator: "\n").first.flatMap { Int32($0) }
            }
            try await kiosk.kill9()
            try await eventually("the end of kiosk-vision") { kill(helper, 0) != 0 ? () : nil }
            try await stage.startKiosk()
        }

        @Test("R1: a packaged configuration that names a virtual part is refused at the start, in one line")
        func packaged() async throws {
            let stage = try Stage.here()
            var configuration = KioskConfiguration(stage)
            configuration.mode = "production"
            let file = try stage.folder.write("packaged.yaml", try configuration.text.utf8)
            let output = try await Tool.run(
                try Programs.path("kioskd"), ["--configuration", file], limit: .seconds(20))
            #expect(output.status != 0 && output.status != nil)
            let lines = output.standardError.split(separator: "\n")
            #expect(lines.count == 1, "\(output.standardError)")
            #expect(output.standardError.contains("configuration.virtual-part"))
            #expect(output.standardError.contains("camera.source"))
        }
    }

    @Suite("disk full", .serialized)
    struct DiskFull {
        @Test(
            "a full disk under the journal: refused with its code, nothing acknowledged, and well again with room",
            .timeLimit(.minutes(2)))
        func full() async throws {
            try RealPart.require(geteuid() == 0, "only root can mount a small disk")
            try RealPart.require(programs: "mount", "umount", "sqlite3", "setpriv")
            let disk = try TemporaryFolder("disk")
            let mounted = try await Tool.run("mount", ["-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", disk.path])
            try RealPart.require(mounted.succeeded, "a small disk cannot be mounted: \(mounted.standardError)")
            do {
                try await PCSCService.withRunning {
                    try await Stage.with(Stage.Settings(journal: disk.path)) { try await fill($0, disk) }
                }
            } catch {
                _ = try await Tool.run("umount", ["-l", disk.path])
                throw error
            }
            let unmounted = try await Tool.run("umount", ["-l", disk.path])
            #expect(unmounted.succeeded)
        }

        private func fill(_ stage: Stage, _ disk: TemporaryFolder) async throws {
            #expect(try await Citizen.run("slip", stage).outcome == "ticket")
            let ballast = disk.file("ballast")
            var chunk = 1 << 16
            let descriptor = open(ballast, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            let zeros = [UInt8](repeating: 0, count: chunk)
            while chunk > 0 {
                if write(descriptor, zeros, chunk) <= 0 { chunk /= 2 }
            }
            close(descriptor)
            let slips = try await stage.slips()
            let refused = try await Citizen.run("slip", stage)
            #expect(refused.outcome != "ticket")
            #expect(refused.slipNumber == nil)
            #expect(refused.code == "journal.disk-full")
            #expect(try await stage.slips() == slips)
            unlink(ballast)
            let well = try await Citizen.run("slip", stage)
            #expect(well.outcome == "ticket")
        }
    }
}

extension EndToEnd {
    @Suite("metrics", .serialized, .stage())
    struct Metrics {
        @Test("6.6: kioskd tells its metrics at the control socket after a visit; promtool finds nothing wrong")
        func kiosk() async throws {
            try RealPart.require(programs: "curl", "promtool")
            let stage = try Stage.here()
            #expect(try await Citizen.run("slip", stage).outcome == "ticket")
            let socket = stage.folder.file("run/control.sock")
            let text = try await eventually("the visit is counted") {
                let text = try await Tool.run("curl", ["-sS", "--unix-socket", socket, "http://kiosk/metrics"])
                    .standardOutput
                return text.contains("\nkioskd_sessions_total 1\n") ? text : nil
            }
            for series in [
                "kioskd_device_health{device=\"printer.slip\",health=\"ok\"} 1", "kioskd_outbox_frozen 0",
                "kioskd_outbox_fenced 0", "kioskd_session_duration_seconds_count 1",
            ] { #expect(text.contains("\n\(series)\n"), "\(series)") }
            #expect(text.contains("\nkioskd_journal_commit_duration_seconds_count "))
            #expect(!text.contains("\nkioskd_journal_commit_duration_seconds_count 0\n"))
            let file = try stage.folder.write("metrics.txt", text.utf8)
            let check = try await Tool.run("sh", ["-c", "promtool check metrics < \"$0\"", file])
            #expect(check.succeeded && check.standardError.isEmpty, "\(check.standardOutput)\(check.standardError)")
        }

        @Test("6.1: the contract is served by both sides, and is the same")
        func contract() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let kiosk = try await Tool.mustRun(
                "curl", ["-sSf", "--unix-socket", stage.folder.file("run/control.sock"), "http://kiosk/openapi.yaml"])
            let portal = try await Tool.mustRun(
                "curl", ["-sSfk", "https://127.0.0.1:\(stage.portalPort)/openapi.yaml"])
            #expect(kiosk.standardOutput == portal.standardOutput && portal.standardOutput.hasPrefix("openapi: 3.1"))
        }
    }
}
