import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 6.2 with the built programs: a kiosk whose key lives in a TPM.
    @Suite("a key in a TPM", .serialized, .stage())
    struct KeyInTPM {
        private struct Report: Decodable {
            struct Row: Decodable {
                var id: String
                var finding: String
            }
            var results: [Row]
        }

        /// Starts kioskd over a folder of its own, with a rule and a TPM.
        private func start(_ stage: Stage, _ folder: String, _ rule: String, _ tpm: SoftwareTPM) async throws {
            if let running = stage.child("kioskd"), running.isRunning { _ = try await running.stop() }
            var configuration = KioskConfiguration(stage)
            configuration.state = folder
            configuration.more = "identity:\n  key: \(rule)\n  tpm: \"\(tpm.place)\"\n"
            try await stage.startKiosk(configuration)
        }

        /// What a technician reads of the machine's key.
        private func told(_ stage: Stage, _ wanted: String) async throws {
            _ = try await eventually("diagnose says \(wanted)", within: .seconds(90)) {
                let output = try await Tool.run(
                    try Programs.path("kioskctl"),
                    ["diagnose", "--json", "--configuration", stage.folder.file("kioskd.yaml")])
                let report = try JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8))
                let row = report.results.first { $0.id == "identity.key" }
                return row?.finding.contains(wanted) == true ? () : nil
            }
        }

        private func identity(_ folder: String) throws -> String {
            try String(contentsOfFile: "\(folder)/device-identity.pem", encoding: .utf8)
        }

        /// A slip's record reaches the portal: only who has the key gets it there.
        private func speaks(_ stage: Stage, _ id: String) async throws {
            let before = try await stage.count("event WHERE source = '\(id)'")
            #expect(try await Citizen.run("slip", stage).outcome == "ticket")
            try await eventually("the portal has the slip", within: .seconds(60)) {
                try await stage.count("event WHERE source = '\(id)'") > before ? () : nil
            }
        }

        @Test(
            "enrolled in the TPM, started again, rotated out of it and in again; a copy of the disk is nobody",
            .timeLimit(.minutes(5)))
        func life() async throws {
            let stage = try Stage.here()
            let (own, foreign) = (try await SoftwareTPM(), try await SoftwareTPM())
            defer {
                own.turnOff()
                foreign.turnOff()
            }
            let known = Set(try await stage.portal("SELECT id FROM kiosk"))
            let folder = try stage.folder.makeFolder("with-tpm")
            try await start(stage, folder, "tpm", own)
            let ids = Set(try await stage.portal("SELECT id FROM kiosk")).subtracting(known)
            let id = try #require(ids.first)
            #expect(ids.count == 1)
            #expect(try identity(folder).contains("BEGIN TSS2 PRIVATE KEY"))
            #expect(try !identity(folder).contains("BEGIN PRIVATE KEY"))
            try await speaks(stage, id)
            try await told(stage, "in the TPM")

            own.turnOff()
            try await own.turnOn()
            try await start(stage, folder, "tpm", own)
            try await speaks(stage, id)

            try await start(stage, folder, "file", own)
            try await told(stage, "in a file")
            #expect(try identity(folder).contains("BEGIN PRIVATE KEY"))
            try await start(stage, folder, "tpm", own)
            try await told(stage, "in the TPM")
            #expect(try identity(folder).contains("BEGIN TSS2 PRIVATE KEY"))
            #expect(try await stage.count("kioskCertificate WHERE kiosk = '\(id)'") == 3)
            try await speaks(stage, id)

            _ = try await stage.child("kioskd")?.stop()
            let copy = stage.folder.file("copy")
            try await Tool.mustRun("cp", ["-a", folder, copy])
            let before = try await stage.count("event WHERE source = '\(id)'")
            try await start(stage, copy, "tpm", foreign)
            #expect(try await Citizen.run("slip", stage).outcome == "ticket")
            try await told(stage, "tpm.key-lost")
            #expect(try await stage.count("event WHERE source = '\(id)'") == before)

            try await start(stage, folder, "tpm", own)
            try await speaks(stage, id)
            try await start(stage, stage.folder.file("kiosk"), "auto", own)
        }
    }
}
