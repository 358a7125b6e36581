/// Cuts what an ESC/POS printer sends into answers. Bytes that fit no answer are noise: counted, never believed.
public struct PrinterReplyParser: Sendable, ReplyParser {
    private var pending: [UInt8] = []
    /// Bytes that fit no answer.
    public private(set) var noise = 0

    /// Longest text or block of the manual between header and NUL.
    private static let longestBlock = 80

    /// A parser that has seen nothing.
    public init() {}

    /// The answers that these bytes complete.
    public mutating func feed(_ bytes: [UInt8]) -> [PrinterReply] {
        var replies: [PrinterReply] = []
        for byte in bytes {
            pending.append(byte)
            if let reply = step() { replies.append(reply) }
        }
        return replies
    }

    /// Looks at `pending`; leaves it alone while an answer is incomplete.
    private mutating func step() -> PrinterReply? {
        switch pending[0] {
        case 0x37, 0x5F: return block()
        // XON and XOFF of a serial adapter.
        case 0x11, 0x13: return take(nil)
        case let first where first & 0x93 == 0x12: return take(.realTimeStatus(first))
        case let first where first & 0x93 == 0x10: return automatic()
        case let first where first & 0xF0 == 0x00: return take(.bufferedStatus(first))
        default:
            noise += pending.count
            return take(nil)
        }
    }

    private mutating func automatic() -> PrinterReply? {
        guard pending.count > 1 else { return nil }
        if pending.starts(with: [0x10, 0x0F]) { return fullStatus() }
        if let last = pending.last, last & 0x90 != 0 {
            // No ASB after all: the first byte was noise, the last one is looked at afresh.
            noise += pending.count - 1
            pending = [last]
            return step()
        }
        return pending.count == 4 ? take(.automaticStatus(pending)) : nil
    }

    /// No automatic status begins so: its first byte would have to say that the printer is off-line.
    private mutating func fullStatus() -> PrinterReply? {
        pending.count == 6 ? take(.fullStatus(Array(pending.dropFirst(2)))) : nil
    }

    private mutating func block() -> PrinterReply? {
        guard let last = pending.last, pending.count > 1, last == 0 else {
            if pending.count > Self.longestBlock + 3 {
                noise += pending.count
                pending = []
            }
            return nil
        }
        let body = pending.dropFirst().dropLast()
        if pending[0] == 0x5F { return take(.information(String(decoding: body, as: UTF8.self))) }
        switch body.first {
        case 0x22 where body.count == 5: return take(.processID(Array(body.dropFirst())))
        case 0x25 where body.count == 1: return take(.buffersCleared)
        default:
            noise += pending.count
            return take(nil)
        }
    }

    private mutating func take(_ reply: PrinterReply?) -> PrinterReply? {
        pending = []
        return reply
    }
}
