import Glibc

/// Gives orders to a virtual card over its control socket, for the scripted citizen and tests.
public enum VirtualCardControl {
    /// Sends one order and gives the answer's line; see ``VirtualCardService``.
    ///
    /// - Throws: ``StateFile/Problem`` when the card does not answer within five seconds or answers `error …`.
    @discardableResult
    public static func send(_ order: String, socket path: String) throws -> String {
        guard
            let descriptor = Descriptor(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        else { throw StateFile.Problem(description: "no socket") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected, descriptor.write(Array("\(order)\n".utf8)) else {
            throw StateFile.Problem(description: "no virtual card listens on \(path)")
        }
        let line = try readLine(descriptor)
        if line.hasPrefix("error") { throw StateFile.Problem(description: "\(order): \(line)") }
        return line
    }

    private static func readLine(_ descriptor: borrowing Descriptor) throws -> String {
        var text: [UInt8] = []
        var entries = [pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)]
        while text.last != 0x0A {
            guard poll(&entries, 1, 5000) > 0, let more = descriptor.readAvailable(), text.count < 4096 else {
                throw StateFile.Problem(description: "the virtual card does not answer")
            }
            text += more
        }
        return String(decoding: text.dropLast(), as: UTF8.self)
    }
}
