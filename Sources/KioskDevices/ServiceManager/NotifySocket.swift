import Glibc
import KioskDomain

/// Tells the service manager how this process fares, by the protocol of sd_notify(3): datagrams to `$NOTIFY_SOCKET`.
///
/// A process that no service manager started has no such socket; ``fromEnvironment()`` answers nil then.
public struct NotifySocket: Sendable, Hashable {
    /// One assignment of sd_notify(3).
    public enum Message: Sendable, Hashable {
        /// Start-up is finished.
        case ready
        /// The process begins to stop.
        case stopping
        /// The process is alive; due at least every ``NotifySocket/watchdogInterval``.
        case watchdog
        /// One line for `systemctl status`, without personal data; a line break becomes a space.
        case status(String)
        /// Start-up or stopping needs this much longer.
        case extendTimeout(Duration)

        var line: String {
            switch self {
            case .ready: "READY=1"
            case .stopping: "STOPPING=1"
            case .watchdog: "WATCHDOG=1"
            case .status(let text): "STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " ")
            case .extendTimeout(let limit): "EXTEND_TIMEOUT_USEC=\(limit.microseconds)"
            }
        }
    }

    /// The address as the service manager gave it: a path, or `@` and an abstract name.
    public let path: String
    /// How often ``Message/watchdog`` is due: half of `$WATCHDOG_USEC`; nil when no watchdog is set for this process.
    public let watchdogInterval: Duration?

    /// - Parameters:
    ///   - path: a path in the file system, or `@` and an abstract name.
    ///   - watchdogInterval: how often to send ``Message/watchdog``.
    public init(path: String, watchdogInterval: Duration? = nil) {
        self.path = path
        self.watchdogInterval = watchdogInterval
    }

    /// The socket named by the environment of this process; nil without one.
    public static func fromEnvironment() -> NotifySocket? {
        NotifySocket(variables: environmentVariable, process: getpid())
    }

    init?(variables: (String) -> String?, process: Int32) {
        guard let path = variables("NOTIFY_SOCKET"), !path.isEmpty else { return nil }
        self.path = path
        // The watchdog may be meant for another process of the unit (sd_watchdog_enabled(3)).
        if let owner = variables("WATCHDOG_PID"), Int32(owner) != process {
            watchdogInterval = nil
        } else {
            watchdogInterval = variables("WATCHDOG_USEC").flatMap(Int64.init).flatMap { microseconds in
                microseconds > 0 ? .microseconds(microseconds / 2) : nil
            }
        }
    }

    /// Sends the messages in one datagram. Never waits: a service manager that does not read loses the message.
    ///
    /// - Throws: ``Failure`` with `internal.error` and the errno when the datagram could not be handed over.
    public func send(_ messages: Message...) throws(Failure) {
        let address = try UnixAddress(path: path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(.internalError, "notify socket: errno \(errno)") }
        defer { close(descriptor) }
        let bytes = Array(messages.map(\.line).joined(separator: "\n").utf8)
        let sent = address.withSocketAddress { address, length in
            sendto(
                descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), address, length)
        }
        guard sent == bytes.count else { throw Failure(.internalError, "notify socket: errno \(errno)") }
    }
}

extension Duration {
    fileprivate var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}

/// A `sockaddr_un` and its length; an abstract name has no terminating zero (unix(7)).
private struct UnixAddress {
    private var storage = sockaddr_un()
    private let length: socklen_t

    init(path: String) throws(Failure) {
        var name = Array(path.utf8)
        let isAbstract = name.first == UInt8(ascii: "@")
        guard isAbstract || name.first == UInt8(ascii: "/"), name.count < MemoryLayout.size(ofValue: storage.sun_path)
        else { throw Failure(.internalError, "notify socket: not an address") }
        if isAbstract { name[0] = 0 } else { name.append(0) }
        storage.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &storage.sun_path) { $0.copyBytes(from: name) }
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
        length = socklen_t(offset + name.count)
    }

    func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}

func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
