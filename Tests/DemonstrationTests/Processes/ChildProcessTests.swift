import Glibc
import KioskDevices
import KioskTestSupport
import Testing

@testable import DemonstrationStage

@Suite("Demonstration: its programs")
struct ChildProcessTests {
    private func start(_ script: String, _ folder: TemporaryFolder) async throws -> ChildProcess {
        try await ChildProcess.start("part", "/bin/sh", ["-c", script], log: LogFile(path: folder.file("part.log")))
    }

    @Test("its output goes to its log, and how it ended is known")
    func end() async throws {
        let folder = try TemporaryFolder("child")
        let child = try await start("echo one; echo two >&2; exit 3", folder)
        try await eventually { child.ended != nil }
        #expect(child.ended == .exited(3))
        #expect(child.log.tail() == ["one", "two"])
        await child.stop()
    }

    @Test("it is asked to stop, and what it left in its group goes with it")
    func stop() async throws {
        let folder = try TemporaryFolder("child")
        let child = try await start(
            "trap '' TERM; sleep 600 & echo helper $! ; trap 'exit 0' TERM; echo ready; wait", folder)
        try await eventually { child.log.line(with: "ready") != nil }
        let helper = try #require(child.log.line(with: "helper").flatMap { pid_t($0.dropFirst(7)) })
        #expect(kill(helper, 0) == 0)
        await child.stop(within: .seconds(20))
        #expect(child.ended == .exited(0))
        try await eventually { isGone(helper) }
    }

    @Test("one that will not stop is ended")
    func stubborn() async throws {
        let folder = try TemporaryFolder("child")
        let child = try await start("trap '' TERM; echo ready; while :; do sleep 600; done", folder)
        try await eventually { child.log.line(with: "ready") != nil }
        await child.stop(within: .milliseconds(100))
        #expect(child.ended == .killed(signal: SIGKILL))
    }

    @Test("signals that we ignore or block are the program's own again")
    func signals() async throws {
        let folder = try TemporaryFolder("child")
        let child = try await start("grep -E '^Sig(Blk|Ign)' /proc/self/status", folder)
        try await eventually { child.ended != nil }
        let masks = child.log.tail().compactMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) }
        // The C library itself ignores its two internal signals behind 31 in what it starts.
        #expect(masks.map { $0 & 0x7FFF_FFFF } == [0, 0])
    }

    @Test("a program that ends during its start is a problem with the end of its log")
    func startFails() async throws {
        let folder = try TemporaryFolder("child")
        let folders = StageFolders(root: folder.path)
        mkdir(folders.logs, 0o700)
        let troupe = Troupe(folders)
        let problem = await #expect(throws: StageProblem.self) {
            try await troupe.start("portal", "/bin/sh", ["-c", "echo why; exit 4"]) { _ in false }
        }
        #expect(problem?.finding == "portal ended with status 4")
        #expect(problem?.details == ["why"])
        #expect(problem?.remedy.contains("portal.log") == true)
        await troupe.stop()
    }

    @Test("a program that is not ready in time is a problem, and is ended with the rest")
    func late() async throws {
        let folder = try TemporaryFolder("child")
        let folders = StageFolders(root: folder.path)
        mkdir(folders.logs, 0o700)
        let troupe = Troupe(folders)
        await #expect(throws: StageProblem.self) {
            try await troupe.start("kioskd", "/bin/sleep", ["600"], limit: .milliseconds(200)) { _ in false }
        }
        let process = try #require(await troupe.processes["kioskd"])
        await troupe.stop()
        #expect(isGone(process))
    }

    @Test("a program that is missing is a problem with a remedy")
    func missing() async throws {
        let folder = try TemporaryFolder("child")
        await #expect(throws: StageProblem.self) {
            _ = try await ChildProcess.start(
                "part", folder.file("no"), [], log: LogFile(path: folder.file("part.log")))
        }
    }

    /// No such process, or one that only waits to be reaped by whoever inherited it.
    private func isGone(_ process: pid_t) -> Bool {
        if kill(process, 0) != 0 { return true }
        return LogFile(path: "/proc/\(process)/stat").tail(1).first?.contains(") Z") ?? true
    }
}
