import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 5 item 4: alarms of every terminal, on the page of a manager whose machine is another one; each is a program of its
    /// own.
    @Suite("alarms of every terminal", .serialized, .stage(Stage.Settings(idleSeconds: 900)))
    struct AlarmTests {
        @Test(
            "a terminal out of paper is on the manager's page of another machine, it alone, until the paper is back",
            .timeLimit(.minutes(5)))
        func elsewhere() async throws {
            let python = try await Programs.playwright()
            let stage = try Stage.here()
            _ = try await stage.child("kioskd")?.stop()
            let hall = try await HallMachine(stage)
            for name in ["T1", "T2"] { _ = try await TerminalMachine(stage, name, hall: hall) }
            let manager = try await FollowerMachine(stage, "M1", role: "manager", hall: hall)
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/alarms.py", "--base", "http://127.0.0.1:\(manager.screens)",
                    "--staff-pin", KioskConfiguration.staffPIN, "--terminal", "T2", "--other", "T1",
                    "--printer", stage.folder.file("run/T2-printer.sock"),
                    "--out", "\(Programs.package)/.build/screens",
                ], limit: .seconds(280))
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }
}
