import KioskDevices
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
///
/// A payload is read straight into the array that the frame hands out: each byte is stored once, however long the frame
/// is, and no second copy of a secret stays behind.
public struct HelperFrameReader: ~Copyable {
    private let socket: StreamSocket
    private var header: [UInt8] = []
    /// The kind and length of the frame whose payload is being read.
    private var begun: (kind: HelperFrame.Kind, length: Int)?
    private let partial = Partial()

    /// Reads from `socket`; somebody else may write to it.
    public init(_ socket: StreamSocket) { self.socket = socket }

    /// The next whole frame; nil when it is not complete in time, in which case the next call goes on with it.
    ///
    /// - Throws: ``HelperProtocolError/malformed(_:)`` for an unknown kind and for a length beyond the limit of its
    ///   kind, before any of the payload is read.
    public mutating func next(within limit: Duration) throws(HelperProtocolError) -> HelperFrame? {
        let end = ContinuousClock.now + limit
        while true {
            if let frame = takeFrame() { return frame }
            let left = max(end - .now, .zero)
            let count = try readSome(within: left)
            if count == 0, ContinuousClock.now >= end { return nil }
        }
    }

    private mutating func takeFrame() -> HelperFrame? {
        guard let (kind, length) = begun, partial.payload.count == length else { return nil }
        begun = nil
        header.removeAll(keepingCapacity: true)
        var taken: [UInt8] = []
        swap(&taken, &partial.payload)
        return HelperFrame(kind, taken)
    }

    private mutating func readSome(within limit: Duration) throws(HelperProtocolError) -> Int {
        let count: Int
        do throws(SocketError) {
            if let begun {
                count = try socket.read(
                    into: &partial.payload, upTo: begun.length - partial.payload.count, within: limit)
            } else {
                count = try socket.read(
                    into: &header, upTo: HelperFrame.headerLength - header.count, within: limit)
            }
        } catch {
            throw .socket(error)
        }
        if begun == nil { try readHeader() }
        return count
    }

    private mutating func readHeader() throws(HelperProtocolError) {
        guard header.count >= 4 else { return }
        let length = header[0..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length >= 1, length <= HelperFrame.Kind.greatestLimit + 1 else { throw .malformed("length \(length)") }
        guard header.count == HelperFrame.headerLength else { return }
        guard let kind = HelperFrame.Kind(rawValue: header[4]) else { throw .malformed("kind \(header[4])") }
        guard length <= kind.payloadLimit + 1 else { throw .malformed("a \(kind) of \(length - 1) bytes") }
        begun = (kind, length - 1)
        // Room for all at once, so that growing leaves no copies; the kernel gives pages only as bytes arrive.
        partial.payload.reserveCapacity(length - 1)
    }
}

/// The payload that is still arriving. A class for its deinit: a frame that was cut off may have been a portrait or a
/// password.
private final class Partial {
    var payload: [UInt8] = []
    deinit { wipe(&payload) }
}
