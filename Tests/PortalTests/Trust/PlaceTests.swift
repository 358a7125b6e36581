import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Each row with machines of two centres, over real TLS, at a portal that is no demonstration's.
@Suite("Issue 6, item 2: a machine speaks for its own centre", .onEachStore)
struct PlaceTests {
    private static func event(_ sequence: Int64, _ type: KioskEventType, _ body: some Encodable) throws -> KioskEvent {
        KioskEvent(sequence: sequence, type: type, body: try ContractJSON.encode(body), demonstration: false)
    }

    private static func called(_ sequence: Int64, _ centre: String, at time: UnixTime) throws -> KioskEvent {
        let day = PortalFixture.day(at: time).description
        return try event(
            sequence, .ticketCalled,
            TicketToldBody(
                centre: centre, day: day, lane: "B", number: 7, window: 1, atMilliseconds: time.milliseconds))
    }

    private static func issued(_ sequence: Int64, _ centre: String, at time: UnixTime) throws -> KioskEvent {
        try event(
            sequence, .ticketIssued,
            TicketIssuedBody(
                day: PortalFixture.day(at: time).description, lane: "B", number: 8, service: "id-card",
                issuedAtMilliseconds: time.milliseconds, provisional: false, centre: centre,
                tokenHash: String(repeating: "a", count: 64)))
    }

    /// A machine whose code named this centre, and what the portal says of the events it sends.
    private static func machine(
        of centre: String?, _ portal: PortalFixture, _ body: @Sendable (PortalClient, String) async throws -> Void
    ) async throws {
        let code = try await PortalAdministration.newCode(for: [.kiosk, .desk], centre: centre, in: portal.options).code
        let identity = try await portal.enrol([.kiosk, .desk], code: code)
        try await portal.withClient(identity) { try await body($0, identity.kioskID) }
    }

    private static func codes(_ client: PortalClient, _ events: [KioskEvent]) async throws -> [FailureCode?] {
        let receipts = try await client.send(EventBatch(events: events)).receipts
        return receipts.map { $0.code.flatMap { FailureCode(rawValue: $0) } }
    }

    @Test("slips and calls of another centre are refused and change nothing; those of the own are taken")
    func slips() async throws {
        try await withPortal(demonstration: false) { portal in
            let now = portal.clock.now()
            try await Self.machine(of: "PSC-1", portal) { client, _ in
                let events = try [
                    Self.called(1, "PSC-2", at: now), Self.issued(2, "PSC-2", at: now),
                    Self.called(3, "PSC-1", at: now),
                    Self.issued(4, "PSC-1", at: now),
                ]
                let codes = try await Self.codes(client, events)
                #expect(codes == [.otherCentre, .otherCentre, nil, nil])
            }
            #expect(try await portal.stored("SELECT DISTINCT centre FROM hallTicket") == "PSC-1")
        }
    }

    @Test("reservations of another centre are neither listed nor used up; who decides there must stand there")
    func reservations() async throws {
        try await withPortal(demonstration: true) { portal in
            let now = portal.clock.now()
            let day = PortalFixture.day(at: now)
            let request = ReservationRequest(
                iin: People.adult, region: "R-1", centre: "PSC-2", purpose: "eds",
                day: day.adding(days: 1).description, time: "10:30")
            let number = try await portal.withClient { try await $0.reserve(request).number }
            let used = try Self.event(
                1, .reservationUsed, ReservationChangedBody(reservation: number, atMilliseconds: 1))
            try await Self.machine(of: "PSC-1", portal) { client, _ in
                let list = await failure {
                    _ = try await client.reservations(centre: "PSC-2", day: day.adding(days: 1))
                }
                #expect(list?.code == .otherCentre)
                let codes = try await Self.codes(client, [used])
                #expect(codes == [.otherCentre])
                let decision = OperatorDecision(
                    confirmed: true, justification: nil, operatorID: "Operator 1", centre: "PSC-2")
                let decided = await failure { _ = try await client.decide("E000000001", decision) }
                #expect(decided?.code == .otherCentre)
            }
            try await Self.machine(of: "PSC-2", portal) { client, _ in
                let list = try await client.reservations(centre: "PSC-2", day: day.adding(days: 1))
                #expect(list.reservations.map(\.state) == [.booked])
                let codes = try await Self.codes(client, [used])
                #expect(codes == [nil])
            }
            #expect(
                try await portal.stored("SELECT state FROM reservation WHERE centre = 'PSC-2' AND day > '\(day)'")
                    == "used")
        }
    }

    @Test("who is bound to no centre speaks for none, until the portal's team says where it stands")
    func unbound() async throws {
        try await withPortal(demonstration: false) { portal in
            let now = portal.clock.now()
            try await Self.machine(of: nil, portal) { client, id in
                let unbound = try await Self.codes(client, [Self.called(1, "PSC-1", at: now)])
                #expect(unbound == [.otherCentre])
                try await PortalAdministration.move(id, to: "PSC-1", in: portal.options)
                let bound = try await Self.codes(client, [Self.called(2, "PSC-1", at: now)])
                #expect(bound == [nil])
                try await PortalAdministration.move(id, to: "PSC-2", in: portal.options)
                let moved = try await Self.codes(client, [Self.called(3, "PSC-1", at: now)])
                #expect(moved == [.otherCentre])
                #expect(try await PortalAdministration.kiosks(in: portal.options).kiosks.map(\.centre) == ["PSC-2"])
            }
            #expect(
                try await portal.stored("SELECT count(*) FROM audit WHERE action = 'kiosk.bound'") == "2")
        }
    }

    @Test("bad input: a centre of another form, a machine that does not exist")
    func badInput() async throws {
        try await withPortal { portal in
            let form = await #expect(throws: Failure.self) {
                _ = try await PortalAdministration.newCode(for: [.kiosk], centre: "a b", in: portal.options)
            }
            #expect(form?.code == .portalRequest)
            let unknown = await #expect(throws: Failure.self) {
                try await PortalAdministration.move("kiosk-0000000000000000", to: "PSC-1", in: portal.options)
            }
            #expect(unknown?.code == .kioskCertificate)
        }
    }

    @Test("a machine that came back by the code of its lifted fence speaks for the centre of before")
    func fence() async throws {
        try await withPortal(demonstration: false) { portal in
            try await Self.machine(of: "PSC-1", portal) { _, id in
                try await portal.change(
                    """
                    INSERT INTO kioskSync (kiosk, saidAt, former, answers, heard, fenced, fencedAt)
                    VALUES ('\(id)', 1, '', 0, 0, 'two disks', 1)
                    """)
                let request = FenceLiftingRequest(person: "Team", note: "the disk was exchanged")
                let code = try await PortalAdministration.liftFence(of: id, request, in: portal.options).code
                let anew = try await portal.enrol([.kiosk, .desk], code: code)
                try await portal.withClient(anew) { client in
                    let now = portal.clock.now()
                    let codes = try await Self.codes(client, [Self.called(1, "PSC-1", at: now)])
                    #expect(codes == [nil])
                }
            }
        }
    }
}
