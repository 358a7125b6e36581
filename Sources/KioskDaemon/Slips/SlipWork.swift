import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import SlipPrinter

/// Slips: durable intent, then paper, then the durable outcome (DESIGN 5.3). A slip that is not confirmed is never
/// printed again by itself.
actor SlipWork {
    let journal: Journal
    private let printer: SlipPrinter
    let clock: TrustedClock
    let writer: SlipWriter
    private let tickets: TicketWork

    init(
        journal: Journal, printer: SlipPrinter, clock: TrustedClock, writer: SlipWriter, tickets: TicketWork
    ) {
        self.journal = journal
        self.printer = printer
        self.clock = clock
        self.writer = writer
        self.tickets = tickets
    }

    func print(_ kind: SlipKind, language: Language) async -> PrintedSlip {
        do {
            let (slip, document) = try await prepared(kind, language)
            return await onPaper(slip, document)
        } catch {
            return PrintedSlip(result: .unconfirmed, number: nil)
        }
    }

    /// Prints a slip that is recorded, and records what came of it. What stands on it is kept before the first byte, so
    /// that a person can have it printed again; a confirmed slip needs it no more. A number is good without it.
    func onPaper(_ slip: SlipRecord, _ document: SlipDocument) async -> PrintedSlip {
        let number = slip.ticket?.text ?? String(slip.sequence)
        let token = slip.ticket == nil ? nil : KeptPaper.token(in: slip.content)
        do throws(JournalError) {
            let result = await printer.print(SlipJob(document)) { [journal] in
                try? await journal.keepPaper(of: slip.id, KeptPaper(token: token, document: document).bytes)
            }
            switch result {
            case .printed:
                try await journal.markSlip(id: slip.id, .printed, keeping: token ?? [], at: clock.now())
            case .unconfirmed: try await journal.markSlip(id: slip.id, .unconfirmed, at: clock.now())
            case .failed: try await journal.markSlip(id: slip.id, .failed, at: clock.now())
            }
            return PrintedSlip(result: Self.result(result), number: number)
        } catch {
            // The journal could not keep the outcome: at the next start the slip is found `printing` and unconfirmed.
            return PrintedSlip(result: .unconfirmed, number: number)
        }
    }

    private func prepared(_ kind: SlipKind, _ language: Language) async throws -> (SlipRecord, SlipDocument) {
        let now = clock.now()
        if case .ticket = kind, let ticket = await tickets.takeForPaper() {
            return (ticket.slip, writer.ticket(ticket, language: language, at: now))
        }
        let slip = try await journal.issueSlip(
            kind: kind.name, day: writer.zone.day(now), content: Array(kind.name.utf8), at: now)
        return (slip, try await writer.document(kind, slip: slip.sequence, language: language, at: now))
    }

    private static func result(_ result: PrintResult) -> SlipResult {
        switch result {
        case .printed: .printed
        case .unconfirmed: .unconfirmed
        case .failed(let code): .failed(code)
        }
    }
}

extension SlipKind {
    /// The stable word that the journal keeps.
    var name: String {
        switch self {
        case .ticket: "ticket"
        case .issued: "eds-application"
        case .referral: "referral"
        case .interrupted: "interrupted-write"
        case .applicationLeft: "application-left"
        case .sentOn, .unanswered: "sent-on"
        case .applicationForm: "application-form"
        case .revoked: "eds-revoked"
        case .registration: "registration"
        }
    }
}
