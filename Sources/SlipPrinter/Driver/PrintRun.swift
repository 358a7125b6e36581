import KioskDevices
import KioskDomain
import SlipRaster

/// From the first byte of a slip to its confirmation. From the first byte that the kernel took on, "nothing printed"
/// can no longer be said.
struct PrintRun {
    let session: PrinterSession
    let configuration: SlipPrinter.Configuration
    let id: ESCPOS.ProcessID
    let end: ContinuousClock.Instant

    func print(_ raster: Raster) -> PrintResult {
        var bytes = ESCPOS.initialise + ESCPOS.raster(raster) + ESCPOS.feedAndCut
        if configuration.hasProcessID { bytes += ESCPOS.processID(id) }
        bytes += ESCPOS.bufferedPaperStatus
        switch session.connection.write(bytes, stall: configuration.limits.stall, until: end) {
        case .all: return confirm()
        case .lost(taken: 0): return .failed(.printerLost)
        case .stalled(taken: 0): return .failed(.printerOffline)
        case .lost: return .unconfirmed(.printerLost)
        case .stalled: return .unconfirmed(cause() ?? .printerOffline)
        }
    }

    /// Waits for the printer's own word; meanwhile looks at its status, so that paper-out is known at once.
    private func confirm() -> PrintResult {
        let deadline = min(end, .now + configuration.limits.confirmation)
        do {
            while ContinuousClock.now < deadline {
                let pause = min(deadline, .now + configuration.limits.glance)
                while ContinuousClock.now < pause {
                    if isConfirmed() { return afterwards() }
                    try session.listen(until: pause)
                }
                if isConfirmed() { return afterwards() }
                let status = try session.status(decoder)
                // The word may have come together with the answers.
                if isConfirmed() { return afterwards() }
                if let obstacle = status.obstacle { return .unconfirmed(obstacle) }
            }
            return .unconfirmed(.slipUnconfirmed)
        } catch {
            return isConfirmed() ? .printed : .unconfirmed(.printerLost)
        }
    }

    /// GS ( H says "printed"; GS r stands behind all data of the job, and an off-line printer does not answer it. Where
    /// both are sent, GS r without the ID before it means that the printer does not know GS ( H.
    private func isConfirmed() -> Bool {
        session.take { reply in
            switch reply {
            case .processID(let bytes) where bytes == id.bytes: true
            case .bufferedStatus: true
            default: nil
            }
        } ?? false
    }

    /// Paper that ends behind the cut or a cover opened then does no harm to this slip; a stuck cutter does.
    private func afterwards() -> PrintResult {
        guard let status = try? session.status(decoder), status.hasFault else { return .printed }
        return .unconfirmed(.printerFault)
    }

    private func cause() -> FailureCode? { (try? session.status(decoder))?.obstacle }

    private var decoder: EpsonStatus { EpsonStatus(hasNearEndSensor: configuration.hasNearEndSensor) }
}
