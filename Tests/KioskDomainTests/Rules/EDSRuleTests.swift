import KioskDomain
import Testing

@Suite("EDS, E0–E10")
struct EDSRuleTests {
    private let rules = RuleBook.standard

    @Test("E0: two key pairs with a certificate each, or one where the template says so")
    func set() {
        #expect(EDSKey.certificates(templateHasOneForBoth: false) == [.authentication, .signature])
        #expect(EDSKey.certificates(templateHasOneForBoth: true) == [.signature])
    }

    @Test("E1: file store one year, protected media three; a SIM has no rule")
    func validity() {
        let years = rules.validity.base.years
        #expect(years[.file] == 1)
        for medium in [Medium.idCard, .kaztoken, .eToken, .jaCarta, .aKey] { #expect(years[medium] == 3) }
        #expect(years[.sim] == nil)
    }

    @Test("E1: plausibility forgives one day to either side and no more")
    func plausibility() {
        let period = rules.validity.base
        let start = Sample.day("2026-03-02")
        let expected = Sample.day("2029-03-02")
        func check(_ end: String) -> ValidityPeriod.Finding {
            period.check(.idCard, notBefore: start, notAfter: Sample.day(end))
        }
        #expect(check("2029-02-28") == .shorter(expected: expected))
        for end in ["2029-03-01", "2029-03-02", "2029-03-03"] { #expect(check(end) == .plausible) }
        #expect(check("2029-03-04") == .longer(expected: expected))
        #expect(check("2026-03-01") == .reversed)
        #expect(period.check(.sim, notBefore: start, notAfter: expected) == .unknownMedium)
    }

    @Test("E2: private keys of protected media are made there", arguments: Medium.allCases)
    func origin(medium: Medium) {
        #expect(KeyOrigin.of(medium) == (medium == .file ? .inProgram : .onMedium))
    }

    @Test("E3: a legal entity is refused on an ID card")
    func legalEntity() {
        let policy = rules.media.base
        for role in WorkplaceRole.allCases {
            #expect(
                policy.mayWrite(.idCard, at: role, holder: .legalEntity, isHoldersOwn: true)
                    == .refused(.idCardNotForLegalEntity))
        }
        #expect(policy.mayWrite(.kaztoken, at: .desk, holder: .legalEntity, isHoldersOwn: true) == .allowed)
    }

    @Test("E3a: each role writes what its data says; the ID card only the holder's own; a SIM nowhere (E1)")
    func media() {
        var policy = rules.media.base
        func write(_ medium: Medium, _ role: WorkplaceRole, own: Bool = true) -> MediaPolicy.Decision {
            policy.mayWrite(medium, at: role, holder: .naturalPerson, isHoldersOwn: own)
        }
        #expect(write(.idCard, .kiosk) == .allowed)
        #expect(write(.idCard, .kiosk, own: false) == .refused(.notHoldersCard))
        #expect(write(.sim, .desk) == .refused(.simOutOfReach))
        policy.kiosk.remove(.file)
        #expect(write(.file, .kiosk) == .refused(.notForThisRole))
        #expect(write(.file, .desk) == .allowed)
    }

    @Test("E4: day 30 yes, day 31 no")
    func handIn() {
        let submitted = Sample.day("2026-01-31")
        let days = rules.applicationDays.base
        #expect(ApplicationDeadline.lastDay(submitted: submitted, days: days) == Sample.day("2026-03-02"))
        #expect(ApplicationDeadline.isOpen(submitted: submitted, on: submitted.adding(days: 30), days: days))
        #expect(!ApplicationDeadline.isOpen(submitted: submitted, on: submitted.adding(days: 31), days: days))
    }

    @Test("E5: a refusal needs a justification; unconfirmed after more than 2 days sends to the centre")
    func confirmation() {
        #expect(ApplicationAnswer.refusing(because: " \n") == nil)
        #expect(ApplicationAnswer.refusing(because: "x") == .refused(justification: "x"))
        let submitted = Sample.day("2026-03-01")
        func advice(_ status: ApplicationStatus, _ day: String) -> ApplicationAdvice {
            .about(status, submitted: submitted, on: Sample.day(day), days: rules.confirmationDays.base)
        }
        #expect(advice(.submitted, "2026-03-03") == .showStatus)
        #expect(advice(.submitted, "2026-03-04") == .goToCentre)
        #expect(advice(.confirmed, "2026-03-09") == .showStatus)
    }

    @Test("E6: a certificate tells \"SSL certificate\" by the purpose of servers, alone or beside others")
    func template() {
        let (server, mail, client) = ("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2")
        for usages in [[server], [mail, server], [server, client, mail]] {
            #expect(CertificateTemplate(extendedKeyUsages: usages) == .ssl, "\(usages)")
        }
        for usages in [[], [mail], [client, mail], ["1.3.6.1.5.5.7.3.17"]] {
            #expect(CertificateTemplate(extendedKeyUsages: usages) == .ordinary, "\(usages)")
        }
    }

    @Test("E6: re-issue only while valid, to the millisecond, and not for the excluded templates")
    func reissue() {
        func decide(
            _ now: Int64, _ template: CertificateTemplate = .ordinary, revoked: Bool = false
        ) -> ReissueGate.Decision {
            ReissueGate.decide(
                template: template, notBefore: UnixTime(milliseconds: 1000), notAfter: UnixTime(milliseconds: 2000),
                isRevoked: revoked, now: UnixTime(milliseconds: now))
        }
        #expect([999, 1000, 2000, 2001].map { decide($0) } == [.notValid, .allowed, .allowed, .notValid])
        #expect(decide(1500, revoked: true) == .notValid)
        for template in CertificateTemplate.allCases {
            let isExcluded = [.treasuryClient, .ssl].contains(template)
            func answer(_ ordinary: ReissueGate.Decision) -> ReissueGate.Decision {
                isExcluded ? .templateExcluded : ordinary
            }
            // The template is said first, whatever the dates.
            #expect(decide(999, template) == answer(.notValid), "\(template)")
            #expect(decide(1500, template) == answer(.allowed), "\(template)")
            #expect(decide(2001, template) == answer(.notValid), "\(template)")
            #expect(decide(1500, template, revoked: true) == answer(.notValid), "\(template)")
        }
    }

    @Test("E8: a factory PIN that a person entered leads to advice; the file store has none")
    func factoryPIN() {
        func advice(_ medium: Medium, _ typed: String) -> PINAdvice {
            .after(medium) { $0 == Array(typed.utf8) }
        }
        #expect(advice(.kaztoken, "12345678") == .changeFactoryPIN)
        #expect(advice(.kaztoken, "1234567890") == .none)
        #expect(advice(.eToken, "1234567890") == .changeFactoryPIN)
        #expect(advice(.jaCarta, "1234567890") == .changeFactoryPIN)
        #expect(PINAdvice.after(.file) { _ in true } == .none)
    }

    @Test("E9: counter first, the last try and an unknown counter need a yes, zero is blocked")
    func pinEntry() {
        #expect(PINEntry.before(remaining: 2, hasPUK: true) == .ask(remaining: 2))
        #expect(PINEntry.before(remaining: 1, hasPUK: true) == .confirmLastTry)
        #expect(PINEntry.before(remaining: 0, hasPUK: true) == .blocked(.unblockWithPUK))
        #expect(PINEntry.before(remaining: 0, hasPUK: false) == .blocked(.obtainAnew))
        #expect(PINEntry.before(remaining: nil, hasPUK: true) == .confirmUnknown)
    }

    @Test("E10: every status of an application has its own code")
    func statuses() {
        #expect(Set(ApplicationStatus.allCases.map(\.rawValue)).count == ApplicationStatus.allCases.count)
    }
}
