import KioskDomain
import Testing

@Suite("What comes next for an application (E4, E5, E10)")
struct ApplicationStepTests {
    private let made = CivilDate.literal(2025, 11, 1)

    private func step(_ status: ApplicationStatus, after days: Int, _ medium: Medium = .idCard) -> ApplicationStep {
        .after(.init(status: status, medium: medium, madeOn: made), on: made.adding(days: days))
    }

    @Test("E4: handed in until day 30, not on day 31")
    func deadline() {
        #expect(step(.applied, after: 0) == .handIn)
        #expect(step(.applied, after: 30) == .handIn)
        #expect(step(.applied, after: 31) == .applyAnew)
    }

    @Test("E5: unanswered after 2 days, the person goes to the centre")
    func answer() {
        #expect(step(.submitted, after: 0) == .wait)
        #expect(step(.submitted, after: 2) == .wait)
        #expect(step(.submitted, after: 3) == .goToCentre)
    }

    @Test("a confirmed one is written here on an ID card or to a stick, for 30 days; other media are the operator's")
    func confirmed() {
        #expect(step(.confirmed, after: 30) == .write)
        #expect(step(.confirmed, after: 31) == .applyAnew)
        #expect(step(.confirmed, after: 30, .file) == .write)
        #expect(step(.confirmed, after: 31, .file) == .applyAnew)
        for medium in Medium.allCases where ![.idCard, .file].contains(medium) {
            #expect(step(.confirmed, after: 0, medium) == .seeOperator)
        }
    }

    @Test("E3a: a PSC that does not let kiosks write cards sends the person to an operator")
    func switchedOff() {
        var rules = RuleBook.standard
        rules.media.base.kiosk.subtract([.idCard, .file])
        for status in [ApplicationStatus.confirmed, .issued] {
            for medium in [Medium.idCard, .file] {
                let facts = ApplicationStep.Facts(status: status, medium: medium, madeOn: made)
                #expect(ApplicationStep.after(facts, on: made, rules) == .seeOperator)
            }
        }
    }

    @Test(
        "R5: what was issued and not written whole is made anew while the application is open; a token is the operator's"
    )
    func unwritten() {
        for medium in [Medium.idCard, .file] {
            #expect(step(.issued, after: 30, medium) == .write)
            #expect(step(.issued, after: 31, medium) == .applyAnew)
        }
        #expect(step(.issued, after: 30, .kaztoken) == .seeOperator)
        #expect(step(.issued, after: 31, .kaztoken) == .applyAnew)
    }

    @Test("E6, E7: the other ends")
    func ends() {
        #expect(step(.refused, after: 0) == .applyAnew)
        #expect(step(.revoked, after: 0) == .applyAnew)
        #expect(step(.written, after: 400) == .nothing)
    }

    @Test("numbers as people type them; what is none is none")
    func numbers() {
        for typed in ["E000000042", "e42", "Е000000042", "000000042", " 42 ", "E 000 000 042"] {
            #expect(ApplicationNumber.read(typed) == "E000000042", "\(typed)")
        }
        for typed in ["", "E", "0", "000000000", "1234567890", "4x2", "E-42", "٤٢", "EE42"] {
            #expect(ApplicationNumber.read(typed) == nil, "\(typed)")
        }
    }

    @Test("guessing: the fifth vain number of a person, or the thirtieth of a kiosk, is followed by a wait")
    func guessing() {
        let policy = ApplicationSearchPolicy.standard
        let start = UnixTime(milliseconds: 1_800_000_000_000)
        func wait(_ own: Int, _ kiosk: Int, at now: UnixTime) -> UnixTime? {
            policy.waitUntil(
                vainForIIN: Array(repeating: start, count: own), vainFromKiosk: Array(repeating: start, count: kiosk),
                now: now)
        }
        #expect(wait(4, 29, at: start) == nil)
        #expect(wait(5, 5, at: start) == start + .seconds(900))
        #expect(wait(5, 5, at: start + .seconds(900)) == nil)
        #expect(wait(0, 30, at: start) == start + .seconds(3600))
        #expect(wait(5, 30, at: start) == start + .seconds(3600))
    }
}
