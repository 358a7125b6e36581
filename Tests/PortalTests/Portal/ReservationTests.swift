import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import Testing

@Suite("Reservations at the portal (Q1–Q4, Q9)", .onEachStore)
struct ReservationTests {
    /// At the centre: UTC+5.
    private static func day(_ now: UnixTime) -> CivilDate {
        CivilDate(dayNumber: Int((now.milliseconds + 5 * 3_600_000) / 86_400_000))
    }

    private func request(_ iin: String, day: CivilDate) -> ReservationRequest {
        ReservationRequest(
            iin: iin, region: "R-9", centre: "PSC-9", purpose: "eds", day: day.description, time: "10:30")
    }

    @Test(
        "Q1, Q2: one per IIN and creation day, country-wide; a cancelled one frees the day; SMS where a phone is known")
    func onePerDay() async throws {
        try await withPortal { portal in
            let day = Self.day(portal.clock.now()).adding(days: 3)
            try await portal.withClient { client in
                let made = try await client.reserve(request(People.fourFailures, day: day))
                #expect(made.confirmation["en"] == "The queue reservation was successful")
                #expect(made.maskedPhone == "+7 ••• ••• •• 06")
                let second = await failure { _ = try await client.reserve(request(People.fourFailures, day: day)) }
                #expect(second?.code == .idempotencyConflict)
                #expect(try await client.cancelReservation(made.number).state == .cancelled)
                let again = try await client.reserve(request(People.fourFailures, day: day))
                #expect(again.number != made.number)
                #expect(try await client.reserve(request(People.withoutPhone, day: day)).maskedPhone == nil)
                let unknown = await failure { _ = try await client.reserve(request(People.unknown, day: day)) }
                #expect(unknown?.code == .personUnknown)
            }
            try await portal.withMachine { machine in
                let list = try await machine.client.reservations(centre: "PSC-9", day: day)
                #expect(list.reservations.count == 2)
                #expect(list.reservation(of: People.fourFailures)?.time == "10:30")
                #expect(list.reservation(of: People.adult) == nil)
                let other = try await machine.client.reservations(centre: "PSC-8", day: day)
                #expect(other.reservations.isEmpty && other.key != list.key)
                #expect(try await machine.client.reservations(centre: "PSC-9", day: day) == list)
                let text = String(decoding: try ContractJSON.encode(list), as: UTF8.self)
                #expect(!text.contains(People.fourFailures) && !text.contains("Demo"))
            }
        }
    }

    @Test(
        "Q3, Q4: used and void come as events, each once, whatever comes after; who shows no certificate gets no list")
    func events() async throws {
        try await withPortal { portal in
            let today = Self.day(portal.clock.now())
            try await portal.withMachine { machine in
                func state() async throws -> ReservationState? {
                    try await machine.client.reservations(centre: "PSC-1", day: today).reservation(of: People.adult)?
                        .state
                }
                let list = try await machine.client.reservations(centre: "PSC-1", day: today)
                let number = try #require(list.reservation(of: People.adult)?.number)
                #expect(try await state() == .booked)
                for (sequence, type) in [(Int64(1), KioskEventType.reservationUsed), (2, .reservationVoided)] {
                    let body = ReservationChangedBody(reservation: number, atMilliseconds: 1)
                    let event = KioskEvent(
                        sequence: sequence, type: type, body: try ContractJSON.encode(body), demonstration: true)
                    for _ in 1...2 {
                        let answer = try await machine.client.send(EventBatch(events: [event]))
                        #expect(answer.receipts.allSatisfy { $0.code == nil })
                    }
                    #expect(try await state() == .used)
                }
            }
            try await portal.withClient { client in
                let error = await failure { _ = try await client.reservations(centre: "PSC-1", day: today) }
                #expect(error?.code == .kioskCertificate)
            }
        }
    }

    @Test("the demonstration has one reservation that fits, one that is early and one that is late, whatever the time")
    func demonstration() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                // From noon at the centre on, so that no midnight comes in between.
                let clock = portal.clock
                let ofDay = (clock.now().milliseconds + 5 * 3_600_000) % 86_400_000
                clock.advance(by: .milliseconds((43_200_000 - ofDay + 86_400_000) % 86_400_000))
                for minutes in [0, 3, 40, 150] {
                    clock.advance(by: .seconds(minutes * 60))
                    let now = Int((clock.now().milliseconds + 5 * 3_600_000) % 86_400_000 / 60_000)
                    let list = try await machine.client.reservations(centre: "PSC-1", day: Self.day(clock.now()))
                    func ahead(_ iin: String) throws -> Int {
                        let time = try #require(list.reservation(of: iin)?.time.split(separator: ":"))
                        return time.compactMap { Int($0) }.reduce(0) { $0 * 60 + $1 } - now
                    }
                    #expect((1...29).contains(try ahead(People.adult)))
                    #expect(try ahead(People.neverMatching) > 31)
                    #expect(try ahead(People.withoutPortrait) < -1)
                }
            }
        }
    }
}
