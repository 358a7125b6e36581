import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 5 item 10: the built kioskctl at a machine that keeps a hall; no card, camera or printer is needed.
    @Suite("kioskctl queue", .serialized)
    struct QueueCommand {
        private static let plan = """
            {"services": [{"id": "id-card"}], "windows": [{"number": 1}, {"number": 2}], "terminals": ["t1"]}
            """

        private func configuration(_ folder: TemporaryFolder) -> String {
            """
            mode: demonstration
            kiosk:
              role: hall
              name: hall-1
            psc:
            \(KioskConfiguration.centreName)
            \(KioskConfiguration.purposes)
            state:
              folder: "\(folder.file("state"))"
            screens:
              port: 0
            control:
              socket: "\(folder.file("control.sock"))"
            hall:
              listen-host: "127.0.0.1"
              listen-port: 0
              enrolment-port: 0
              plan-file: "\(folder.file("plan.json"))"

            """
        }

        /// A hall that takes requests.
        private func start(_ folder: TemporaryFolder, _ file: String) async throws -> Child {
            let hall = try await Child.start("kioskd", ["--configuration", file], log: folder.file("kioskd.log"))
            try await eventually("the hall answers", within: .seconds(60)) {
                try await kioskctl(["list"], folder).status == 0 ? () : nil
            }
            return hall
        }

        private func kioskctl(_ words: [String], _ folder: TemporaryFolder) async throws -> Tool.Output {
            try await Tool.run(
                try Programs.path("kioskctl"), ["queue"] + words + ["--socket", folder.file("control.sock")],
                limit: .seconds(40))
        }

        @Test("list, pause, resume and export, for people and for programs; a pause outlives a kill of the hall")
        func queue() async throws {
            let folder = try TemporaryFolder("queue")
            try folder.write("plan.json", Self.plan.utf8)
            let file = try folder.write("kioskd.yaml", configuration(folder).utf8)
            let hall = try await start(folder, file)
            let list = try await kioskctl([], folder)
            #expect(list.standardOutput.contains("window 2  free\n"), "\(list.standardOutput)\(list.standardError)")
            #expect(list.standardOutput.contains("lane B reserved  0 waiting\n"))
            let paused = try await kioskctl(["pause", "--window", "2", "--json"], folder)
            #expect(paused.status == 0)
            let queue = try JSONDecoder().decode(Queue.self, from: Data(paused.standardOutput.utf8))
            #expect(queue.windows.map(\.isPaused) == [false, true])

            try await hall.kill9()
            let next = try await start(folder, file)
            #expect(try await kioskctl(["list"], folder).standardOutput.contains("window 2  pauses, free\n"))
            let resumed = try await kioskctl(["resume"], folder)
            #expect(resumed.standardOutput.contains("window 2  free\n"))

            let export = folder.file("day.csv")
            let written = try await kioskctl(["export", "-o", export], folder)
            #expect(written.status == 0 && written.standardOutput == "\(export)\n")
            #expect(String(decoding: try folder.read("day.csv"), as: UTF8.self).hasPrefix("day,hour,lane,"))
            let json = try await kioskctl(["export", "--json"], folder)
            #expect(json.standardOutput.hasPrefix("{") && json.standardOutput.contains("\"rows\":[]"))
            #expect(try await next.stop() == 0)
        }

        @Test("refusals come with code and remedy and status 2, as JSON when that was asked for; help has examples")
        func refused() async throws {
            let folder = try TemporaryFolder("queue")
            try folder.write("plan.json", Self.plan.utf8)
            let hall = try await start(folder, try folder.write("kioskd.yaml", configuration(folder).utf8))
            let unknown = try await kioskctl(["pause", "--window", "77"], folder)
            #expect(unknown.status == 2 && unknown.standardOutput.contains("queue.window-unknown"))
            #expect(unknown.standardOutput.contains("→"))
            let missing = try await kioskctl(["export", "--day", "2026-01-01", "--json"], folder)
            #expect(missing.status == 2 && missing.standardOutput.contains("queue.report-missing"))
            #expect((try? JSONDecoder().decode([String: Value].self, from: Data(missing.standardOutput.utf8))) != nil)
            #expect(try await hall.stop() == 0)
            let down = try await kioskctl(["list"], folder)
            #expect(down.status == 2 && down.standardOutput.contains("systemctl start kioskd"))
            for command in ["list", "pause", "resume", "export"] {
                let help = try await Tool.run(try Programs.path("kioskctl"), ["queue", command, "--help"])
                #expect(help.standardOutput.contains("EXAMPLES"), "\(command)")
                #expect(help.standardOutput.contains("--json"), "\(command)")
            }
        }

        private struct Queue: Decodable {
            struct Window: Decodable { var isPaused: Bool }
            var windows: [Window]
        }

        /// Any JSON.
        private struct Value: Decodable {
            init(from decoder: any Decoder) throws {}
        }
    }
}
