import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract
import Testing

/// One arrival of each kind, each by the call of whoever tells of it.
struct ArrivalSamples: Sendable {
    let kiosk: String
    let application: String
    let serials: CertificatesAnswer
    let logIn: LogInOpened
    let report: String
    let slip: String
    let reservation: String
    let access: OpenedAccess

    /// At a portal with ``ExchangeSamples/rules(from:through:)``.
    static func fill(_ portal: PortalFixture) async throws -> ArrivalSamples {
        try await portal.withMachine { machine in
            let report = KioskReport(
                version: "1.0.0", centre: "PSC-3", waiting: 0, oldestAtMilliseconds: nil, frozen: nil, faults: [])
            _ = try await machine.client.present(trustDigest: nil, KioskTelling(report: report))
            let holder = try await Holder(machine)
            let logIn = try await holder.proven()
            let told = try await machine.client.reportMissingCode(missingCode(1))
            let slip = try await portal.submittedExchange(at: machine).slip
            try await portal.withMachine { try await ticket(at: $0) }
            let access = try await portal.withMachine([.desk]) { desk in
                _ = try await desk.client.revoke(
                    holder.set.signature.serial, RevocationRequest(cause: .keyCompromise, operatorID: "Operator 1"))
                return try await document(portal, at: desk)
            }
            return ArrivalSamples(
                kiosk: machine.identity.kioskID, application: holder.application, serials: holder.set, logIn: logIn,
                report: told.number, slip: slip, reservation: try await reservation(portal), access: access)
        }
    }

    /// L3; each number is another report.
    static func missingCode(_ number: Int64) -> MissingCodeReport {
        MissingCodeReport(
            iin: People.adult, phone: "+77010000001", requestedAtMilliseconds: 1_795_230_267_075 + number,
            description: "Nothing came.")
    }

    /// More than one person may report in a day, as a year has them; received now.
    static func missingCodes(_ portal: PortalFixture, _ numbers: ClosedRange<Int>) async throws {
        let now = portal.clock.now().milliseconds
        let rows = numbers.map { number in
            "('\(People.adult)', '+77010000001', \(number), 'Nothing came.', 'kiosk-0', \(now))"
        }
        try await portal.change(
            """
            INSERT INTO missingCode (iin, phone, requestedAt, description, kiosk, receivedAt)
            VALUES \(rows.joined(separator: ", "))
            """)
    }

    /// At the centre: UTC+5.
    private static func today(_ portal: PortalFixture) -> CivilDate {
        CivilDate(dayNumber: Int((portal.clock.now().milliseconds + 5 * 3_600_000) / 86_400_000))
    }

    private static func ticket(at machine: Machine) async throws {
        let body = TicketIssuedBody(
            day: today(machine.fixture).description, lane: "B", number: 2, service: "id-card",
            issuedAtMilliseconds: machine.fixture.clock.now().milliseconds, provisional: false, centre: "PSC-9",
            tokenHash: String(repeating: "a", count: 64))
        let event = KioskEvent(
            sequence: 1, type: .ticketIssued, body: try ContractJSON.encode(body), demonstration: true)
        let receipts = try await machine.client.send(EventBatch(events: [event])).receipts
        #expect(receipts.allSatisfy { $0.code == nil })
    }

    /// Opened by the owner, shown at the desk, and refused there the second time.
    private static func document(_ portal: PortalFixture, at desk: Machine) async throws -> OpenedAccess {
        let access = try await portal.withClient { phone in
            let documents = try await phone.phoneDocuments(of: try IIN(text: People.adult)).documents
            let card = try #require(documents.first { $0.kind == .identityCard })
            return try await phone.openDocumentAccess(
                DocumentAccessRequest(iin: People.adult, document: card.document))
        }
        let scan = DocumentScanRequest(code: access.qr ?? "", operatorID: "Operator 1")
        _ = try await desk.client.scanDocument(scan)
        let again = await failure { _ = try await desk.client.scanDocument(scan) }
        #expect(again?.code == .digitalCodeUsed)
        return access
    }

    private static func reservation(_ portal: PortalFixture) async throws -> String {
        let day = today(portal).adding(days: 3).description
        return try await portal.withClient { client in
            try await client.reserve(
                ReservationRequest(
                    iin: People.fourFailures, region: "R-9", centre: "PSC-9", purpose: "eds", day: day, time: "10:30"))
        }.number
    }
}
