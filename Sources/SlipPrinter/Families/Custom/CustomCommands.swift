/// What Custom's kiosk printers have beyond ESC/POS (KPM210/216 manual, chapter 3; TPTCM manual, GS e).
enum CustomCommands {
    /// ESC i: total cut; the slip stays in the presenter.
    static let cut: [UInt8] = [0x1B, 0x69]

    /// DLE EOT 20: the full status, in real time.
    static let fullStatus: [UInt8] = [0x10, 0x04, 0x14]

    /// GS e 6: the ejector's byte, in print order.
    static let ejectorStatus: [UInt8] = [0x1D, 0x65, 0x06]

    /// GS e 3 m: brings the slip out by `steps` and holds it.
    static func present(steps: UInt8) -> [UInt8] { [0x1D, 0x65, 0x03, steps] }

    /// GS e 5: pushes the slip out.
    static let eject: [UInt8] = [0x1D, 0x65, 0x05]

    /// GS e 2: takes the slip back, where that is enabled.
    static let retract: [UInt8] = [0x1D, 0x65, 0x02]
}

/// The byte that answers GS e 6.
struct EjectorStatus {
    /// The slip is at the output.
    var isPresented: Bool
    /// Error or jam in the paper's way.
    var hasFault: Bool

    /// Bit 1 is fixed at 0; nil for a byte that has it.
    init?(_ byte: UInt8) {
        guard byte & 0x02 == 0 else { return nil }
        isPresented = byte & 0x08 != 0
        hasFault = byte & 0xC0 != 0
    }
}

/// The four bytes behind 10 0F that answer DLE EOT 20.
struct CustomFullStatus {
    var hasNearEndSensor: Bool

    /// Enters what the four bytes say. Bytes with a bit that is fixed at 0 change nothing.
    /// - Returns: false for such bytes.
    @discardableResult
    func enter(_ bytes: [UInt8], into status: inout PrinterStatus) -> Bool {
        guard bytes.count == 4, bytes[0] & 0x1A == 0 else { return false }
        let (paper, user, recoverable, unrecoverable) = (bytes[0], bytes[1], bytes[2], bytes[3])
        status.isPaperOut = Flag(paper & 0x01 != 0)
        // Bit 6: the length of paper that was set for a roll is used up.
        let isLow = paper & 0x44 != 0
        status.isPaperLow = isLow ? .yes : (hasNearEndSensor ? .no : .unknown)
        status.hasTicketInOutput = Flag(paper & 0x20 != 0)
        status.isCoverOpen = Flag(user & 0x03 != 0)
        status.isPrinting = Flag(user & 0x08 != 0)
        status.isHeadHot = Flag(recoverable & 0x01 != 0)
        status.isRecovering = Flag(recoverable & 0x08 != 0)
        status.isJammed = Flag(recoverable & 0x40 != 0)
        status.hasCutterError = Flag(unrecoverable & 0x03 != 0)
        status.hasUnrecoverableError = Flag(unrecoverable & 0x4C != 0)
        return true
    }
}

/// Cuts what a Custom printer sends into answers. Its full status begins with 10, as an Epson ASB does: there is no ASB
/// here.
struct CustomReplyParser: ReplyParser {
    private var pending: [UInt8] = []
    private(set) var noise = 0

    mutating func feed(_ bytes: [UInt8]) -> [PrinterReply] {
        var replies: [PrinterReply] = []
        for byte in bytes {
            pending.append(byte)
            while let reply = step() { replies.append(reply) }
        }
        return replies
    }

    private mutating func step() -> PrinterReply? {
        guard let first = pending.first else { return nil }
        switch first {
        case 0x10: return startsFullStatus()
        case 0x37, 0x5F: return block(first)
        case 0x11, 0x13:
            pending.removeFirst()
            return nil
        case _ where first & 0x93 == 0x12: return take(1, .realTimeStatus(first))
        case _ where first & 0x02 == 0: return take(1, .ejector(first))
        default:
            noise += 1
            pending.removeFirst()
            return nil
        }
    }

    private mutating func startsFullStatus() -> PrinterReply? {
        guard pending.count > 1 else { return nil }
        guard pending[1] == 0x0F else { return take(1, .ejector(0x10)) }
        return pending.count < 6 ? nil : take(6, .fullStatus(Array(pending[2..<6])))
    }

    /// A header and text up to NUL, as in ESC/POS.
    private mutating func block(_ header: UInt8) -> PrinterReply? {
        if let end = pending.firstIndex(of: 0) {
            let text = String(decoding: pending[1..<end], as: UTF8.self)
            return take(end + 1, header == 0x5F ? .information(text) : .buffersCleared)
        }
        if pending.count > 83 {
            noise += pending.count
            pending = []
        }
        return nil
    }

    private mutating func take(_ count: Int, _ reply: PrinterReply) -> PrinterReply {
        pending.removeFirst(count)
        return reply
    }
}
