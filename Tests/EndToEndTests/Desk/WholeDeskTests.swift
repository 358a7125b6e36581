import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 7: the operator's desk as one page.
    @Suite(
        "one desk", .serialized,
        .stage(Stage.Settings(doorSites: ["https://portal.example"], documents: true, officers: true)))
    struct WholeDesk {
        @Test(
            "everything of the desk by keys only, in three languages, with a picture of each step",
            .timeLimit(.minutes(9)))
        func keys() async throws {
            let (python, stage) = (try await Programs.playwright(), try Stage.here())
            _ = try await stage.child("kioskd")?.stop()
            var configuration = KioskConfiguration(stage)
            configuration.role = "desk"
            try await stage.startKiosk(configuration)
            try await stage.registerOfficer(duties: ["operator", "officer", "manager"])
            var applications: [String] = []
            for _ in 1...3 {
                applications.append(try await stage.applyAtHome(.fiveFailures))
                let slip = try await Citizen.run("slip", stage)
                try #require(slip.slipNumber != nil, "\(slip)")
            }
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/whole_desk.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--card-socket", stage.folder.file("run/operator.sock"), "--pin", Operator.pin, "--iin",
                    Person.fiveFailures.iin, "--door", "\(stage.doorPort)", "--authority",
                    stage.folder.file("kiosk/door/door-identity.pem"), "--origin", "https://portal.example", "--out",
                    "\(Programs.package)/.build/screens", "--applications",
                ] + applications, limit: .seconds(480))
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(3000))")
            let deeds = try await stage.deeds("operator.")
            for kind in ["lookup", "certificates", "application-opened", "iin-revealed", "application-confirmed"] {
                let lines = deeds.filter { $0.hasPrefix("operator.\(kind)") }
                #expect(lines.count == 3 && lines.allSatisfy { $0.contains(Stage.officerName) }, "\(kind): \(lines)")
            }
        }
    }
}
