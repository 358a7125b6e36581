import KioskDevices
import KioskDomain

/// A print queue: bytes go in by IPP over HTTP/1.1, and nothing that it answers proves a slip (apple/cups#5441: done
/// while the paper was out).
struct IPPQueue {
    let address: PrinterAddress
    let limits: SlipPrinter.Limits
    /// An answer longer than this is not read on.
    private static let answerLimit = 65_536

    /// "As it is" in the words of CUPS, then of all others.
    private static let formats = ["application/vnd.cups-raw", "application/octet-stream"]

    /// Hands the bytes of one slip over.
    func print(_ document: [UInt8]) -> PrintResult {
        do {
            let before = try status()
            if let obstacle = before.obstacle { return .failed(obstacle) }
            for format in Self.formats {
                guard let answer = try send(.printJob, format: format, document: document) else { break }
                if answer.isSuccess { break }
                // Refused for its type only: nothing of it was taken.
                guard answer.status == 0x040A || answer.status == 0x040B, format != Self.formats.last else {
                    return .failed(Self.code(answer.status))
                }
            }
            return .unconfirmed(.slipUnconfirmed)
        } catch {
            return .failed(error.code)
        }
    }

    /// What the queue says of its printer. That it names no fault does not say that there is none.
    func status() throws(Failure) -> PrinterStatus {
        var status = PrinterStatus()
        guard let answer = try send(.printerAttributes) else { return status }
        guard answer.isSuccess else { throw Failure(Self.code(answer.status), "IPP status \(answer.status)") }
        let isStopped = answer.numbers["printer-state"] == 5 || answer.numbers["printer-is-accepting-jobs"] == 0
        status.isOffline = answer.numbers["printer-state"] == nil ? .unknown : Flag(isStopped)
        for reason in answer.texts["printer-state-reasons"] ?? [] {
            switch reason {
            case _ where reason.hasPrefix("media-empty"), _ where reason.hasPrefix("media-needed"):
                status.isPaperOut = .yes
            case _ where reason.hasPrefix("media-low"): status.isPaperLow = .yes
            case _ where reason.hasPrefix("media-jam"): status.isJammed = .yes
            case _ where reason.hasPrefix("cover-open"), _ where reason.hasPrefix("door-open"):
                status.isCoverOpen = .yes
            default: break
            }
        }
        return status
    }

    /// What the queue calls its printer; nil when it does not say.
    func identity() throws(Failure) -> PrinterIdentity? {
        guard let name = try send(.printerAttributes)?.texts["printer-make-and-model"]?.first else { return nil }
        let words = name.split(separator: " ", maxSplits: 1).map(String.init)
        return PrinterIdentity(maker: words.first ?? "", model: words.count > 1 ? words[1] : "")
    }

    /// Nil when the answer did not come or is none; only then it is not known what became of the request.
    /// - Throws: when nothing was sent.
    private func send(
        _ operation: IPPMessage.Operation, format: String = "", document: [UInt8] = []
    ) throws(Failure) -> IPPMessage.Answer? {
        guard case .ipp(let host, let port, let path) = address else {
            throw Failure(.configurationInvalid, "no print queue: \(address)")
        }
        let place = "\(PrinterAddress.written(host)):\(port)"
        let body = IPPMessage.request(operation, uri: "ipp://\(place)\(path)", format: format, document: document)
        let head = """
            POST \(path) HTTP/1.1\r\nHost: \(place)\r\nContent-Type: application/ipp\r\n\
            Content-Length: \(body.count)\r\nConnection: close\r\n\r\n
            """
        let connection = try address.open(within: limits.connect)
        let end = ContinuousClock.now + limits.confirmation
        switch connection.write(Array(head.utf8) + body, stall: limits.stall, until: end) {
        case .all: break
        case .lost(taken: 0): throw Failure(.printerLost, "IPP")
        case .stalled(taken: 0): throw Failure(.printerOffline, "IPP")
        case .lost, .stalled: return nil
        }
        var received: [UInt8] = []
        while ContinuousClock.now < end, received.count < Self.answerLimit {
            guard let more = try? connection.read(until: end) else { break }
            received += more
            if let whole = HTTPAnswer(received), whole.isComplete { break }
        }
        guard let answer = HTTPAnswer(received), answer.status == 200 else { return nil }
        return IPPMessage.Answer(answer.body)
    }

    /// RFC 8011 appendix B.1.5.
    private static func code(_ status: UInt16) -> FailureCode {
        switch status {
        case 0x0506: .printerOffline
        case 0x0507: .printerBusy
        case 0x0401...0x0403: .printerNoPermission
        case 0x0406: .printerMissing
        default: .printerFault
        }
    }
}

/// What came back over HTTP/1.1 (RFC 9112): the status, and the body with its chunks put together.
struct HTTPAnswer {
    var status: Int
    var body: [UInt8]
    var isComplete: Bool

    /// Nil while the head is not there, and for what is no HTTP. Answers "100 Continue" before the real one are passed
    /// over.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while true {
            guard let end = rest.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) else { return nil }
            let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let words = lines.first?.split(separator: " ") ?? []
            guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
            rest = rest[end.upperBound...]
            if status == 100 { continue }
            self.status = status
            let fields = lines.dropFirst().map { $0.lowercased() }
            if fields.contains(where: { $0.hasPrefix("transfer-encoding:") && $0.hasSuffix("chunked") }) {
                (body, isComplete) = Self.joined(rest)
            } else {
                let length = fields.first { $0.hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) }
                body = Array(rest)
                isComplete = length.map { $0 <= rest.count } ?? false
            }
            return
        }
    }

    private static func joined(_ chunks: ArraySlice<UInt8>) -> ([UInt8], Bool) {
        var (rest, body) = (chunks, [UInt8]())
        while let line = rest.firstRange(of: [0x0D, 0x0A]) {
            let digits = String(decoding: rest[..<line.lowerBound], as: UTF8.self).prefix { $0.isHexDigit }
            guard let count = Int(digits, radix: 16) else { break }
            if count == 0 { return (body, true) }
            guard rest.endIndex - line.upperBound >= count else { break }
            body += rest[line.upperBound..<(line.upperBound + count)]
            rest = rest[(line.upperBound + count)...].dropFirst(2)
        }
        return (body, false)
    }
}
