import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct PersonsTests {
    private func check(
        _ machine: Machine, _ iin: String, _ document: String, _ birthDate: String
    ) async throws -> PersonCheckAnswer {
        try await machine.client.check(
            PersonCheckRequest(iin: iin, documentNumber: document, birthDate: birthDate))
    }

    @Test("B7, P3: every person of the register is judged as seeded") func decisions() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let adult = try await check(machine, People.adult, "000000001", "1985-03-15")
                #expect(adult.decision == .known)
                #expect(adult.person?.hasPortrait == true)
                #expect(adult.person?.maskedPhone == "+7 ••• ••• •• 01")
                #expect(adult.person?.failures == 0)
                let child = try await check(machine, People.child, "000000003", "2020-05-20")
                #expect(child == PersonCheckAnswer(decision: .underAge))
                let unknown = try await check(machine, People.unknown, "000000001", "1985-03-15")
                #expect(unknown == PersonCheckAnswer(decision: .unknown))
                let number = try await check(machine, People.adult, "000000009", "1985-03-15")
                #expect(number == PersonCheckAnswer(decision: .documentMismatch))
                let date = try await check(machine, People.adult, "000000001", "1985-03-16")
                #expect(date == PersonCheckAnswer(decision: .documentMismatch))
                let faceless = try await check(machine, People.withoutPortrait, "000000004", "1978-07-02")
                #expect(faceless.person?.hasPortrait == false)
                let phoneless = try await check(machine, People.withoutPhone, "000000005", "1982-09-10")
                #expect(phoneless.person?.phoneRegistered == false)
                #expect(phoneless.person?.maskedPhone == nil)
                let four = try await check(machine, People.fourFailures, "000000006", "1979-04-27")
                #expect(four.person?.failures == 4)
                #expect(four.person?.channels == [.home, .home, .mobile, .mobile])
            }
        }
    }

    @Test("B7, P1, P5: a passport's number, a foreigner's, and digits that tell another day than the register")
    func documents() async throws {
        try await withPortal { portal in
            try await portal.withMachine { (machine: Machine) async throws -> Void in
                for (iin, document, birthDate) in [
                    (People.passportHolder, "N00000008", "1986-04-17"), (People.foreigner, "000000009", "1991-06-01"),
                    (People.otherDigits, "000000010", "1987-09-09"),
                ] {
                    #expect(try await check(machine, iin, document, birthDate).decision == .known, "\(document)")
                }
                // The register decides, not the digits; nor does the number of another kind of document.
                for (iin, document, birthDate) in [
                    (People.otherDigits, "000000010", "1987-08-08"), (People.passportHolder, "000000008", "1986-04-17"),
                ] {
                    #expect(
                        try await check(machine, iin, document, birthDate).decision == .documentMismatch, "\(document)")
                }
            }
        }
    }

    @Test("P3: who is 16 today may, who is 16 tomorrow may from midnight on; a later start has them anew")
    func birthdays() async throws {
        let folder = try TemporaryFolder("birthdays")
        let clock = MovableClock()
        let first: String = try await withPortal(folder: folder, clock: clock) { portal in
            try await portal.withMachine { machine -> String in
                func birthDate(_ iin: String) async throws -> String {
                    try await portal.stored("SELECT birthDate FROM person WHERE iin = '\(iin)'")
                }
                func decision(_ iin: String, _ document: String) async throws -> PersonDecision {
                    try await check(machine, iin, document, try await birthDate(iin)).decision
                }
                portal.clock.stand()
                portal.clock.advance(by: portal.untilMidnight() - .seconds(1))
                #expect(try await decision(People.adultToday, "000000011") == .known)
                #expect(try await decision(People.adultTomorrow, "000000012") == .underAge)
                portal.clock.advance(by: .seconds(1))
                #expect(try await decision(People.adultTomorrow, "000000012") == .known)
                return try await birthDate(People.adultTomorrow)
            }
        }
        try await withPortal(folder: folder, clock: clock) { portal in
            let today = try await portal.stored("SELECT birthDate FROM person WHERE iin = '\(People.adultToday)'")
            #expect(today == first, "it is a day later")
        }
    }

    @Test("P1: bad IINs, dates and document numbers are refused by code") func badInput() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                for (iin, code) in [
                    ("85031530001", FailureCode.iinLength), ("85031530001x", .iinCharacters),
                    ("850315300018", .iinCheckDigit), ("", .iinLength),
                ] {
                    let error = await failure { _ = try await check(machine, iin, "000000001", "1985-03-15") }
                    #expect(error?.code == code)
                    #expect(error?.status == 422)
                }
                let date = await failure { _ = try await check(machine, People.adult, "000000001", "1985-02-30") }
                #expect(date?.code == .birthDate)
                let document = await failure { _ = try await check(machine, People.adult, "12", "1985-03-15") }
                #expect(document?.code == .documentNumber)
            }
        }
    }
}
