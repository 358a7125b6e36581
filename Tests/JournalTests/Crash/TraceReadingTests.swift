import FoundationEssentials
import KioskTestSupport
import Testing

/// What strace writes when a process ends while its threads are in calls; the model of the disk stands on reading it right.
@Suite("Issue 6: power cuts: what strace tells", .keptFolders)
struct TraceReadingTests {
    @Test(
        "a call at which the process ended has no result",
        arguments: ["???( <detached ...>", "pwrite64(7 <detached ...>", "fdatasync(7 <detached ...>"])
    func detached(text: String) throws {
        #expect(try Self.steps(["11 1.000001 \(text)"]).isEmpty)
    }

    @Test("a line that is not understood is refused") func unknown() {
        #expect(throws: TraceProblem.self) { try Self.steps(["11 1.000001 ???"]) }
    }

    @Test("a call that other threads' lines interrupt is one step") func interrupted() throws {
        let (path, written) = (Self.hexadecimal("/disk/a"), Self.hexadecimal("x"))
        let steps = try Self.steps([
            "11 1.000001 openat(AT_FDCWD, \"\(path)\", O_RDWR|O_CREAT, 0600) = 7",
            "11 1.000002 pwrite64(7, \"\(written)\", 1, 0 <unfinished ...>",
            "12 1.000003 fdatasync(7 <detached ...>",
            "11 1.000004 <... pwrite64 resumed>) = 1",
        ])
        #expect(steps.count == 2)
        #expect(steps.last?.step == .wrote(descriptor: 7, offset: 0, bytes: Array("x".utf8)))
    }

    private static func steps(_ lines: [String]) throws -> [TracedStep] {
        let folder = try TemporaryFolder("traced")
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: folder.file("trace")))
        return try DiskTrace.steps(file: folder.file("trace"), root: "/disk")
    }

    private static func hexadecimal(_ text: String) -> String {
        text.utf8.map { "\\x" + String($0, radix: 16) }.joined()
    }
}
