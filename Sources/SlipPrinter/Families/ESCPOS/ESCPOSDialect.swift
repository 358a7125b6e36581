import SlipRaster

/// Epson, SNBC and Citizen: the same commands, a decoder of the error bits each.
struct ESCPOSDialect: PrinterDialect {
    var decoder: any RealTimeStatusDecoder
    var proof: PrintProof
    let bearsQuestions = true
    let clearsQuietly = true

    func makeParser() -> any ReplyParser { PrinterReplyParser() }

    func slip(_ raster: Raster) -> [UInt8] {
        ESCPOS.initialise + ESCPOS.raster(raster) + ESCPOS.feedAndCut
    }

    /// All four questions of DLE EOT. After the first one that is not answered the others are not asked, and stay
    /// unknown.
    func status(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterStatus {
        var status = PrinterStatus()
        for query in ESCPOS.StatusQuery.allCases {
            guard let byte = try session.realTimeStatus(query) else { break }
            decoder.enter(byte, to: query, into: &status)
        }
        return status
    }

    func identity(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterIdentity? {
        guard let maker = try session.information(ESCPOS.information(.maker)) else { return nil }
        return PrinterIdentity(maker: maker, model: try session.information(ESCPOS.information(.model)) ?? "")
    }

    /// A Custom printer understands all that is sent to an Epson, but would keep each slip inside. Its own DLE EOT 20 is
    /// nothing to the others: an n out of range is passed over, and so are its three codes when the buffer is worked off
    /// (Epson TM-T88IIP specification, 6.3; TM programming guide, Definitions). DLE EOT 1 behind it ends the waiting.
    func otherFamily(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterFamily? {
        var status = PrinterStatus()
        let isCustom = try session.ask(CustomCommands.fullStatus + ESCPOS.realTimeStatus(.printer)) { reply in
            switch reply {
            case .fullStatus(let bytes): CustomFullStatus(hasNearEndSensor: true).enter(bytes, into: &status)
            case .realTimeStatus: false
            default: nil
            }
        }
        return isCustom == true ? .custom : nil
    }

    /// GS I is answered in print order: behind its answer no GS r of another job can come any more.
    func begin(_ session: PrinterSession, count: Int) throws(PrinterConnection.Lost) -> Evidence? {
        let maker = try session.information(ESCPOS.information(.maker)).flatMap { $0.isEmpty ? nil : $0 }
        session.forget()
        if proof == .processID { return .processID(ESCPOS.ProcessID(count: count), orMaker: maker) }
        return maker.map { .paperStatus(maker: $0) } ?? Evidence.none
    }

    func clear(_ session: PrinterSession) throws(PrinterConnection.Lost) {
        _ = try session.ask(ESCPOS.recover + ESCPOS.clearBuffers) { reply in
            if case .buffersCleared = reply { true } else { nil }
        }
    }

    func cutRemains(bytesPerRow: Int) -> [UInt8] {
        // If the printer still waits for the rest of a picture it gets white; otherwise NULs are ignored.
        [UInt8](repeating: 0, count: ESCPOS.sliceRows * bytesPerRow) + ESCPOS.initialise + ESCPOS.feedAndCut
    }
}

extension PrinterSession {
    /// The answer to DLE EOT n; nil when none came.
    func realTimeStatus(_ query: ESCPOS.StatusQuery) throws(PrinterConnection.Lost) -> UInt8? {
        // Answers to DLE EOT carry no number: an old one would be taken for the answer to this question.
        while take({ reply in if case .realTimeStatus = reply { true } else { nil } }) != nil {}
        let noise = noise
        let byte: UInt8? = try ask(ESCPOS.realTimeStatus(query)) { reply in
            if case .realTimeStatus(let byte) = reply { byte } else { nil }
        }
        // One byte among others that fit nothing is no answer.
        return self.noise == noise ? byte : nil
    }

    /// Text that `command` asks for, which only an on-line printer tells; nil when it does not.
    func information(_ command: [UInt8]) throws(PrinterConnection.Lost) -> String? {
        try ask(command) { reply in
            if case .information(let text) = reply { text } else { nil }
        }
    }
}
