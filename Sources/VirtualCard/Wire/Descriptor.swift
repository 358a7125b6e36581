import Glibc

/// A file descriptor that closes itself.
struct Descriptor: ~Copyable {
    let number: Int32

    init?(_ number: Int32) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit { close(number) }

    /// What is there to read, without waiting; nil at the end or after an error.
    func readAvailable() -> [UInt8]? {
        var ended = false
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 17) { buffer, count in
            let got = recv(number, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            ended = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)
            count = max(0, got)
        }
        return ended ? nil : bytes
    }

    /// Writes all; false when the other side has gone or does not read within the socket's time limit.
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Acknowledges what comes at once, until the kernel forgets it again. vpcd sends a frame in two pieces and holds
    /// the second back until the first is acknowledged, which costs 40 ms a command otherwise.
    func acknowledgeAtOnce() {
        var on: Int32 = 1
        setsockopt(number, Int32(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sets how long a write may wait.
    func limitWrites(seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
}

/// The sockets of a virtual card.
enum Sockets {
    /// Connects to a TCP port of this machine; nil when nobody listens.
    static func connectLoopback(port: UInt16) -> Descriptor? {
        guard
            let descriptor = Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return nil }
        descriptor.limitWrites(seconds: 5)
        return descriptor
    }

    /// Listens on a path, for this user and its group; a leftover of a former run is replaced.
    static func listen(path: String) throws -> Descriptor {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.utf8.count <= room,
            let descriptor = Descriptor(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        else { throw StateFile.Problem(description: "the control socket \(path) cannot be made") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        unlink(path)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound, chmod(path, 0o660) == 0, Glibc.listen(descriptor.number, 8) == 0 else {
            throw StateFile.Problem(description: "the control socket \(path): \(String(cString: strerror(errno)))")
        }
        return descriptor
    }
}
