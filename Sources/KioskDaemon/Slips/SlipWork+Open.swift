import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import SlipDesign
import SlipPrinter

/// A person's decision about slips that the printer did not confirm: nothing is printed again without one (DESIGN 5.3).
extension SlipWork {
    /// Older slips concern nobody who is still in the hall.
    private static let day = Duration.seconds(24 * 3600)
    private static let mostOpen = 10

    /// The newest slips about which a person is to decide, newest first.
    func open() async throws(JournalError) -> [OpenSlip] {
        let now = clock.now()
        let (today, zone) = (writer.zone.day(now), writer.zone)
        return try await journal.openSlips(since: now - Self.day, limit: Self.mostOpen).map { slip in
            OpenSlip(
                id: slip.id, number: slip.ticket?.text ?? String(slip.sequence), kind: slip.kind, state: slip.state,
                issuedAt: slip.issuedAt, time: zone.civil(slip.issuedAt).time.hoursAndMinutes,
                mayPrint: isPrintable(slip, on: today))
        }
    }

    /// Settles a slip as a person says.
    /// - Parameter decider: who, for the audit trail.
    /// - Returns: what became of the copy; nil when none was asked for.
    /// - Throws: `slip.settled` for an unknown slip, one that is decided already, and one that cannot be printed again.
    func decide(_ decision: SlipDecision, slip id: String, by decider: String) async throws(Failure) -> PrintedSlip? {
        do {
            switch decision {
            case .cameOut:
                try await journal.attestSlip(id: id, by: decider, at: clock.now())
                return nil
            case .printAgain:
                guard let slip = try await journal.slip(id: id), isPrintable(slip, on: writer.zone.day(clock.now()))
                else { throw Failure(.slipSettled, "there is nothing to print of this slip") }
                let copy = try await journal.reissueSlip(id: id, by: decider, at: clock.now())
                return await onPaper(copy, paper(of: copy).markedAsCopy)
            }
        } catch {
            let (code, detail) = ((error as? any CodedError)?.code, (error as? any CodedError)?.detail)
            throw Failure(code == .journalConflict ? .slipSettled : code ?? .internalError, detail ?? "")
        }
    }

    /// A number of yesterday would call nobody; of a slip that was never drawn only a ticket's number is known.
    private func isPrintable(_ slip: SlipRecord, on today: CivilDate) -> Bool {
        guard slip.content != nil else { return false }
        if let ticket = slip.ticket { return ticket.day >= today }
        return KeptPaper(slip.content) != nil
    }

    private func paper(of slip: SlipRecord) -> SlipDocument {
        KeptPaper(slip.content)?.document ?? writer.bareTicket(slip, at: clock.now())
    }
}
