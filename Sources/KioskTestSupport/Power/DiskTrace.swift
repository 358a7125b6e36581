import FoundationEssentials

/// Runs a program under strace and reads what it did to the files below one folder.
///
/// The real program, the real SQLite and the real system calls: also of files that SQLite knows nothing of.
public enum DiskTrace {
    /// All calls by which a file, or a name, may be changed here; those that the model does not know are refused when they
    /// meet a file of the folder.
    static let calls = [
        "openat", "open", "creat", "close", "dup", "dup2", "dup3", "write", "pwrite64", "writev", "pwritev", "pwritev2",
        "ftruncate", "truncate", "fallocate", "fsync", "fdatasync", "sync_file_range", "rename", "renameat",
        "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "mmap", "sendfile", "copy_file_range",
    ]

    /// What strace is to be told to write its trace to `file`.
    public static func options(file: String) -> [String] {
        ["-f", "-qq", "-ttt", "-xx", "-s", "16777216", "-o", file, "-e", "trace=" + calls.joined(separator: ",")]
    }

    /// Runs `program` to its end.
    /// - Parameter root: the folder whose files count; absolute.
    public static func run(_ program: String, _ arguments: [String], root: String) async throws -> [TracedStep] {
        let folder = try TemporaryFolder("trace")
        let output = try await Tool.run("strace", options(file: folder.file("trace")) + [program] + arguments)
        guard output.succeeded else { throw TraceProblem(description: "the program failed: \(output.standardError)") }
        return try steps(file: folder.file("trace"), root: root)
    }

    /// The steps of a finished trace.
    public static func steps(file: String, root: String) throws -> [TracedStep] {
        var reader = TraceReader(root: root)
        for line in try Data(contentsOf: URL(filePath: file)).split(separator: UInt8(ascii: "\n")) {
            try reader.take(Array(line))
        }
        return reader.steps
    }
}
