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
    private let journal: Journal
    private let printer: SlipPrinter
    private let clock: TrustedClock
    private let writer: SlipWriter
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
        var number: String?
        do {
            let (slip, document) = try await prepared(kind, language)
            number = slip.ticket?.text ?? String(slip.sequence)
            let result = await printer.print(SlipJob(document))
            let state: SlipState =
                switch result {
                case .printed: .printed
                case .unconfirmed: .unconfirmed
                case .failed: .failed
                }
            try await journal.markSlip(id: slip.id, state, at: clock.now())
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
        case .sentOn: "sent-on"
        }
    }
}
