import Glibc
import KioskDevices
import KioskDomain

/// The technician's end of the control socket. It blocks, so it has a thread of its own.
actor ControlLine {
    private nonisolated let executor = BlockingExecutor(name: "control-line")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let path: String

    init(path: String) { self.path = path }

    @discardableResult
    func command(_ line: String) throws -> String {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw Failure(.internalError, "control socket") }
        let request = Array((line + "\n").utf8)
        _ = send(number, request, request.count, Int32(MSG_NOSIGNAL))
        var answer: [UInt8] = []
        var byte: UInt8 = 0
        while read(number, &byte, 1) == 1, byte != 0x0A { answer.append(byte) }
        return String(decoding: answer, as: UTF8.self)
    }
}
