import FoundationEssentials
import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskTestSupport
import Testing

@Suite("kioskctl hall over a real unix socket (issue 5, item 4)")
struct HallMachineCommandTests {
    /// What a command says to a daemon of this manner, and the first line of its request.
    private func ask<Value: Sendable>(
        _ manner: StandInDaemon.Manner, _ command: (_ socket: String) async -> DeskCommands.Answer<Value>
    ) async throws -> (answer: DeskCommands.Answer<Value>, request: String) {
        let daemon = try StandInDaemon(manner)
        try await daemon.open()
        async let served = daemon.serve()
        let answer = await command(daemon.socket)
        return (answer, try await served)
    }

    @Test("the list, a code and a revocation are asked for and understood")
    func answers() async throws {
        let list = #"[{"name":"T1","role":"terminal","isRevoked":false},{"name":"D1","role":"desk","isRevoked":true}]"#
        let machines = try await ask(StandInDaemon.http("200 OK", list)) {
            await HallMachineCommands.machines(socket: $0)
        }
        #expect(machines.request == "GET /hall/machines HTTP/1.1")
        guard case .answer(let found) = machines.answer else { throw Refused() }
        #expect(found.map(\.name) == ["T1", "D1"] && found.map(\.isRevoked) == [false, true])

        let code = try await ask(StandInDaemon.http("200 OK", #"{"code":"a.b","authority":"PEM"}"#)) {
            await HallMachineCommands.enrol("T1", role: "terminal", socket: $0)
        }
        #expect(code.request == "POST /hall/codes HTTP/1.1")
        guard case .answer(let made) = code.answer else { throw Refused() }
        #expect(made == ControlHallCode(code: "a.b", authority: "PEM"))

        let revoked = try await ask(
            StandInDaemon.http("200 OK", #"{"name":"T1","role":"","isRevoked":false}"#)
        ) { await HallMachineCommands.revoke("T1", socket: $0) }
        #expect(revoked.request == "DELETE /hall/machines HTTP/1.1")
        guard case .answer = revoked.answer else { throw Refused() }
    }

    @Test("a refusal keeps its code; a kioskd that keeps no hall, and none at all, are said with a remedy")
    func refusals() async throws {
        let refused = try await ask(
            StandInDaemon.http(
                "422 Unprocessable Content", #"{"code":"request.invalid","detail":"no machine of this name"}"#)
        ) { await HallMachineCommands.revoke("T9", socket: $0) }
        guard case .problem(let result) = refused.answer else { throw Refused() }
        #expect(result.finding.contains("no machine of this name") && result.state == .fault)

        let kiosk = try await ask(StandInDaemon.http("404 Not Found", "")) {
            await HallMachineCommands.machines(socket: $0)
        }
        guard case .problem(let other) = kiosk.answer else { throw Refused() }
        #expect(!other.finding.isEmpty && !other.remedy.isEmpty)

        let folder = try TemporaryFolder("hall")
        guard case .problem(let none) = await HallMachineCommands.machines(socket: folder.file("no.sock")) else {
            throw Refused()
        }
        #expect(!none.remedy.isEmpty)
    }

    @Test("a copy is written for its owner alone; what is no copy is not written")
    func copy() async throws {
        let folder = try TemporaryFolder("hall")
        let state = #"{"day":"2026-03-02","tickets":[]}"#
        let good = try await ask(StandInDaemon.http("200 OK", state)) {
            await HallMachineCommands.copy(to: folder.file("copy"), socket: $0)
        }
        guard case .answer(let bytes) = good.answer else { throw Refused() }
        #expect(good.request == "GET /hall/copy HTTP/1.1" && bytes == state.utf8.count)
        #expect(String(decoding: try folder.read("copy"), as: UTF8.self) == state)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.file("copy"))[.posixPermissions] as? Int
        #expect(mode.map { $0 & 0o077 } == 0)

        for (body, file) in [("[]", "other"), (state, "no/such/folder")] {
            let bad = try await ask(StandInDaemon.http("200 OK", body)) {
                await HallMachineCommands.copy(to: folder.file(file), socket: $0)
            }
            guard case .problem(let result) = bad.answer else { throw Refused() }
            #expect(!result.remedy.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: folder.file(file)))
        }
    }

    private struct Refused: Error {}
}
