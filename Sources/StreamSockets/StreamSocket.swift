import Glibc

/// One connected stream, non-blocking inside, every call with a deadline. One thread may read while another writes.
///
/// The calls block their thread up to the deadline: use them on a `BlockingExecutor`.
public final class StreamSocket: Sendable {
    private let descriptor: Int32

    /// Takes over a connected descriptor and closes it at the end.
    public init(adopting descriptor: Int32) {
        self.descriptor = descriptor
        makeNonBlocking(descriptor)
    }

    deinit { close(descriptor) }

    /// Connects to a local peer.
    public static func connect(to address: SocketAddress, within limit: Duration) throws(SocketError) -> StreamSocket {
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        let stream = StreamSocket(adopting: descriptor)
        let result = try address.withKernelForm { form, size in
            Glibc.connect(descriptor, form, size) == 0 ? 0 : errno
        }
        switch result {
        case 0:
            return stream
        case EINPROGRESS:
            guard try waitFor(descriptor, POLLOUT, until: .now + limit) else { throw .timedOut }
            var problem: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size)
            if problem == 0 { return stream }
            throw problem == ECONNREFUSED
                ? .nobodyListens(address.description) : .system(call: "connect", errno: problem)
        case ENOENT, ECONNREFUSED:
            throw .nobodyListens(address.description)
        // A unix socket whose queue of waiting clients is full.
        case EAGAIN:
            throw .timedOut
        default:
            throw .system(call: "connect", errno: result)
        }
    }

    /// Adds what has arrived to `buffer`, at most `limit` bytes.
    ///
    /// - Returns: the number of bytes; 0 when nothing came in time.
    /// - Throws: ``SocketError/closed`` at the end of the stream.
    public func read(into buffer: inout [UInt8], upTo limit: Int, within wait: Duration) throws(SocketError) -> Int {
        guard try waitFor(descriptor, POLLIN, until: .now + wait) else { return 0 }
        let before = buffer.count
        let room = min(limit, 1 << 16)
        // An array, not repeatElement: a hundred times faster where the library is not specialised (debug builds).
        buffer.append(contentsOf: [UInt8](repeating: 0, count: room))
        let count = buffer.withUnsafeMutableBytes { bytes in
            recv(descriptor, bytes.baseAddress.map { $0 + before }, room, 0)
        }
        let problem = errno
        buffer.removeLast(room - max(count, 0))
        if count > 0 { return count }
        if count == 0 || problem == ECONNRESET { throw .closed }
        if problem == EAGAIN || problem == EINTR { return 0 }
        throw .system(call: "recv", errno: problem)
    }

    /// Writes all bytes.
    ///
    /// - Throws: ``SocketError/timedOut`` when the peer does not take them in time; the stream is useless then.
    public func write(_ bytes: [UInt8], within limit: Duration) throws(SocketError) {
        try bytes.withUnsafeBytes { lent in
            Result { () throws(SocketError) in try write(lent, within: limit) }
        }.get()
    }

    /// Writes all of the lent bytes, as ``write(_:within:)-([UInt8],_)`` does.
    public func write(_ bytes: UnsafeRawBufferPointer, within limit: Duration) throws(SocketError) {
        let end = ContinuousClock.now + limit
        var offset = 0
        while offset < bytes.count {
            offset += try writeSome(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
            if offset < bytes.count, try !waitFor(descriptor, POLLOUT, until: end) { throw .timedOut }
        }
    }

    /// Writes what the kernel takes at once and gives the number of bytes, which may be 0.
    public func writeSome(_ bytes: [UInt8], from offset: Int = 0) throws(SocketError) -> Int {
        try bytes.withUnsafeBytes { all in
            Result { () throws(SocketError) in try writeSome(UnsafeRawBufferPointer(rebasing: all[offset...])) }
        }.get()
    }

    private func writeSome(_ bytes: UnsafeRawBufferPointer) throws(SocketError) -> Int {
        let count = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if count >= 0 { return count }
        switch errno {
        case EAGAIN, EINTR: return 0
        case EPIPE, ECONNRESET: throw .closed
        default: throw .system(call: "send", errno: errno)
        }
    }

    /// Ends the stream in both directions; a read that waits in another thread ends too.
    public func shutdown() {
        Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

/// True when the descriptor is ready or has ended, false when the deadline passed.
func waitFor(
    _ descriptor: Int32, _ event: Int32, until end: ContinuousClock.Instant
) throws(SocketError) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    while true {
        let left = max(end - .now, .zero)
        let milliseconds = left / .milliseconds(1)
        let result = poll(&entry, 1, Int32(min(milliseconds.rounded(.up), 3_600_000)))
        if result > 0 { return true }
        if result == 0 { return false }
        guard errno == EINTR else { throw .system(call: "poll", errno: errno) }
    }
}

func makeNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
}
