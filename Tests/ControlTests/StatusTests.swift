import FoundationEssentials
import Glibc
import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskTestSupport
import StreamSockets
import Testing

@Suite("kioskctl over a real unix socket")
struct StatusTests {
    private static let status = ControlStatus(
        uptimeSeconds: 61.7, session: "idle",
        devices: [
            DeviceStatus(id: "camera.face", name: "cam", health: .ok, finding: "frames come", isVirtual: true),
            DeviceStatus(
                id: "printer.slip", name: "P", health: .fault, code: .printerPaperOut, finding: "no paper"),
        ])

    private func report(_ manner: StandInDaemon.Manner) async throws -> DiagnosticReport {
        let daemon = try StandInDaemon(manner)
        try await daemon.open()
        async let served = daemon.serve()
        let report = await StatusCommand.report(socket: daemon.socket, limit: .seconds(2))
        _ = try await served
        return report
    }

    private func json(_ status: ControlStatus) throws -> String {
        String(decoding: try JSONEncoder().encode(status), as: UTF8.self)
    }

    @Test("up: kioskd first, then one line per part with code and remedy; a virtual part is marked")
    func up() async throws {
        let report = try await report(StandInDaemon.http("200 OK", json(Self.status)))
        #expect(report.results.map(\.id) == ["kioskd", "camera.face", "printer.slip"])
        #expect(report.results.map(\.state) == [.ok, .ok, .fault])
        #expect(report.results[0].finding == "up 61 s, session: idle")
        let text = report.text(colour: false)
        #expect(text.contains("cam: frames come [virtual]"))
        #expect(text.contains("P: no paper (printer.paper-out) → "))
        #expect(report.exitStatus == 2)
    }

    @Test("all well is exit status 0, a warning 1")
    func exitStatus() async throws {
        var status = Self.status
        status.devices.removeLast()
        #expect(try await report(StandInDaemon.http("200 OK", json(status))).exitStatus == 0)
        status.devices[0].health = .warning
        #expect(try await report(StandInDaemon.http("200 OK", json(status))).exitStatus == 1)
    }

    @Test("down: a missing socket and a dead one are faults with a remedy")
    func down() async throws {
        let folder = try TemporaryFolder("down")
        let missing = await StatusCommand.report(socket: folder.file("no.sock"))
        #expect(missing.exitStatus == 2)
        #expect(missing.results.map(\.id) == ["kioskd"])
        #expect(missing.results[0].remedy.contains("systemctl start kioskd"))
        var listener: ListeningSocket? = try ListeningSocket(at: .unix(folder.file("dead.sock")))
        #expect(listener != nil)
        // A daemon that was killed leaves its socket behind.
        try #require(link(folder.file("dead.sock"), folder.file("left.sock")) == 0)
        listener = nil
        let dead = await StatusCommand.report(socket: folder.file("left.sock"))
        #expect(dead.exitStatus == 2)
        #expect(dead.results[0].remedy.contains("systemctl restart kioskd"))
    }

    @Test(
        "garbage is unknown, neither good nor bad (DESIGN 5.5)",
        arguments: [
            "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\u{0}\u{1}\u{2}",
        ])
    func garbage(answer: String) async throws {
        let report = try await report(.says(answer))
        #expect(report.results.map(\.state) == [.unknown])
        #expect(report.exitStatus == 1)
    }

    @Test("a daemon that hangs is a fault within the limit")
    func silent() async throws {
        let daemon = try StandInDaemon(.silent)
        try await daemon.open()
        async let served = daemon.serve()
        let begin = ContinuousClock.now
        let report = await StatusCommand.report(socket: daemon.socket, limit: .milliseconds(500))
        #expect(begin.duration(to: .now) < .seconds(10))
        #expect(report.results.map(\.state) == [.fault])
        #expect(report.results[0].finding.contains("does not answer"))
        _ = try await served
    }

    @Test("trace on and off reach kioskd; a refusal is said")
    func trace() async throws {
        for (isOn, line) in [
            (true, "POST /apdu-trace?on=true HTTP/1.1"), (false, "POST /apdu-trace?on=false HTTP/1.1"),
        ] {
            let daemon = try StandInDaemon(.says("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"))
            try await daemon.open()
            async let served = daemon.serve()
            #expect(await TraceCommand.set(isOn, socket: daemon.socket) == nil)
            #expect(try await served == line)
        }
        let folder = try TemporaryFolder("trace")
        #expect(await TraceCommand.set(true, socket: folder.file("no.sock"))?.state == .fault)
    }
}
