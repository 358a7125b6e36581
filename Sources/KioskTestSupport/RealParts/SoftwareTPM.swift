import FoundationEssentials
import Glibc
import Synchronization
import Testing

/// A TPM 2.0 for tests: Debian's swtpm, in a folder of its own.
///
/// It ends with the process that started it, however that ends: a shell holds the other end of a pipe.
public final class SoftwareTPM: Sendable {
    private let folder: TemporaryFolder
    /// swtpm, and the pipes to it and to the shell that watches it.
    private let running = Mutex<(process: pid_t, pipes: [UInt])>((0, []))

    private let relay: TPMRelay

    /// As tpm2-tss names it.
    public var place: String { "swtpm:path=\(folder.file("relay"))" }

    /// A new one, turned on.
    public init() async throws {
        try RealPart.require(programs: "swtpm", "tpm2_clear")
        folder = try TemporaryFolder("tpm")
        try folder.makeFolder("state")
        relay = try TPMRelay(from: folder.file("relay"), to: folder.file("socket"))
        try await turnOn()
    }

    /// Runs `body` with a new one.
    public static func with<Value: Sendable>(
        _ body: @Sendable (SoftwareTPM) async throws -> Value
    ) async throws -> Value {
        let tpm = try await SoftwareTPM()
        defer { tpm.turnOff() }
        return try await body(tpm)
    }

    /// As a machine's start does.
    public func turnOn() async throws {
        let (socket, file) = (folder.file("socket"), folder.file("pid"))
        let own = try pipe(
            """
            exec swtpm socket --tpm2 --tpmstate dir='\(folder.file("state"))' --server type=unixio,path='\(socket)' \
            --ctrl type=unixio,path='\(socket).ctrl' --flags not-need-init,startup-clear --pid file='\(file)' \
            >/dev/null 2>&1
            """)
        let process = try await eventually("swtpm is on") {
            guard access("\(socket).ctrl", F_OK) == 0, let text = try? self.folder.read("pid") else {
                return pid_t?.none
            }
            return pid_t(String(decoding: text, as: UTF8.self).filter(\.isNumber))
        }
        let watch = try pipe("read -r line; kill -9 \(process) 2>/dev/null")
        running.withLock { $0 = (process, [watch, own]) }
    }

    private func pipe(_ command: String) throws -> UInt {
        guard let pipe = popen(command, "we") else { throw RealPartMissing(reason: "no shell starts") }
        return UInt(bitPattern: pipe)
    }

    /// As a power cut does.
    public func turnOff() {
        running.withLock { running in
            if running.process > 0 { kill(running.process, SIGKILL) }
            // The watcher first: until swtpm is waited for, nobody else has its number.
            for pipe in running.pipes { _ = UnsafeMutablePointer<FILE>(bitPattern: pipe).map(pclose) }
            running = (0, [])
        }
        for name in ["socket", "socket.ctrl", "pid"] { unlink(folder.file(name)) }
    }

    /// It takes commands and answers none, until ``goOn()``.
    public func stall() { running.withLock { _ = kill($0.process, SIGSTOP) } }

    /// Answers again.
    public func goOn() { running.withLock { _ = kill($0.process, SIGCONT) } }

    /// What a technician does to a TPM, such as `tpm2_clear`.
    public func tool(_ program: String, _ arguments: String...) async throws {
        let output = try await Tool.run(program, arguments, environment: ["TPM2TOOLS_TCTI": place])
        guard output.succeeded else { throw ToolFailed(program: program, text: output.standardError) }
    }
}
