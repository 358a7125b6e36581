import KioskDevices
import SlipRaster

/// Custom VKP80II, KPM, PRT80, TPTCM: ESC/POS pictures, a full status of six bytes, a presenter that must be told.
struct CustomDialect: PrinterDialect {
    var decoder: CustomFullStatus
    let bearsQuestions = true
    let clearsQuietly = true
    /// Far enough out to be taken, on models whose step is 0.6 mm as on those whose step is 22 mm.
    private static let presentSteps: UInt8 = 12

    func makeParser() -> any ReplyParser { CustomReplyParser() }

    func slip(_ raster: Raster) -> [UInt8] {
        ESCPOS.initialise + ESCPOS.raster(raster) + CustomCommands.cut
            + CustomCommands.present(steps: Self.presentSteps)
    }

    func status(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterStatus {
        var status = PrinterStatus()
        guard let byte = try session.realTimeStatus(.printer) else { return status }
        while session.take({ reply in if case .fullStatus = reply { true } else { nil } }) != nil {}
        let full: [UInt8]? = try session.ask(CustomCommands.fullStatus) { reply in
            if case .fullStatus(let bytes) = reply { bytes } else { nil }
        }
        // Without the full status the first byte may be any ESC/POS printer's: it alone makes nothing ready.
        guard let full, decoder.enter(full, into: &status) else { return PrinterStatus() }
        status.isOffline = Flag(byte & 0x08 != 0)
        return status
    }

    func identity(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterIdentity? {
        guard let maker = try session.information(ESCPOS.information(.maker)) else { return nil }
        return PrinterIdentity(maker: maker, model: try session.information(ESCPOS.information(.model)) ?? "")
    }

    /// The paper motor stands still: what came before is on paper, and its ejector has answered.
    func begin(_ session: PrinterSession, count: Int) throws(PrinterConnection.Lost) -> Evidence? {
        let end = session.replyDeadline
        while true {
            let status = try status(session)
            switch status.isPrinting {
            case .no:
                session.forget()
                return .ejector
            case .unknown: return Evidence.none
            case .yes:
                guard ContinuousClock.now < end else { return nil }
                try session.listen(until: min(end, .now + .milliseconds(50)))
            }
        }
    }

    func removeTicket(_ untaken: UntakenSlip) -> [UInt8] {
        untaken == .eject ? CustomCommands.eject : CustomCommands.retract
    }

    func clear(_ session: PrinterSession) throws(PrinterConnection.Lost) {
        try session.send(ESCPOS.recover + ESCPOS.clearBuffers)
    }

    func cutRemains(bytesPerRow: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: ESCPOS.sliceRows * bytesPerRow) + ESCPOS.initialise + CustomCommands.cut
            + CustomCommands.eject
    }
}
