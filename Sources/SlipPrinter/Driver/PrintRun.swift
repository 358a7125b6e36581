import KioskDevices
import KioskDomain
import SlipRaster

/// From the first byte of a slip to its confirmation. From the first byte that the kernel took on, "nothing printed"
/// can no longer be said.
struct PrintRun {
    let session: PrinterSession
    let dialect: any PrinterDialect
    let limits: SlipPrinter.Limits
    /// What the printer will say when the slip is on paper.
    let evidence: Evidence
    let end: ContinuousClock.Instant

    /// - Parameter before: what goes to the printer ahead of the slip.
    func print(_ raster: Raster, after before: [UInt8]) -> PrintResult {
        let bytes = before + dialect.slip(raster) + evidence.command
        switch session.connection.write(bytes, stall: limits.stall, until: end) {
        case .all: return confirm()
        case .lost(taken: 0): return .failed(.printerLost)
        case .stalled(taken: 0): return .failed(.printerOffline)
        case .lost: return .unconfirmed(.printerLost)
        case .stalled: return .unconfirmed(status()?.obstacle ?? .printerOffline)
        }
    }

    /// Waits for the printer's own word. A printer that bears it is asked meanwhile, so that paper-out is known at once.
    private func confirm() -> PrintResult {
        let deadline = min(end, .now + limits.confirmation)
        do {
            while ContinuousClock.now < deadline {
                let pause = min(deadline, .now + limits.glance)
                while ContinuousClock.now < pause {
                    if isProven() { return afterwards() }
                    try session.listen(until: pause)
                }
                if isProven() { return afterwards() }
                guard dialect.bearsQuestions else { continue }
                let status = try dialect.status(session)
                // The word may have come together with the answers.
                if isProven() { return afterwards() }
                if let obstacle = status.obstacle { return .unconfirmed(obstacle) }
                if evidence == .ejector { try session.send(evidence.command) }
            }
            return .unconfirmed(status()?.obstacle ?? .slipUnconfirmed)
        } catch {
            return isProven() ? .printed : .unconfirmed(.printerLost)
        }
    }

    /// GS r and GS e 6 stand behind all data of the job and an off-line printer does not answer them. Where GS ( H and
    /// GS r are both sent, GS r without the ID before it means that the printer does not know GS ( H.
    private func isProven() -> Bool {
        switch evidence {
        case .none: return false
        case .printedCount(let count): return session.printedCount == count
        case .processID(let id, let maker):
            return session.holds { $0 == .processID(id.bytes) } || maker.map(isThrough) ?? false
        case .paperStatus(let maker): return isThrough(maker)
        case .marker(let number):
            // One byte: among others it would come by chance.
            return session.holdsOnly(.marker(number))
        case .ejector:
            return session.take { reply in
                guard case .ejector(let byte) = reply, let ejector = EjectorStatus(byte) else { return nil }
                return ejector.isPresented && !ejector.hasFault ? true : nil
            } ?? false
        }
    }

    private func isThrough(_ maker: String) -> Bool {
        session.holds { if case .bufferedStatus = $0 { true } else { false } }
            && session.holds { $0 == .information(maker) }
    }

    /// Paper that ends behind the cut or a cover opened then does no harm to this slip; a stuck cutter does.
    private func afterwards() -> PrintResult {
        guard isSaidTwice() else { return .unconfirmed(.slipUnconfirmed) }
        guard let status = status() else { return .printed }
        // One byte of an ejector is little: the full status must see the slip too.
        if evidence == .ejector, status.hasTicketInOutput != .yes { return .unconfirmed(.slipUnconfirmed) }
        guard status.hasFault, let obstacle = status.obstacle else { return .printed }
        return .unconfirmed(obstacle)
    }

    /// One byte of a marker is little: the next one must come back too.
    private func isSaidTwice() -> Bool {
        guard case .marker(let number) = evidence else { return true }
        let second = number == 0xFE ? 0x80 : number + 1
        let isAnswered = try? session.ask(ZebraKPL.marker(second)) { $0 == .marker(second) ? true : nil }
        return isAnswered == true && session.holdsOnly(.marker(number))
    }

    private func status() -> PrinterStatus? { try? dialect.status(session) }
}
