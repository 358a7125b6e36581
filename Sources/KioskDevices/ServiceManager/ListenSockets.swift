import Glibc

/// Sockets that the service manager opened for this process (sd_listen_fds(3)): `$LISTEN_PID`, `$LISTEN_FDS`,
/// `$LISTEN_FDNAMES`, descriptors from 3 on.
public enum ListenSockets {
    /// One socket that was passed in.
    public struct Passed: Sendable, Hashable {
        /// The open descriptor; the caller owns it.
        public let descriptor: Int32
        /// `FileDescriptorName=` of the socket unit; `unknown` when it names none.
        public let name: String
    }

    /// The first descriptor that is passed (SD_LISTEN_FDS_START).
    public static let firstDescriptor: Int32 = 3

    /// Takes over the passed sockets: marks them close-on-exec and removes the variables, so that no child takes them too.
    /// Empty when the process was not socket-activated. Call it once, before other threads run: it changes the environment.
    public static func take() -> [Passed] {
        let passed = parse(variables: environmentVariable, process: getpid())
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
        return passed.filter { socket in
            let flags = fcntl(socket.descriptor, F_GETFD)
            return flags >= 0 && fcntl(socket.descriptor, F_SETFD, flags | FD_CLOEXEC) >= 0
        }
    }

    static func parse(variables: (String) -> String?, process: Int32) -> [Passed] {
        guard let owner = variables("LISTEN_PID").flatMap(Int32.init), owner == process,
            let count = variables("LISTEN_FDS").flatMap(Int32.init), count > 0, count <= 64
        else { return [] }
        let names = (variables("LISTEN_FDNAMES") ?? "").split(separator: ":", omittingEmptySubsequences: false)
        return (0..<count).map { index in
            let name = Int(index) < names.count ? String(names[Int(index)]) : ""
            return Passed(descriptor: firstDescriptor + index, name: name.isEmpty ? "unknown" : name)
        }
    }
}
