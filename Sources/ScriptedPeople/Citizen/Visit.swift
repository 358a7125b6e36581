import KioskDevices
import KioskDomain
import KioskScreens

/// One visit under way: answers each screen once, and notes what it saw.
struct Visit {
    /// What makes two views of one screen different questions.
    private struct Question: Equatable {
        var screen: ScreenName
        var triesLeft: Int?
        var attemptsLeft: Int?
        var pad: String?
        var code: FailureCode?
        var slip: SessionView.Slip?
        var keyboard: String?
        var stick: SessionView.Stick?
    }

    /// How many times "try again" is pressed after a lost line.
    private static let retryLimit = 3

    let flow: CitizenFlow
    let options: CitizenOptions
    let link: KioskLink
    let stub: SMSStubLink
    let card: CardHand
    let stick: CardHand
    let token: String

    /// Set once the outcome is known; the visit is over when ``isOver``.
    private(set) var report: CitizenReport?
    private(set) var isOver = false
    private var clock = StepClock()
    private var answered: Question?
    private var isArriving = true
    private var retries = 0
    private var hasGivenUp = false
    private var reason: FailureCode?
    private var attempts: [AttemptOutcome] = []

    init(
        flow: CitizenFlow, options: CitizenOptions, link: KioskLink, stub: SMSStubLink, card: CardHand,
        stick: CardHand, token: String
    ) {
        self.flow = flow
        self.options = options
        self.link = link
        self.stub = stub
        self.card = card
        self.stick = stick
        self.token = token
    }

    /// Answers what is shown. True when the screen is another one than before, so that its time starts anew.
    mutating func see(_ view: SessionView) async throws(Failure) -> Bool {
        let isNew = clock.enter(view.screen)
        if !view.outcomes.isEmpty { attempts = view.outcomes }
        if view.screen == .idle { isArriving = false }
        if hasGivenUp, report == nil, view.screen.isFree { finish(.refused, view, reason) }
        if report != nil {
            try await leave(view)
            return isNew
        }
        let question = Question(
            screen: view.screen, triesLeft: view.triesLeft, attemptsLeft: view.attemptsLeft, pad: view.pad?.id,
            code: view.code, slip: view.slip, keyboard: view.keyboard?.id, stick: view.stick)
        guard question != answered else { return isNew }
        let move =
            hasGivenUp && !view.screen.isEnding ? leaving(view) : flow.move(on: view, options, isArriving: isArriving)
        guard move != .wait else { return isNew }
        answered = question
        try await carryOut(move, view)
        return isNew
    }

    /// Cancelling what is done with the card shows the card again.
    private func leaving(_ view: SessionView) -> Move {
        switch view.screen {
        case .myCard, .keyFile, .myToken: .act(.done)
        case .keyFileChoosing: .act(.cancel)
        default: .wait
        }
    }

    private mutating func carryOut(_ move: Move, _ view: SessionView) async throws(Failure) {
        switch move {
        case .act(.tryAgain) where view.screen.isRetry && retries == Self.retryLimit:
            try await carryOut(.giveUp(view.code), view)
        case .act(let action):
            if view.screen.isRetry { retries += 1 }
            try await link.act(action, token: token)
        case .insertCard: try await card.insert()
        case .removeCard: try await card.remove()
        case .enterCode(let purpose):
            try await link.act(.code(try await stub.code(iin: options.person.iin, for: purpose)), token: token)
        case .scan(let qr): try await stub.scan(qr, iin: options.person.iin)
        case .signOnPhone(let qr):
            try await PhoneHand(portal: stub.portal, iin: options.person.iin, keeping: options.signatureFile).sign(qr)
        case .enterPIN(let pad): try await link.act(.pin(pad: pad.id, positions: positions(pad, view)), token: token)
        case .enterPassword(let keyboard):
            try await link.act(.password(pad: keyboard.id, positions: positions(keyboard)), token: token)
        case .insertStick: try await stick.order("in")
        case .sign: try await link.send(specimen: SpecimenPicture.png, token: token)
        case .pay: try await link.act(.payment(try await stub.payFee(iin: options.person.iin)), token: token)
        case .giveUp(let code):
            (hasGivenUp, reason) = (true, code)
            try await link.act(.cancel, token: token)
        case .leave:
            finish(outcome(of: view.screen), view, hasGivenUp ? reason : view.code)
            // The card is taken before the end is confirmed, as the screen asks (R3).
            try await card.remove()
            if view.file != nil { try await stick.order("out") }
            try await link.act(.done, token: token)
        case .wait: break
        }
    }

    private mutating func leave(_ view: SessionView) async throws(Failure) {
        if view.screen == .takeCard || view.screen == .formerCard { try await card.remove() }
        guard view.screen == .idle else { return }
        clock.close()
        report?.steps = clock.steps
        report?.attempts = attempts
        isOver = true
    }

    /// What is known when the visit breaks off.
    mutating func brokenOff(_ failure: FailureCode) -> CitizenReport {
        clock.close()
        var broken = report ?? CitizenReport(outcome: .failed, code: failure)
        broken.outcome = .failed
        broken.code = failure
        broken.steps = clock.steps
        broken.attempts = attempts
        return broken
    }

    private mutating func finish(_ outcome: CitizenReport.Outcome, _ view: SessionView, _ code: FailureCode?) {
        var report = CitizenReport(outcome: outcome, code: code)
        report.certificateSerials = view.serials ?? []
        report.slipNumber = view.slipNumber ?? view.ticketNumber
        report.applicationNumber = view.applicationNumber
        report.card = view.card
        report.applicationStatus = view.applicationStatus
        report.applicationStep = view.applicationStep
        report.file = view.file
        report.registration = view.registration
        report.exchangeStage = view.exchangeStage
        report.accountEntries = view.accountEntries
        report.maskedPhone = view.maskedPhone
        report.missingCode = view.report
        self.report = report
    }

    private func outcome(of screen: ScreenName) -> CitizenReport.Outcome {
        switch screen {
        case .issued, .savedOnStick: .issued
        case .ticket: .ticket
        case .referral: .referral
        case .interrupted: .interrupted
        case .applicationLeft, .pinBlocked: .applicationLeft
        case .myCard, .myToken: .card
        case .pinRenewed: .pinRenewed
        case .edsRevoked: .revoked
        case .myApplication: .application
        case .exchanged: .exchanged
        case .exchangeShown: .exchange
        case .account: .account
        case .missingCodeReported: .reported
        default: .refused
        }
    }

    /// What the pad asks for.
    private func secret(_ view: SessionView) -> String {
        switch view.newPINStep {
        case .new, .again: options.newPIN
        case .old where flow == .unblockPIN: options.person.puk
        case .old, nil: options.person.pin
        }
    }

    private func positions(_ keyboard: SessionView.Keyboard) -> [Int] {
        let keys = Array(keyboard.characters)
        return options.person.filePassword.compactMap { keys.firstIndex(of: $0) }
    }

    /// The touched places, found by the digits that the pad shows.
    private func positions(_ pad: SessionView.Pad, _ view: SessionView) -> [Int] {
        secret(view).compactMap { digit in
            digit.wholeNumberValue.flatMap { pad.labels.firstIndex(of: $0) }
        }
    }
}

extension ScreenName {
    /// The line was cut.
    var isRetry: Bool {
        switch self {
        case .retry, .applicationRetry, .exchangeRetry, .accountRetry, .lostEDSRetry, .phoneSigningRetry: true
        default: false
        }
    }

    /// Shows how a session ended.
    var isEnding: Bool {
        switch self {
        case .issued, .savedOnStick, .ticket, .referral, .interrupted, .applicationLeft, .pinBlocked, .pinRenewed,
            .edsRevoked, .refused, .exchanged, .exchangeUnavailable:
            true
        default: false
        }
    }

    /// Nobody's session is open any more.
    var isFree: Bool { self == .idle || self == .takeCard || self == .formerCard }
}
