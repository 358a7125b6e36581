import FoundationEssentials
import Glibc
import KioskTestSupport
import StreamSockets
import Testing

extension EndToEnd {
    /// Issue 4, item 7: a technician's commands through kioskctl, kioskd and kiosk-vision.
    @Suite("kioskctl camera", .serialized, .stage(Stage.Settings()))
    struct CameraCommands {
        private func kioskctl(_ words: [String], _ stage: Stage) async throws -> Tool.Output {
            try await Tool.run(
                try Programs.path("kioskctl"),
                ["camera"] + words + ["--socket", stage.folder.file("run/control.sock")], limit: .seconds(40))
        }

        @Test("test, controls and snapshot while nobody is served; the picture is its owner's alone")
        func idle() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            await page.close()
            let test = try await kioskctl(["test", "--seconds", "1", "--language", "kk"], stage)
            #expect(test.standardOutput.contains("camera.rate") && test.standardOutput.contains("1280×720"))
            #expect(test.status == 0, "\(test.standardOutput)\(test.standardError)")
            let controls = try await kioskctl(["controls", "--json"], stage)
            #expect(controls.status == 0, "\(controls.standardOutput)")
            let file = stage.folder.file("lens.jpg")
            let snapshot = try await kioskctl(["snapshot", file], stage)
            #expect(snapshot.status == 0 && snapshot.standardOutput.contains("[virtual]"), "\(snapshot.standardOutput)")
            var status = stat()
            try #require(stat(file, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600 && status.st_size > 10_000)
            try FileManager.default.removeItem(atPath: file)
        }

        @Test("a person at the camera goes first: camera.session-runs, status 2, and no file")
        func serving() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.matching, stage)
            let file = stage.folder.file("lens.jpg")
            let refused = try await kioskctl(["snapshot", file], stage)
            #expect(refused.status == 2 && refused.standardOutput.contains("camera.session-runs"))
            #expect(access(file, F_OK) != 0)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("cancel")
            try await page.reset(stage)
            await page.close()
        }

        @Test("the page: pictures and news below its secret only, by the loopback's name only, and gone at Ctrl-C")
        func page() async throws {
            let stage = try Stage.here()
            let port = try Self.freePort()
            let log = stage.folder.file("page.log")
            let child = try await Child.start(
                "kioskctl",
                [
                    "camera", "live", "--page", "\(port)", "--language", "ru", "--models", try Programs.models(),
                    "--source", "stream:unix:\(stage.folder.file("run/frames.sock"))",
                ], log: log)
            let path = try await eventually("the page's address", within: .seconds(30)) {
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                return text.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+(\/[0-9a-f]{32}\/)/).map { String($0.output.1) }
            }
            let page = try await LocalHTTP.shared.send("GET", path, port: port)
            #expect(page.status == 200 && page.head.lowercased().contains("default-src 'none'"))
            let others = [
                try await LocalHTTP.shared.send("GET", path, port: port, host: "evil.example:\(port)"),
                try await LocalHTTP.shared.send("GET", path, port: port, headers: ["Sec-Fetch-Site": "cross-site"]),
                try await LocalHTTP.shared.send("GET", "/\(String(repeating: "0", count: 32))/", port: port),
                try await LocalHTTP.shared.send("GET", "/", port: port),
            ]
            #expect(others.map(\.status) == [421, 403, 404, 404])
            let pictures = try await LocalHTTP.shared.parts("\(path)camera.mjpeg", port: port, for: .seconds(1))
            #expect(pictures.count > 3 && pictures.allSatisfy { $0.starts(with: [0xFF, 0xD8]) })
            child.send(SIGINT)
            #expect(try await child.ended() == 0)
        }

        private static func freePort() throws -> UInt16 {
            let listener = try ListeningSocket(at: .tcp(host: "127.0.0.1", port: 0))
            guard case .tcp(_, let port) = listener.address else { throw Problem("no free port") }
            return port
        }
    }
}
