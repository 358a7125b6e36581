import Glibc
import KioskDevices
import KioskDomain

/// A descriptor that closes itself.
final class Descriptor {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { close(number) }
}

/// Wakes a loop that sleeps in poll.
final class WakePipe: Sendable {
    let reader: Int32
    private let writer: Int32

    init() throws(Failure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Sockets.failure("pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reader, writer) = (ends[0], ends[1])
    }

    deinit {
        close(reader)
        close(writer)
    }

    func signal() {
        var byte: UInt8 = 1
        _ = write(writer, &byte, 1)
    }
}

/// Listening, accepting, reading: never blocking.
enum Sockets {
    static func failure(_ what: String) -> Failure {
        Failure(.internalError, "\(what): \(String(cString: strerror(errno)))")
    }

    private static let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

    static func listen(host: String, port: UInt16) throws(Failure) -> Descriptor {
        let descriptor = Descriptor(socket(AF_INET, kind, 0))
        guard descriptor.number >= 0 else { throw failure("socket") }
        var on: Int32 = 1
        setsockopt(descriptor.number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            throw Failure(.configurationInvalid, "no IPv4 address: \(host)")
        }
        try bindAndListen(descriptor, &address, "\(host):\(port)")
        return descriptor
    }

    /// A socket file left by a process that is gone is replaced.
    static func listen(path: String) throws(Failure) -> Descriptor {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw Failure(.configurationInvalid, "control socket: path too long")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = Descriptor(socket(AF_UNIX, kind, 0))
        guard descriptor.number >= 0 else { throw failure("socket") }
        unlink(path)
        try bindAndListen(descriptor, &address, path)
        // Not by umask, which is the whole process's: threads that make files meanwhile would feel it.
        guard chmod(path, 0o600) == 0 else { throw failure("chmod \(path)") }
        return descriptor
    }

    private static func bindAndListen<Address>(
        _ descriptor: Descriptor, _ address: inout Address, _ what: String
    ) throws(Failure) {
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor.number, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard result == 0, Glibc.listen(descriptor.number, 8) == 0 else { throw failure("listen on \(what)") }
    }

    static func port(of descriptor: Descriptor) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor.number, $0, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    static func accept(_ listener: Descriptor) -> Descriptor? {
        let number = Glibc.accept(listener.number, nil, nil)
        guard number >= 0 else { return nil }
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        // An answer of one byte does not wait until the one before it was acknowledged. A control socket knows no such option.
        var on: Int32 = 1
        setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return Descriptor(number)
    }

    /// Nil when the other side is gone; empty when there is nothing yet.
    static func read(_ descriptor: Descriptor) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 16384)
        let count = Glibc.read(descriptor.number, &buffer, buffer.count)
        if count > 0 { return Array(buffer[..<count]) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? [] : nil
    }

    /// Answers are a few bytes; one that does not fit into the kernel's buffer is lost, as on a real line.
    static func write(_ bytes: [UInt8], to descriptor: Descriptor) {
        _ = send(descriptor.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// The next close resets the connection, as a pulled plug or a power cut does.
    static func resetOnClose(_ descriptor: Descriptor) {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
}
