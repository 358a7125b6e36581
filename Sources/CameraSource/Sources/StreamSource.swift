import Glibc
import KioskDevices
import KioskDomain
import StreamSockets

/// JPEG pictures back to back on a local stream: a camera served by another process.
final class StreamSource: FrameSource {
    /// A picture that is longer ends the connection.
    private static let frameLimit = 4 << 20

    let name: String
    let isVirtual = false
    private let address: SocketAddress
    private var socket: StreamSocket?
    private var buffer: [UInt8] = []

    init?(address: String) {
        guard let address = SocketAddress(address) else { return nil }
        self.address = address
        name = "stream \(address)"
    }

    func open() throws(Failure) {
        if socket == nil { socket = try connect() }
    }

    /// A resting stream is no connection: what is sent meanwhile would be old when it is read.
    func start() throws(Failure) { try open() }

    func stop() { close() }

    func check() throws(Failure) {
        if socket == nil { _ = try connect() }
    }

    private func connect() throws(Failure) -> StreamSocket {
        do {
            return try StreamSocket.connect(to: address, within: .seconds(1))
        } catch {
            if case .system(_, EACCES) = error { throw Failure(.cameraNoPermission, "\(name): \(error)") }
            throw Failure(.cameraMissing, "\(name): \(error)")
        }
    }

    func newest(within limit: Duration) throws(Failure) -> Frame? {
        let end = ContinuousClock.now + limit
        while true {
            try drain(until: end)
            if let frame = try takeNewest() { return frame }
            if ContinuousClock.now >= end { return nil }
        }
    }

    func close() {
        socket = nil
        clear()
    }

    /// Waits for bytes, then takes all that are there, so that no stale frame stays in the kernel.
    private func drain(until end: ContinuousClock.Instant) throws(Failure) {
        guard let socket else { throw Failure(.cameraLost, "\(name) is closed") }
        do {
            var wait = max(end - .now, .zero)
            while try socket.read(into: &buffer, upTo: 1 << 16, within: wait) > 0 {
                wait = .zero
                if buffer.count > 2 * Self.frameLimit { break }
            }
        } catch {
            throw Failure(.cameraLost, "\(name): \(error)")
        }
    }

    private func takeNewest() throws(Failure) -> Frame? {
        var newest: Frame?
        var used = 0
        var whole = 0
        buffer.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                guard let shape = JPEGShape(rest) else { break }
                newest = Frame(copying: UnsafeRawBufferPointer(rebasing: rest[..<shape.end]))
                whole += 1
                start += shape.end
            }
            used = start
        }
        if whole > 0, newest == nil { throw .noMemoryForFrame(name) }
        if used > 0 {
            let rest = Array(buffer[used...])
            clear()
            buffer = rest
        }
        let header = buffer.prefix(2)
        guard buffer.count <= Self.frameLimit, header.isEmpty || [0xFF, 0xD8].starts(with: header) else {
            throw Failure(.cameraLost, "\(name): not JPEG pictures")
        }
        return newest
    }

    private func clear() {
        buffer.withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
        }
        buffer = []
    }
}
