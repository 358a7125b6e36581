import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain

/// How a worker is started: this program again, with a clean environment, no output of its own and one socket. What
/// modules print goes nowhere: their logs can hold PINs.
struct WorkerStart {
    /// The descriptor on which a worker finds its broker.
    static let descriptor: Int32 = 3

    private let arguments: [String]
    private let environment: [String]

    init(_ row: TokenModuleTable.Row, path: String) {
        var words = ["kiosk-token", "worker", "--module", path, "--name", row.name, "--parent", "\(getpid())"]
        for (algorithm, value) in row.gostParameters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            words += ["--\(algorithm.rawValue)", value]
        }
        arguments = words
        let standard = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        environment = standard.merging(row.environment) { _, site in site }.map { "\($0.key)=\($0.value)" }.sorted()
    }

    /// Starts it in a process group of its own.
    func spawn(socket: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, socket, Self.descriptor)
        for standard in 0..<Self.descriptor {
            posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))

        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, Self.ownProgram(), &actions, &attributes, &words, &variables)
        guard result == 0 else {
            throw Failure(
                .tokenModuleFault, "the module's process does not start: \(String(cString: strerror(result)))")
        }
        return process
    }

    /// The path of this program, which names the process; the kernel's link when an upgrade has replaced the file.
    private static func ownProgram() -> String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let link = "/proc/self/exe"
        guard readlink(link, &path, path.count - 1) > 0 else { return link }
        let name = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return access(name, X_OK) == 0 ? name : link
    }
}
