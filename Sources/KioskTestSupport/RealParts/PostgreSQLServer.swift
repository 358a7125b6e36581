import FoundationEssentials
import Glibc
import Synchronization

/// A real PostgreSQL 15 for tests: Debian's, in a folder of its own, on a unix socket, with `fsync` as shipped (on).
///
/// It ends with the process that started it, however that ends: a shell holds the other end of a pipe.
public final class PostgreSQLServer: Sendable {
    private static let programs = "/usr/lib/postgresql/15/bin"
    /// Nobody may run it as root.
    private static let user = "postgres"
    /// Owns every database of the server.
    private static let role = "portal"

    /// Of the whole process; tests that stop a server have one of their own.
    public static let shared = SharedServer()

    /// Where its socket, data and log are.
    public let folder: String
    private let databases = Mutex<[String: Task<Void, any Error>]>([:])

    /// True when it is installed.
    public static var isInstalled: Bool { access("\(programs)/postgres", X_OK) == 0 }

    /// Makes a new cluster and starts it.
    ///
    /// - Parameter settings: of `postgresql.conf`, beside those of the tests.
    public init(_ settings: [String: String] = [:]) async throws {
        var template = Array("/tmp/psc-kiosk-postgresql-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw RealPartMissing(reason: "no folder can be made in /tmp") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if geteuid() == 0, let entry = getpwnam(Self.user) { chown(folder, entry.pointee.pw_uid, entry.pointee.pw_gid) }
        try await run("initdb", ["-D", data, "-U", Self.role, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"])
        let all = ["listen_addresses": "''", "unix_socket_directories": "'\(folder)'", "max_connections": "200"]
            .merging(settings) { $1 }
        let lines = all.map { "\($0.key) = \($0.value)\n" }.joined()
        try await Tool.mustRun("/bin/sh", ["-c", "printf %s \"$1\" >> \"$2\"", "sh", lines, "\(data)/postgresql.conf"])
        try await start()
        endWithThisProcess()
    }

    private var data: String { "\(folder)/data" }

    /// Stops as a power cut would, and takes the folder away, once this process has no more hold of the pipe.
    private func endWithThisProcess() {
        let stop = Self.command("pg_ctl", ["-D", data, "-m", "immediate", "stop"]).joined(separator: " ")
        _ = popen("read line; \(stop) >/dev/null 2>&1; rm -rf \(folder)", "we")
    }

    /// Starts it again after ``stop(_:)``.
    public func start() async throws {
        try await run("pg_ctl", ["-D", data, "-l", "\(folder)/log", "-w", "-t", "120", "start"])
    }

    /// - Parameter mode: `fast`, or `immediate`: as after a power cut, nothing is put in order first.
    public func stop(_ mode: String) async throws {
        try await run("pg_ctl", ["-D", data, "-w", "-m", mode, "stop"])
    }

    /// The address of a database, made when it is not there.
    public func database(_ name: String) async throws -> String {
        let name = String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
        let making = databases.withLock { known in
            let task = known[name] ?? Task { _ = try await query("CREATE DATABASE \(name)", in: "postgres") }
            known[name] = task
            return task
        }
        try await making.value
        return address(of: name)
    }

    /// As libpq has it.
    public func address(of name: String) -> String { "postgresql:///\(name)?host=\(folder)&user=\(Self.role)" }

    /// What psql prints, without its frame.
    @discardableResult
    public func query(_ sql: String, in database: String) async throws -> String {
        let output = try await Tool.mustRun(
            "\(Self.programs)/psql",
            ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address(of: database), "-c", sql])
        return String(output.standardOutput.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    private func run(_ program: String, _ arguments: [String]) async throws {
        let command = Self.command(program, arguments)
        try await Tool.mustRun(command[0], Array(command.dropFirst()))
    }

    private static func command(_ program: String, _ arguments: [String]) -> [String] {
        let own = ["\(programs)/\(program)"] + arguments
        guard geteuid() == 0 else { return own }
        return ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"] + own
    }
}

/// Started by the first test that asks.
public actor SharedServer {
    private var starting: Task<PostgreSQLServer, any Error>?

    /// The one server of this process.
    public func server() async throws -> PostgreSQLServer {
        let task = starting ?? Task { try await PostgreSQLServer() }
        starting = task
        return try await task.value
    }
}

extension Tool {
    /// As ``run(_:_:environment:limit:)``, for what must succeed.
    ///
    /// - Throws: ``ToolFailed`` with what it wrote.
    @discardableResult
    public static func mustRun(_ program: String, _ arguments: [String]) async throws -> Output {
        let output = try await run(program, arguments)
        guard output.succeeded else { throw ToolFailed(program: program, text: output.standardError) }
        return output
    }
}

/// A program that a test needs did not do its work.
public struct ToolFailed: Error, CustomStringConvertible {
    /// Its name.
    public var program: String
    /// What it wrote to standard error.
    public var text: String

    /// Every field as given.
    public init(program: String, text: String) {
        self.program = program
        self.text = text
    }

    /// For the test's report.
    public var description: String { "\(program): \(text)" }
}
