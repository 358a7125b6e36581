import KioskDomain
import KioskTexts
import Testing

@Suite("Log-in and SMS codes, L1–L5")
struct LogInRuleTests {
    private let policy = RuleBook.standard.sms.base

    @Test("L1: EDS and SMS code, or the mobile app")
    func logIn() {
        func decide(_ eds: Bool, _ sms: Bool, _ app: Bool) -> LogInGate.Decision {
            LogInGate.decide(.init(signedWithEDS: eds, smsCodeAccepted: sms, mobileAppScanned: app))
        }
        #expect(decide(true, true, false) == .loggedIn)
        #expect(decide(true, false, false) == .needsSMSCode)
        #expect(decide(false, true, false) == .needsEDS)
        #expect(decide(false, false, true) == .loggedIn)
    }

    @Test("L2: a code has six digits")
    func form() {
        #expect(policy.isWellFormed("012345"))
        for text in ["01234", "0123456", "01234x", "", "٠١٢٣٤٥"] { #expect(!policy.isWellFormed(text)) }
    }

    @Test("L2: a code lives strictly shorter than 5 minutes")
    func life() {
        var inTime = SMSChallenge(sentAt: Sample.time(0))
        let answer1 = inTime.answer(
            matches: true, now: UnixTime(milliseconds: Sample.time(300).milliseconds - 1), policy: policy)
        #expect(answer1 == .accepted)
        var late = SMSChallenge(sentAt: Sample.time(0))
        let answer2 = late.answer(matches: true, now: Sample.time(300), policy: policy)
        #expect(answer2 == .expired)
        #expect(late.triesUsed == 0)
    }

    @Test("L2: three tries, the fourth answer is refused even when right")
    func tries() {
        var challenge = SMSChallenge(sentAt: Sample.time(0))
        let answers = (0..<3).map { _ in challenge.answer(matches: false, now: Sample.time(1), policy: policy) }
        #expect(answers == [.wrong(triesLeft: 2), .wrong(triesLeft: 1), .triesExhausted])
        let answer3 = challenge.answer(matches: true, now: Sample.time(2), policy: policy)
        #expect(answer3 == .triesExhausted)
        #expect(!challenge.isUsed)
    }

    @Test("L2: the third try may be right")
    func lastTry() {
        var challenge = SMSChallenge(sentAt: Sample.time(0), triesUsed: 2, isUsed: false)
        let answer4 = challenge.answer(matches: true, now: Sample.time(1), policy: policy)
        #expect(answer4 == .accepted)
    }

    @Test("L2: a code holds for one authentication only")
    func once() {
        var challenge = SMSChallenge(sentAt: Sample.time(0))
        let answer5 = challenge.answer(matches: true, now: Sample.time(1), policy: policy)
        #expect(answer5 == .accepted)
        let answer6 = challenge.answer(matches: true, now: Sample.time(1), policy: policy)
        #expect(answer6 == .alreadyUsed)
    }

    @Test("L3: five reasons with a text each; a report needs phone and description")
    func report() throws {
        let iin = try Sample.iin()
        #expect(Set(SMSNotReceivedReason.allCases.map(\.text)).count == 5)
        #expect(SMSNotReceivedReport(iin: iin, phone: "", requestedAt: Sample.time(0), explanation: "x") == nil)
        #expect(SMSNotReceivedReport(iin: iin, phone: "1", requestedAt: Sample.time(0), explanation: " ") == nil)
        #expect(SMSNotReceivedReport(iin: iin, phone: "1", requestedAt: Sample.time(0), explanation: "x") != nil)
    }
}

@Suite("Digital documents, D1–D4")
struct DigitalDocumentRuleTests {
    private let policy = RuleBook.standard.documentAccess.base

    @Test("D1: strictly shorter than 300 s, one scan")
    func access() {
        var access = DocumentAccess(openedAt: Sample.time(0), policy: policy)
        var late = access
        let answer7 = late.scan(now: Sample.time(300))
        #expect(answer7 == .expired)
        let answer8 = access.scan(now: Sample.time(299))
        #expect(answer8 == .granted)
        let answer9 = access.scan(now: Sample.time(299))
        #expect(answer9 == .alreadyUsed)
    }

    @Test("D1: extendable to 30 minutes in all, never revived")
    func extending() {
        var access = DocumentAccess(openedAt: Sample.time(0), policy: policy)
        for step in 1...5 {
            let gained = access.extend(now: Sample.time(Int64(step) * 300 - 1), policy: policy)
            #expect(gained)
        }
        #expect(access.expiresAt == Sample.time(1800))
        let beyond = access.extend(now: Sample.time(1799), policy: policy)
        #expect(!beyond)
        var dead = DocumentAccess(openedAt: Sample.time(0), policy: policy)
        let revived = dead.extend(now: Sample.time(300), policy: policy)
        #expect(!revived)
    }

    @Test("D1: continuous access is honoured as the portal says, and never created here")
    func continuous() {
        var access = DocumentAccess(continuousFromPortal: Sample.time(0), until: Sample.time(9000))
        let answer10 = access.scan(now: Sample.time(8000))
        #expect(answer10 == .granted)
        let answer11 = access.scan(now: Sample.time(8999))
        #expect(answer11 == .granted)
        let answer12 = access.scan(now: Sample.time(9000))
        #expect(answer12 == .expired)
        #expect(DocumentAccess(openedAt: Sample.time(0), policy: policy).kind == .once)
    }

    private func facts(_ change: (inout DigitalDocumentGate.Facts) -> Void = { _ in }) -> DigitalDocumentGate.Decision {
        var facts = DigitalDocumentGate.Facts(
            isOnline: true, ownerConsents: true, scan: .granted, ownerMay: .allowed, signatureVerified: true)
        change(&facts)
        return DigitalDocumentGate.decide(facts)
    }

    @Test("D2: only with consent, recorded in both personal accounts")
    func consent() {
        #expect(facts { $0.ownerConsents = false } == .refused(.noConsent))
        #expect(DigitalDocumentGate.recordedIn == [.owner, .viewer])
    }

    @Test("D3: from 16 with an ID card; a lost one is not valid")
    func owner() {
        func decide(_ day: String, card: Bool = true, lost: Bool = false) -> DigitalDocumentOwnerGate.Decision {
            DigitalDocumentOwnerGate.decide(
                born: Sample.day("2010-03-02"), on: Sample.day(day), hasIdentityCard: card, isLostOrStolen: lost)
        }
        #expect(decide("2026-03-01") == .underAge)
        #expect(decide("2026-03-02") == .allowed)
        #expect(decide("2026-03-02", card: false) == .noIdentityCard)
        #expect(decide("2026-03-02", lost: true) == .lostOrStolen)
    }

    @Test("D4: shown only online and with a verified signature")
    func show() {
        #expect(facts() == .show)
        #expect(facts { $0.isOnline = false } == .refused(.offline))
        #expect(facts { $0.signatureVerified = false } == .refused(.signatureNotVerified))
        #expect(facts { $0.scan = .expired } == .refused(.codeExpired))
        #expect(facts { $0.scan = .alreadyUsed } == .refused(.codeUsed))
        #expect(facts { $0.ownerMay = .lostOrStolen } == .refused(.notValid))
    }
}
