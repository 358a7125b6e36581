public import StreamSockets

/// Why a connection to a helper is given up.
public enum HelperProtocolError: Error, Hashable, CustomStringConvertible {
    /// The connection itself.
    case socket(SocketError)
    /// A kind or length outside the protocol.
    case malformed(String)

    /// One line for a technician.
    public var description: String {
        switch self {
        case .socket(let error): error.description
        case .malformed(let reason): "bytes outside the helper protocol: \(reason)"
        }
    }
}

/// Cuts a stream into frames. Used by one thread.
public struct HelperFrameReader: ~Copyable {
    private let socket: StreamSocket
    private var buffer: [UInt8] = []

    /// Reads from `socket`; somebody else may write to it.
    public init(_ socket: StreamSocket) { self.socket = socket }

    /// The next whole frame; nil when it is not complete in time, in which case the next call goes on with it.
    public mutating func next(within limit: Duration) throws(HelperProtocolError) -> HelperFrame? {
        let end = ContinuousClock.now + limit
        while true {
            if let frame = try takeFrame() { return frame }
            let left = max(end - .now, .zero)
            let count: Int
            do {
                count = try socket.read(into: &buffer, upTo: 1 << 16, within: left)
            } catch {
                throw .socket(error)
            }
            if count == 0, ContinuousClock.now >= end { return nil }
        }
    }

    private mutating func takeFrame() throws(HelperProtocolError) -> HelperFrame? {
        guard buffer.count >= 4 else { return nil }
        let length = buffer[0..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length >= 1, length <= HelperFrame.payloadLimit + 1 else { throw .malformed("length \(length)") }
        guard buffer.count >= 5 else { return nil }
        guard let kind = HelperFrame.Kind(rawValue: buffer[4]) else { throw .malformed("kind \(buffer[4])") }
        guard buffer.count >= 4 + length else { return nil }
        let frame = HelperFrame(kind, Array(buffer[5..<(4 + length)]))
        let rest = Array(buffer[(4 + length)...])
        // The buffer may have held a portrait.
        wipe(&buffer)
        buffer = rest
        return frame
    }
}
