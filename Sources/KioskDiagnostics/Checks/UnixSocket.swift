internal import Glibc

/// Whether somebody listens on a unix socket.
enum UnixSocket {
    enum State: Equatable {
        case listening, missing, refused, forbidden
        case failed(Int32)
    }

    static func probe(_ path: String) -> State {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // The path needs a zero byte after it (unix(7)).
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return .failed(ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return .failed(errno) }
        defer { close(descriptor) }
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result != 0 else { return .listening }
        switch errno {
        // A full backlog on a non-blocking socket: somebody listens and is busy.
        case EAGAIN: return .listening
        case ENOENT: return .missing
        case ECONNREFUSED: return .refused
        case EACCES, EPERM: return .forbidden
        default: return .failed(errno)
        }
    }
}
