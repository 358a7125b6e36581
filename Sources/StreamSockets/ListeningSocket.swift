import Glibc

/// A place where local clients connect. The path of a unix socket is removed at the end.
public final class ListeningSocket: Sendable {
    private let descriptor: Int32
    private let path: String?
    /// Where clients reach it; for TCP with the port that the kernel chose.
    public let address: SocketAddress

    /// Listens at `address`. A unix socket is made with `mode`, and a dead one of that path is replaced.
    ///
    /// - Throws: ``SocketError/system(call:errno:)`` with `EADDRINUSE` when somebody listens there.
    public init(at address: SocketAddress, mode: UInt32 = 0o660, backlog: Int32 = 8) throws(SocketError) {
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        self.descriptor = descriptor
        makeNonBlocking(descriptor)
        do throws(SocketError) {
            if case .unix(let path) = address { try Self.removeDead(path) }
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            // The mode of the socket becomes that of the path (unix(7)), so that nobody slips in before chmod.
            fchmod(descriptor, 0o600)
            let place = Self.preparing(address)
            let result = try place.withKernelForm { form, size in bind(descriptor, form, size) == 0 ? 0 : errno }
            guard result == 0 else { throw SocketError.system(call: "bind", errno: result) }
            guard listen(descriptor, backlog) == 0 else { throw SocketError.system(call: "listen", errno: errno) }
            if case .unix(let path) = address, case .unix(let made) = place {
                chmod(made, mode)
                guard rename(made, path) == 0 else { throw SocketError.system(call: "rename", errno: errno) }
            }
            self.address = Self.boundAddress(descriptor, asked: address)
            if case .unix(let path) = address { self.path = path } else { self.path = nil }
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Takes over a listening descriptor, such as one passed by systemd (`sd_listen_fds(3)`).
    public init(inheriting descriptor: Int32, address: SocketAddress) {
        self.descriptor = descriptor
        self.address = address
        path = nil
        makeNonBlocking(descriptor)
    }

    deinit {
        // In this order: once it is closed, the path may already be the next one's.
        if let path { unlink(path) }
        close(descriptor)
    }

    /// True when a client waits to be accepted, by whoever holds this socket.
    public func hasClient(within limit: Duration) throws(SocketError) -> Bool {
        try waitFor(descriptor, POLLIN, until: .now + limit)
    }

    /// The descriptor, for handing it on to a child; it stays this value's own.
    public var rawDescriptor: Int32 { descriptor }

    /// The next client; nil when none came in time.
    public func accept(within limit: Duration) throws(SocketError) -> StreamSocket? {
        guard try waitFor(descriptor, POLLIN, until: .now + limit) else { return nil }
        let client = Glibc.accept(descriptor, nil, nil)
        if client >= 0 { return StreamSocket(adopting: client) }
        switch errno {
        case EAGAIN, EINTR, ECONNABORTED: return nil
        default: throw .system(call: "accept", errno: errno)
        }
    }

    private static func removeDead(_ path: String) throws(SocketError) {
        do {
            _ = try StreamSocket.connect(to: .unix(path), within: .milliseconds(200))
        } catch .nobodyListens {
            unlink(path)
            return
        }
        throw .system(call: "bind", errno: EADDRINUSE)
    }

    /// A unix socket is made under another name and gets its own once it listens: whoever sees it can connect.
    private static func preparing(_ address: SocketAddress) -> SocketAddress {
        guard case .unix(let path) = address else { return address }
        unlink(path + "~")
        return .unix(path + "~")
    }

    private static func boundAddress(_ descriptor: Int32, asked: SocketAddress) -> SocketAddress {
        guard case .tcp(let host, _) = asked else { return asked }
        var form = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &form) {
            _ = getsockname(descriptor, UnsafeMutableRawPointer($0).assumingMemoryBound(to: sockaddr.self), &size)
        }
        return .tcp(host: host, port: UInt16(bigEndian: form.sin_port))
    }
}
