import HallQueue
import KioskDomain
import PortalContract
import Testing

@testable import KioskJournal

/// What the journal puts into the outbox is what the contract says, byte for byte (issue 6, item 1).
@Suite("Event bodies of the journal and of the contract", .keptFolders)
struct EventBodiesTests {
    private let start = JournalFixture.start

    private func attempts(_ journal: Journal) async throws {
        for evidence in [nil, "e30.e30.AA"] {
            let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: start)
            try await journal.closeAttempt(id: attempt.id, outcome: .matched, evidence: evidence, at: start)
        }
    }

    private func certificates(_ journal: Journal) async throws {
        let set = KeySet(authentication: [1], signature: [2])
        for (name, end) in [("E1", CertificateStep.written), ("E2", .interrupted)] {
            let person = SealedPerson(iin: try JournalFixture.iin())
            _ = try await journal.openCertificateRequest(application: name, attempt: nil, person: person, at: start)
            try await journal.intend(.key(.signature), application: name, at: start)
            try await journal.confirm(.key(.signature), application: name, at: start)
            try await journal.keepRequests(application: name, set, at: start)
            try await journal.keepCertificates(application: name, set, at: start)
            try await journal.advance(application: name, to: .writing, at: start)
            try await journal.advance(application: name, to: end, serials: ["0a"], at: start)
        }
    }

    private func tickets(_ journal: Journal) async throws {
        try await JournalFixture.giveNumbers(journal)
        let now = start
        let plan = HallPlan(
            services: [HallPlan.Service(id: "eds")],
            windows: [HallPlan.Window(number: 4, services: ["eds"], lanes: Set(TicketLane.allCases))],
            terminals: ["t1"])
        _ = try await journal.decideHall(at: now) { ((), try $0.replan(plan)) }
        for (lane, reservation) in [(TicketLane.general, nil), (.reserved, "R1")] {
            let slip = try await journal.allotTicket(JournalFixture.ticket(lane, reservation: reservation), at: now)
            try await journal.markSlip(id: slip.id, .printed, at: now)
        }
        try await journal.voidReservation("R2", on: JournalFixture.day, at: now)
        for ticket in try await journal.ticketsToJoin(from: JournalFixture.day, all: false) {
            _ = try await journal.decideHall(at: now) { ((), try $0.join(ticket, at: now)) }
        }
        for (id, action) in [DeskAction.callNext, .transfer(.service("eds")), .callNext, .finish].enumerated() {
            _ = try await journal.decideHall(at: now) { hall in
                let (ticket, events) = try hall.act(
                    action, window: 4, request: RequestID(desk: "d", id: String(id)), at: now)
                return (ticket, events)
            }
        }
        while try await journal.tellTickets(of: "PSC-9", at: now) {}
    }

    /// The bytes again, out of the contract's own type.
    private func again(_ entry: OutboxEntry) throws -> [UInt8] {
        func through<Body: Codable>(_ type: Body.Type) throws -> [UInt8] {
            Array(try ContractJSON.encode(try JSON.decode(type, entry.body)))
        }
        switch KioskEventType(rawValue: entry.type) {
        case .attemptOpened: return try through(AttemptOpenedBody.self)
        case .attemptClosed: return try through(AttemptClosedBody.self)
        case .ticketIssued: return try through(TicketIssuedBody.self)
        case .ticketCalled, .ticketWaiting, .ticketClosed: return try through(TicketToldBody.self)
        case .reservationUsed, .reservationVoided: return try through(ReservationChangedBody.self)
        case .slipState: return try through(SlipStateBody.self)
        case .applicationWritten: return try through(ApplicationWrittenBody.self)
        case .applicationInterrupted: return try through(ApplicationInterruptedBody.self)
        case .auditHead: return try through(AuditHeadBody.self)
        default: throw JournalError.corrupt("no type of the contract")
        }
    }

    @Test("each type that the contract knows is told by the journal, in the contract's form")
    func bodies() async throws {
        let journal = try await JournalFixture().open()
        try await attempts(journal)
        try await certificates(journal)
        try await tickets(journal)
        try await journal.publishAuditHead(at: start)
        let entries = try await journal.nextBatch(limit: .max)
        for entry in entries { #expect(try again(entry) == entry.body, "\(entry.type)") }
        #expect(Set(entries.map(\.type)) == Set(KioskEventType.known.map(\.rawValue)))
    }
}
