import KioskDevices
import KioskDomain

/// One open connection: asks, and sorts what comes back. A late answer to an earlier question is never taken for this
/// one's, because all that came before is dropped first.
final class PrinterSession {
    let connection: PrinterConnection
    private let limits: SlipPrinter.Limits
    private let dialect: any PrinterDialect
    private var parser: any ReplyParser
    private var inbox: [PrinterReply] = []
    /// The parser's noise at the last ``forget()``.
    private var noiseBefore = 0
    /// The count of finished slips that a Star printer sent last.
    private(set) var printedCount: UInt8?
    /// Answers that wait to be looked at; a device that never stops talking is cut off there.
    private static let inboxLimit = 512

    init(_ connection: PrinterConnection, _ dialect: any PrinterDialect, _ limits: SlipPrinter.Limits) {
        self.connection = connection
        self.dialect = dialect
        self.limits = limits
        parser = dialect.makeParser()
    }

    /// Bytes that fitted no answer so far.
    var noise: Int { parser.noise }

    /// Until when an answer that is asked for now may come.
    var replyDeadline: ContinuousClock.Instant { .now + limits.reply }

    /// Reads once, until `end` at the longest; what came is in the inbox.
    func listen(until end: ContinuousClock.Instant) throws(PrinterConnection.Lost) {
        let replies = parser.feed(try connection.read(until: end))
        for case .starStatus(let bytes) in replies { printedCount = StarStatus.printedCount(bytes) ?? printedCount }
        inbox = (inbox + replies).suffix(Self.inboxLimit)
    }

    /// Takes the first answer out of the inbox that `match` accepts.
    func take<Value>(_ match: (PrinterReply) -> Value?) -> Value? {
        for (index, reply) in inbox.enumerated() {
            guard let value = match(reply) else { continue }
            inbox.remove(at: index)
            return value
        }
        return nil
    }

    /// True when nothing but this has come since the last ``forget()``.
    func holdsOnly(_ reply: PrinterReply) -> Bool { inbox == [reply] && parser.noise == noiseBefore }

    /// True when such an answer waits.
    func holds(_ match: (PrinterReply) -> Bool) -> Bool { inbox.contains(where: match) }

    /// Drops the answers that wait.
    func forget() {
        inbox = []
        printedCount = nil
        noiseBefore = parser.noise
    }

    /// Forgets what came before. Bounded: a device that never stops talking does not hold us.
    func drain() throws(PrinterConnection.Lost) {
        for _ in 0..<64 {
            let bytes = try connection.read(until: .now)
            if bytes.isEmpty { break }
        }
        parser = dialect.makeParser()
        forget()
    }

    /// Sends a command that has no answer, or whose answer may be late.
    func send(_ command: [UInt8]) throws(PrinterConnection.Lost) {
        switch connection.write(command, stall: limits.reply, until: replyDeadline) {
        case .all, .stalled: break
        case .lost: throw PrinterConnection.Lost()
        }
    }

    /// Sends a command and waits for its answer; nil when none came in time.
    func ask<Value>(
        _ command: [UInt8], _ match: (PrinterReply) -> Value?
    ) throws(PrinterConnection.Lost) -> Value? {
        let end = replyDeadline
        switch connection.write(command, stall: limits.reply, until: end) {
        case .all: break
        case .stalled: return nil
        case .lost: throw PrinterConnection.Lost()
        }
        repeat {
            try listen(until: end)
            if let value = take(match) { return value }
        } while ContinuousClock.now < end
        return nil
    }
}
