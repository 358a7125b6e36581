import NIOWebSocket

/// Puts the frames of a message together (RFC 6455, 5.4).
struct MessageAssembler {
    enum Outcome {
        /// The frame is not the last one of its message.
        case more
        case text([UInt8])
        /// A whole binary message of this many bytes.
        case binary(Int)
        case tooLarge
        case broken
    }

    let limit: Int
    private var parts: [UInt8] = []
    private var opcode: WebSocketOpcode?

    init(limit: Int) { self.limit = limit }

    /// True between the first and the last frame of a message.
    var isInMessage: Bool { opcode != nil }

    /// Takes a data frame: text, binary or continuation.
    mutating func take(_ frame: WebSocketFrame) -> Outcome {
        let isContinuation = frame.opcode == .continuation
        guard isContinuation == isInMessage else { return .broken }
        guard parts.count + frame.length <= limit else { return .tooLarge }
        let kind = opcode ?? frame.opcode
        if frame.fin && !isContinuation { return outcome(kind, frame.payload()) }
        opcode = kind
        parts.append(contentsOf: frame.payload())
        guard frame.fin else { return .more }
        defer {
            parts = []
            opcode = nil
        }
        return outcome(kind, parts)
    }

    private func outcome(_ kind: WebSocketOpcode, _ bytes: [UInt8]) -> Outcome {
        kind == .text ? .text(bytes) : .binary(bytes.count)
    }
}
