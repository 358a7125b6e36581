import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import Testing

/// Bad input of issue 6: a clock ahead by a year, in what is told of slips.
@Suite("Issue 6: wrong clocks and the slips of a country", .onEachStore)
struct TicketClockTests {
    private static func event(_ sequence: Int64, _ type: KioskEventType, _ body: some Encodable) throws -> KioskEvent {
        KioskEvent(sequence: sequence, type: type, body: try ContractJSON.encode(body), demonstration: true)
    }

    private static func issued(_ sequence: Int64, _ day: CivilDate, number: Int = 1) throws -> KioskEvent {
        try event(
            sequence, .ticketIssued,
            TicketIssuedBody(
                day: day.description, lane: "B", number: number, service: "id-card", issuedAtMilliseconds: 1000,
                provisional: false, centre: "PSC-9", tokenHash: String(repeating: "a", count: 64)))
    }

    private static func called(_ sequence: Int64, _ day: CivilDate) throws -> KioskEvent {
        try event(
            sequence, .ticketCalled,
            TicketToldBody(centre: "PSC-8", day: day.description, lane: "B", number: 7, window: 1, atMilliseconds: 9))
    }

    private func send(_ events: [KioskEvent], by machine: Machine) async throws {
        let receipts = try await machine.client.send(EventBatch(events: events)).receipts
        #expect(receipts.map(\.code) == events.map { _ in nil })
    }

    @Test("a kiosk whose clock is a year or two days off deletes and adds no slip; its events are kept")
    func yearOff() async throws {
        try await withPortal { portal in
            let today = PortalFixture.day(at: portal.clock.now())
            let slips = "SELECT count(*) FROM hallTicket"
            try await portal.withMachine { right in try await send([try Self.issued(1, today)], by: right) }
            try await portal.withMachine { wrong in
                for (index, days) in [366, 2, -2, -365].enumerated() {
                    let (day, first) = (today.adding(days: days), Int64(index * 2 + 1))
                    try await send([try Self.issued(first, day), try Self.called(first + 1, day)], by: wrong)
                }
                #expect(try await portal.stored(slips) == "1")
                // Around midnight two clocks may differ in the day.
                try await send([try Self.called(11, today.adding(days: 1))], by: wrong)
                #expect(try await portal.stored(slips) == "2")
            }
            #expect(try await portal.stored("SELECT count(*) FROM event") == "10")
        }
    }

    @Test("slips are forgotten by the portal's own clock, two days later") func forgotten() async throws {
        try await withPortal { portal in
            let today = PortalFixture.day(at: portal.clock.now())
            try await portal.withMachine { machine in
                try await send([try Self.issued(1, today)], by: machine)
                portal.clock.advance(by: .seconds(86_400))
                try await send([try Self.issued(2, today.adding(days: 1), number: 2)], by: machine)
                #expect(try await portal.stored("SELECT count(*) FROM hallTicket") == "2")
                portal.clock.advance(by: .seconds(86_400))
                try await send([try Self.issued(3, today.adding(days: 2), number: 3)], by: machine)
                #expect(try await portal.stored("SELECT count(*), min(number) FROM hallTicket") == "2|2")
            }
        }
    }
}

extension PortalFixture {
    /// At the centres: UTC+5.
    static func day(at time: UnixTime) -> CivilDate {
        CivilDate(dayNumber: Int((time.milliseconds + 5 * 3_600_000) / 86_400_000))
    }
}
