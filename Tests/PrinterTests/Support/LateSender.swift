import Glibc
import KioskDevices
import KioskDomain

/// A sender that goes away after its last byte, as a process that was killed.
enum LateSender {
    static func send(_ bytes: [UInt8], to port: UInt16) async throws {
        let number = try connect(to: port)
        defer { close(number) }
        try send(bytes[...], on: number)
    }

    /// A connection that the caller closes.
    static func connect(to port: UInt16) throws -> Int32 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(number)
            throw Failure(.printerMissing, "test sender")
        }
        return number
    }

    /// Sends all of it.
    static func send(_ bytes: ArraySlice<UInt8>, on number: Int32) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure(.printerLost, "test sender") }
            rest = rest.dropFirst(count)
        }
    }
}
