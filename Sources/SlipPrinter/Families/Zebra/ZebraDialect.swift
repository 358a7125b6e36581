import SlipRaster

/// Zebra KR203 and TTP.
struct ZebraDialect: PrinterDialect {
    var decoder: ZebraStatus
    /// The manual wants nothing to be sent until a marker has come back.
    let bearsQuestions = false
    /// Its reset takes some seconds, in which it is gone from the bus.
    let clearsQuietly = false

    func makeParser() -> any ReplyParser { ZebraReplyParser() }

    func slip(_ raster: Raster) -> [UInt8] { ZebraKPL.raster(raster) + ZebraKPL.cutAndPresent }

    func status(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterStatus {
        var status = PrinterStatus()
        while session.take(Self.state) != nil {}
        let noise = session.noise
        guard case .some(let number) = try session.ask(ZebraKPL.state, Self.state) else { return status }
        // ACK is one byte: among others that fit nothing, or twice, it is no answer.
        guard session.noise == noise, session.take(Self.state) == nil else { return status }
        decoder.enter(number, into: &status)
        return status
    }

    func identity(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterIdentity? {
        guard let text = try session.information(ZebraKPL.information) else { return nil }
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.first == PrinterIdentity.virtualMaker else { return PrinterIdentity(maker: "Zebra", model: text) }
        return PrinterIdentity(maker: words[0], model: words.count > 1 ? words[1] : "")
    }

    /// A marker of its own comes back: all before it is done. The slip gets the next number.
    func begin(_ session: PrinterSession, count: Int) throws(PrinterConnection.Lost) -> Evidence? {
        let number = ZebraKPL.markerNumber(3 * count)
        let isThrough: Bool? = try session.ask(ZebraKPL.marker(number)) { reply in
            if case .marker(number) = reply { true } else { nil }
        }
        guard isThrough == true else { return nil }
        session.forget()
        return .marker(ZebraKPL.markerNumber(3 * count + 1))
    }

    func removeTicket(_ untaken: UntakenSlip) -> [UInt8] {
        untaken == .eject ? ZebraKPL.clearPresenter : ZebraKPL.retract
    }

    func clear(_ session: PrinterSession) throws(PrinterConnection.Lost) {
        try session.send(ZebraKPL.reset)
    }

    func cutRemains(bytesPerRow: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: 255) + ZebraKPL.cutAndPresent
    }

    private static func state(_ reply: PrinterReply) -> UInt8?? {
        if case .state(let number) = reply { .some(number) } else { nil }
    }
}
