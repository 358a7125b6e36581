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
            let orders = try ScriptOrders(stage, "orders")
            async let script = Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/hall_day.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--operator-socket", stage.folder.file("run/operator.sock"), "--operator-pin", Operator.pin,
                    "--staff-pin", KioskConfiguration.staffPIN, "--orders", orders.folder,
                    "--out", "\(Programs.package)/.build/screens",
                ], limit: .seconds(280))
            async let restart: Void = orders.restart(
                stop: { try await stage.child("kioskd")?.kill9() }, start: { try await stage.startKiosk() })
            let output = try await script
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
            try await restart
        }
    }
}
