import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 5, "Shown by": Chromium drives hall, desk and board together; pictures stay in `.build/screens`.
    @Suite("a day in the hall", .serialized, .stage())
    struct HallDay {
        @Test(
            "slip, call by keyboard, board; the board while the hall is killed and back; staff PIN and manager's forms",
            .timeLimit(.minutes(5)))
        func together() async throws {
            let python = try await Programs.playwright()
            let stage = try Stage.here()
            try await stage.registerOperator()
            try await stage.takeOperatorCard()
            let orders = stage.folder.file("orders")
            try FileManager.default.createDirectory(atPath: orders, withIntermediateDirectories: true)
            async let script = Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/hall_day.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--operator-socket", stage.folder.file("run/operator.sock"), "--operator-pin", Operator.pin,
                    "--staff-pin", KioskConfiguration.staffPIN, "--orders", orders,
                    "--out", "\(Programs.package)/.build/screens",
                ], limit: .seconds(280))
            async let restart: Void = Self.restart(stage, orders)
            let output = try await script
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
            try await restart
        }

        /// Kills and starts kioskd when the script asks for it; gives up with the script.
        private static func restart(_ stage: Stage, _ orders: String) async throws {
            func asked(_ name: String) async throws {
                try await eventually("the script asks to \(name)", within: .seconds(240)) {
                    FileManager.default.fileExists(atPath: "\(orders)/\(name)") ? () : nil
                }
            }
            try await asked("stop")
            try await stage.child("kioskd")?.kill9()
            _ = FileManager.default.createFile(atPath: "\(orders)/stopped", contents: nil)
            try await asked("start")
            try await stage.startKiosk()
            _ = FileManager.default.createFile(atPath: "\(orders)/started", contents: nil)
        }
    }
}
