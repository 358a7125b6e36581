import KioskDevices
import SlipRaster

/// Star TSP and TUP in line mode.
struct StarDialect: PrinterDialect {
    var decoder: StarStatus
    let bearsQuestions = true
    let clearsQuietly = true

    func makeParser() -> any ReplyParser { StarReplyParser() }

    func slip(_ raster: Raster) -> [UInt8] {
        StarLine.initialise + StarLine.raster(raster) + StarLine.feedAndCut
    }

    func status(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterStatus {
        var status = PrinterStatus()
        if let bytes = try bytes(session) { decoder.enter(bytes, into: &status) }
        return status
    }

    func identity(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterIdentity? {
        guard let text = try session.information(StarLine.version) else { return nil }
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.first == PrinterIdentity.virtualMaker else { return PrinterIdentity(maker: "Star", model: text) }
        return PrinterIdentity(maker: words[0], model: words.count > 1 ? words[1] : "")
    }

    /// The count is brought to a number far from where it stands: a count that an earlier job still adds cannot be
    /// mistaken for it, nor for the one after it.
    func begin(_ session: PrinterSession, count: Int) throws(PrinterConnection.Lost) -> Evidence? {
        guard let now = try bytes(session).flatMap(StarStatus.printedCount) else { return Evidence.none }
        let wanted = (now + 16) % 32 == 0 ? 17 : (now + 16) % 32
        try session.send(StarLine.resetCount + [UInt8](repeating: 0x17, count: Int(wanted)))
        let end = session.replyDeadline
        while ContinuousClock.now < end {
            if try bytes(session).flatMap(StarStatus.printedCount) == wanted {
                return .printedCount((wanted + 1) % 32)
            }
            try session.listen(until: min(end, .now + .milliseconds(20)))
        }
        return nil
    }

    func clear(_ session: PrinterSession) throws(PrinterConnection.Lost) {
        try session.send(StarLine.cancel)
    }

    func cutRemains(bytesPerRow: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: bytesPerRow + 3) + StarLine.leaveRaster + StarLine.initialise
            + StarLine.feedAndCut
    }

    private func bytes(_ session: PrinterSession) throws(PrinterConnection.Lost) -> [UInt8]? {
        while session.take(Self.status) != nil {}
        return try session.ask(StarLine.status, Self.status)
    }

    private static func status(_ reply: PrinterReply) -> [UInt8]? {
        if case .starStatus(let bytes) = reply { bytes } else { nil }
    }
}
