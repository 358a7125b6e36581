import Glibc

/// Where a local peer listens: `unix:/run/kiosk/vision.sock` or `tcp:127.0.0.1:9100`.
public enum SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// A unix stream socket by its path, at most 107 bytes (`unix(7)`).
    case unix(String)
    /// A numeric IPv4 address and a port; port 0 lets the kernel choose one when listening.
    case tcp(host: String, port: UInt16)

    /// Reads the form shown above; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        switch parts.first {
        case "unix" where parts.count == 2 && !parts[1].isEmpty:
            self = .unix(parts[1])
        case "tcp" where parts.count == 3:
            guard !parts[1].isEmpty, let port = UInt16(parts[2]) else { return nil }
            self = .tcp(host: parts[1] == "localhost" ? "127.0.0.1" : parts[1], port: port)
        default:
            return nil
        }
    }

    /// The form that ``init(_:)`` reads.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): "tcp:\(host):\(port)"
        }
    }

    var family: Int32 {
        switch self {
        case .unix: AF_UNIX
        case .tcp: AF_INET
        }
    }

    /// Lends the address in the kernel's form.
    func withKernelForm<Value>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) throws(SocketError) -> Value
    ) throws(SocketError) -> Value {
        switch self {
        case .unix(let path):
            var form = sockaddr_un()
            form.sun_family = sa_family_t(AF_UNIX)
            guard path.utf8.count < MemoryLayout.size(ofValue: form.sun_path), !path.utf8.contains(0) else {
                throw .badAddress(description)
            }
            withUnsafeMutableBytes(of: &form.sun_path) { $0.copyBytes(from: path.utf8) }
            return try Self.lend(&form, body)
        case .tcp(let host, let port):
            var form = sockaddr_in()
            form.sin_family = sa_family_t(AF_INET)
            form.sin_port = port.bigEndian
            guard inet_pton(AF_INET, host, &form.sin_addr) == 1 else { throw .badAddress(description) }
            return try Self.lend(&form, body)
        }
    }

    private static func lend<Form, Value>(
        _ form: inout Form, _ body: (UnsafePointer<sockaddr>, socklen_t) throws(SocketError) -> Value
    ) throws(SocketError) -> Value {
        let size = socklen_t(MemoryLayout<Form>.size)
        return try withUnsafePointer(to: &form) { (pointer) throws(SocketError) -> Value in
            try body(UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self), size)
        }
    }
}

/// Why a local connection does not work.
public enum SocketError: Error, Hashable, CustomStringConvertible {
    /// Not an address of ours, or a path that is too long.
    case badAddress(String)
    /// Nobody listens there: no such path, or refused.
    case nobodyListens(String)
    /// The other side ended the connection.
    case closed
    /// The deadline passed.
    case timedOut
    /// A system call failed with this `errno`.
    case system(call: String, errno: Int32)

    /// One line for a technician.
    public var description: String {
        switch self {
        case .badAddress(let text): "not a socket address: \(text)"
        case .nobodyListens(let address): "nobody listens at \(address)"
        case .closed: "the other side ended the connection"
        case .timedOut: "no answer in time"
        case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
        }
    }
}
