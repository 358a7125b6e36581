import KioskDevices
import KioskDomain

/// One open connection: asks, and sorts what comes back. A late answer to an earlier question is never taken for this
/// one's, because all that came before is dropped first.
final class PrinterSession {
    let connection: PrinterConnection
    private let limits: SlipPrinter.Limits
    private var parser = PrinterReplyParser()
    private var inbox: [PrinterReply] = []

    init(_ connection: PrinterConnection, _ limits: SlipPrinter.Limits) {
        self.connection = connection
        self.limits = limits
    }

    /// Reads once, until `end` at the longest; what came is in the inbox.
    func listen(until end: ContinuousClock.Instant) throws(PrinterConnection.Lost) {
        inbox += parser.feed(try connection.read(until: end))
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

    /// Forgets what came before. Bounded: a device that never stops talking does not hold us.
    func drain() throws(PrinterConnection.Lost) {
        for _ in 0..<64 {
            let bytes = try connection.read(until: .now)
            if bytes.isEmpty { break }
        }
        inbox = []
        parser = PrinterReplyParser()
    }

    /// Sends a command and waits for its answer; nil when none came in time.
    func ask<Value>(
        _ command: [UInt8], _ match: (PrinterReply) -> Value?
    ) throws(PrinterConnection.Lost) -> Value? {
        let end = ContinuousClock.now + limits.reply
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

    /// All four questions of DLE EOT. After the first one that is not answered the others are not asked, and stay
    /// unknown.
    func status(_ decoder: EpsonStatus) throws(PrinterConnection.Lost) -> PrinterStatus {
        var status = PrinterStatus()
        for query in ESCPOS.StatusQuery.allCases {
            // Answers to DLE EOT carry no number: an old one would be taken for the answer to this question.
            while take({ reply in if case .realTimeStatus = reply { true } else { nil } }) != nil {}
            let byte: UInt8? = try ask(ESCPOS.realTimeStatus(query)) { reply in
                if case .realTimeStatus(let byte) = reply { byte } else { nil }
            }
            guard let byte else { break }
            decoder.enter(byte, to: query, into: &status)
        }
        return status
    }

    /// Maker and model by GS I, which only an on-line printer answers; nil when it does not.
    func information(_ item: ESCPOS.Information) throws(PrinterConnection.Lost) -> String? {
        try ask(ESCPOS.information(item)) { reply in
            if case .information(let text) = reply { text } else { nil }
        }
    }

    /// Drops what an unfinished job left in the printer, so that it does not come out after the paper is refilled.
    func clear() throws(PrinterConnection.Lost) {
        _ = try ask(ESCPOS.recover + ESCPOS.clearBuffers) { reply in
            if case .buffersCleared = reply { true } else { nil }
        }
    }
}
