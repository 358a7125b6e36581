public import KioskDomain

/// What `/api/session` tells a script: the screen that is shown and what stands on it. No personal field is in it.
public struct SessionView: Codable, Sendable, Hashable {
    /// The pad of a PIN entry; `labels[position]` is the digit at that position.
    public struct Pad: Codable, Sendable, Hashable {
        /// Good for one entry.
        public var id: String
        /// Ten digits, by position.
        public var labels: [Int]

        /// What a holder of the screen sees of a pad.
        public init(id: String, labels: [Int]) {
            self.id = id
            self.labels = labels
        }
    }

    /// The keyboard of a password; `characters[position]` is what stands there.
    public struct Keyboard: Codable, Sendable, Hashable {
        /// Good for one entry.
        public var id: String
        /// ASCII, by position.
        public var characters: String
    }

    /// Whether the stick is there.
    public enum Stick: String, Codable, Sendable, Hashable {
        case awaited, ready
    }

    /// What became of the slip of an ending.
    public enum Slip: String, Codable, Sendable, Hashable {
        case printing, printed, unconfirmed, failed
        /// This ending has no slip.
        case none
    }

    /// Stable name of the screen.
    public var screen: ScreenName
    /// Nil until the person has chosen one.
    public var language: Language?
    /// Why the screen complains, or why the session ended.
    public var code: FailureCode?
    /// Of the five attempts at face identification (B4).
    public var attemptsLeft: Int?
    /// Of the SMS code or the PIN; nil when the card does not say.
    public var triesLeft: Int?
    /// How the last attempt failed.
    public var outcome: AttemptOutcome?
    /// Number of the accepted application (E4).
    public var applicationNumber: String?
    /// What the person does next about the application that is shown (E10).
    public var applicationStep: ApplicationStep?
    /// Where it stands.
    public var applicationStatus: ApplicationStatus?
    /// Number of the registration slip of an exchange (I6).
    public var registration: String?
    /// Where that application stands.
    public var exchangeStage: CardExchangeCase.Stage?
    /// Text of the QR code that the mobile app is to scan (L1); only for the page that holds the screen.
    public var qr: String?
    /// How many rows each list of the personal account has, in the order of ``AccountGroup``.
    public var accountEntries: [Int]?
    /// Which page of one of them is shown, from 0.
    public var accountPage: Int?
    /// The number that a report of a code that did not come is quoted by (L3).
    public var report: String?
    /// The phone of the personal account, last digits only.
    public var maskedPhone: String?
    /// Serial numbers of the certificates on the card, hexadecimal.
    public var serials: [String]?
    /// Names of the sets that the person may revoke, or has chosen (E7).
    public var liveSets: [String]?
    /// Queue number, such as `A104`.
    public var ticketNumber: String?
    /// Set on endings, and once a form was printed.
    public var slip: Slip?
    /// Number of the slip that was printed last.
    public var slipNumber: String?
    /// Stable name of what the camera asks for.
    public var guidance: String?
    /// 0 to 1 while an attempt is captured or a document is read.
    public var captureProgress: Double?
    /// The step of the challenge that is asked for.
    public var challenge: ChallengeView?
    /// Seconds until the session ends by itself, while the person is asked (R2).
    public var secondsLeft: Int?
    /// Only for the page that holds the screen.
    public var pad: Pad?
    /// The keyboard of a password, only for the page that holds the screen: the character at each position.
    public var keyboard: Keyboard?
    /// Whether the stick that is awaited for a key file is there.
    public var stick: Stick?
    /// Name of the key file that was saved on the person's stick.
    public var file: String?
    /// How many key files the person may choose from.
    public var keyFiles: Int?
    /// Whether the EDS in the file that is shown may sign an application (E6, E3).
    public var mayApply: Bool?
    /// Outcomes of this session's attempts, oldest first.
    public var outcomes: [AttemptOutcome]
    /// Whether a card is in the citizen's reader.
    public var cardPresent: Bool
    /// What the person's card, key file or token told without its PIN (E10).
    public var card: CardView?
    /// Which kind of token it is.
    public var medium: Medium?
    /// Which PIN the pad is for while a new one is set.
    public var newPINStep: NewPINStep?
    /// RULES R1.
    public var demonstration: Bool

    /// - Parameter withPad: the pad is shown only to the page that holds the screen.
    public init(_ snapshot: KioskSnapshot, withPad: Bool) {
        let stage = snapshot.session.stage
        screen = ScreenName(stage)
        language = stage.language
        guidance = snapshot.guidance
        captureProgress = snapshot.captureProgress
        challenge = snapshot.challenge
        secondsLeft = snapshot.secondsLeft
        pad = withPad ? snapshot.pad.map { Pad(id: $0.id, labels: $0.labels) } : nil
        keyboard =
            withPad
            ? snapshot.keyboard.map { Keyboard(id: $0.id, characters: String(decoding: $0.characters, as: UTF8.self)) }
            : nil
        outcomes = snapshot.outcomes
        cardPresent = snapshot.session.cardPresent
        demonstration = snapshot.demonstration
        slipNumber = snapshot.slipNumber
        switch stage {
        case .idle, .formerCard, .services, .takeCard: break
        case .ticket(_, .printing(let number)): ticketNumber = number
        case .ticket(_, .choosing(let choice)): code = choice.notice?.code
        case .ticket(_, .entering(let reason)): code = reason
        case .ticket: break
        case .eds(_, let state): take(state)
        case .cardCare(_, let state): take(state, snapshot.session)
        case .application(_, let state): take(state)
        case .reissue(_, let state): take(state, snapshot.session)
        case .keyFile(_, let state): take(state, snapshot.session)
        case .revocation(_, let state): take(state, snapshot.session)
        case .lostEDS(_, let state): take(state)
        case .exchange(_, let state): take(state)
        case .account(_, let state): take(state)
        case .missingCode(_, let state): take(state)
        case .phoneSigning(_, .showing(_, let signature, let reason)):
            (qr, code) = (signature.isScanned ? nil : signature.qr, reason)
        case .phoneSigning(_, .retry(_, let reason)): code = reason
        case .phoneSigning(_, .opening): break
        case .ending(_, let ending, let result): take(ending, result)
        }
        // Whoever scans the code is logged in here: it is for the page that shows it alone.
        if !withPad { qr = nil }
    }

    private mutating func take(_ state: EDSState) {
        switch state {
        case .entering(let reason): code = reason
        case .code(_, let challenge, let reason): (code, triesLeft) = (reason, challenge.triesLeft)
        case .positioning(let applicant, let fault): (code, attemptsLeft) = (fault, applicant.attemptsLeft)
        case .noPortrait(let applicant):
            (code, attemptsLeft) = (applicant.hasPortrait ? .referencePoor : .referenceMissing, applicant.attemptsLeft)
        case .documentKey(let reading, let reason), .insertDocument(let reading, let reason):
            (code, attemptsLeft) = (reason, reading.applicant.attemptsLeft)
        case .documentRefused(let reading, let reason): (code, attemptsLeft) = (reason, reading.applicant.attemptsLeft)
        case .readingDocument(let reading): attemptsLeft = reading.applicant.attemptsLeft
        case .opening(let applicant), .capturing(let applicant, _),
            .cameraAway(let applicant, _), .closing(let applicant, _, _):
            attemptsLeft = applicant.attemptsLeft
        case .failed(let applicant, let failed): (attemptsLeft, outcome) = (applicant.attemptsLeft, failed)
        case .insertCard(let application, let reason): (applicationNumber, code) = (application.number, reason)
        case .readingCard(let application), .verifyingPIN(let application), .writing(let application, _):
            applicationNumber = application.number
        case .pin(let application, let tries, let reason):
            (applicationNumber, code) = (application.number, reason)
            if case .remaining(let count) = tries { triesLeft = count }
        case .lastTry(let application, let tries):
            applicationNumber = application.number
            if case .remaining(let count) = tries { triesLeft = count }
        case .offerNewPIN(let set), .changingPIN(let set):
            (applicationNumber, serials) = (set.application.number, set.serials)
        case .enteringNewPIN(let set, let step, let reason):
            (applicationNumber, serials, newPINStep, code) = (set.application.number, set.serials, step, reason)
        case .filePassword(let application, let again, let reason):
            (applicationNumber, code, newPINStep) = (application.number, reason, again ? .again : .new)
        case .insertStick(let application, let sight):
            (applicationNumber, code, stick) = (application.number, sight?.code, sight == .ready ? .ready : .awaited)
        case .notSaved(let application, let reason, let sight):
            (applicationNumber, code, stick) = (application.number, reason, sight == .ready ? .ready : .awaited)
        case .insertToken(let application, let sight): (applicationNumber, code) = (application.number, sight?.code)
        case .retry(_, let reason): code = reason
        case .choosingMedium, .choosingToken, .consent, .notice, .checking, .sendingCode, .checkingCode, .applying:
            break
        }
    }

    private mutating func take(_ state: CardCareState, _ session: CitizenSession) {
        switch state {
        case .insertCard(let reason): code = reason
        case .reading: break
        case .shown(let report, let reason): (code, card) = (reason, CardView(report, session))
        case .entering(let report, let work, let step, let reason):
            (code, newPINStep, triesLeft, card) = (reason, step, report[work].tries, CardView(report, session))
        case .confirming(let report, let work): (triesLeft, card) = (report[work].tries, CardView(report, session))
        case .working(let report, _): card = CardView(report, session)
        case .token(let state): take(state)
        }
    }

    private mutating func take(_ state: TokenReportState) {
        switch state {
        case .insertToken(let sight, let reason): code = sight?.code ?? reason
        case .reading: break
        case .shown(let token, let reason):
            (code, card, medium) = (reason, CardView(token), token.medium)
            if reason == nil, token.pin == .blocked { code = .pinBlocked }
        case .entering(let token, let work, let step, let reason):
            (code, newPINStep, triesLeft) = (reason, step, token[work].left)
            (card, medium) = (CardView(token), token.medium)
        case .confirming(let token, let work):
            (triesLeft, card, medium) = (token[work].left, CardView(token), token.medium)
        case .working(let token, _): (card, medium) = (CardView(token), token.medium)
        }
    }

    private mutating func take(_ state: ApplicationState) {
        switch state {
        case .entering(_, let reason): code = reason
        case .retry(_, _, let reason): code = reason
        case .code(_, let challenge, let reason): (code, triesLeft) = (reason, challenge.triesLeft)
        case .shown(let standing, let form):
            (applicationNumber, applicationStep) = (standing.number, standing.step)
            applicationStatus = standing.facts.status
            slip = form.map { Slip($0) }
        case .printing(let standing):
            (applicationNumber, applicationStep, slip) = (standing.number, standing.step, .printing)
        case .notice(let standing): applicationNumber = standing.number
        case .opening(let application): applicationNumber = application.number
        case .sendingCode, .checkingCode, .asking: break
        }
    }

    private mutating func take(_ state: ReissueState, _ session: CitizenSession) {
        switch state {
        case .enteringBIN(let report, let reason), .choosingMedium(let report, _, let reason):
            (code, card) = (reason, CardView(report, session))
        case .pin(let report, _, let reason):
            (code, triesLeft, card) = (reason, report.pin.tries, CardView(report, session))
        case .notice(let report, _), .lastTry(let report, _), .verifying(let report, _):
            (triesLeft, card) = (report.pin.tries, CardView(report, session))
        case .retry(let reason): code = reason
        case .opening(let application): applicationNumber = application.number
        case .signing, .sending: break
        }
    }

    private mutating func take(_ state: KeyFileState, _ session: CitizenSession) {
        switch state {
        case .insertStick(let sight, let reason):
            (code, stick) = (sight?.code ?? reason, sight == .ready ? .ready : .awaited)
        case .choosing(let listing, let reason), .password(let listing, _, let reason):
            (code, keyFiles) = (reason, listing.files.count)
        case .shown(let opened):
            (code, card, mayApply) = (opened.trouble, CardView(opened, session), opened.mayApply)
        case .enteringBIN(_, let reason), .choosingMedium(_, _, let reason): code = reason
        case .listing, .opening, .notice, .signing: break
        }
    }

    private mutating func take(_ state: RevocationState, _ session: CitizenSession) {
        switch state {
        case .pin(let report, _, let reason):
            (code, triesLeft, card) = (reason, report.pin.tries, CardView(report, session))
        case .choosing(let report), .lastTry(let report, _), .verifying(let report, _):
            (triesLeft, card) = (report.pin.tries, CardView(report, session))
        case .retry(let reason): code = reason
        case .signing, .sending: break
        }
    }

    private mutating func take(_ state: LostEDSState) {
        switch state {
        case .choosing(_, let sets): liveSets = sets.map(\.id)
        case .reason(let lost), .confirming(let lost, _): liveSets = lost.sets.map(\.id)
        case .retry(_, let reason): code = reason
        case .listing, .revoking: break
        }
    }

    private mutating func take(_ state: ExchangeState) {
        switch state {
        case .insertCard(_, let reason), .entering(_, let reason), .positioning(_, let reason),
            .specimen(_, let reason),
            .payment(_, let reason), .insertToSign(_, let reason), .enteringSlip(let reason):
            code = reason
        case .pin(_, let report, let reason): (code, triesLeft) = (reason, report.pin.tries)
        case .lastTry(_, let report), .verifying(_, let report): triesLeft = report.pin.tries
        case .shown(let standing, let paper):
            (registration, exchangeStage) = (standing.slip, standing.stage)
            slip = paper.map { Slip($0) }
        case .printing(let standing): (registration, exchangeStage, slip) = (standing.slip, standing.stage, .printing)
        case .retry(_, let reason): code = reason
        case .choosing, .reason, .reading, .checking, .finding, .photographing, .photo, .checkingPayment, .summary,
            .openingCard, .signing, .sending, .asking:
            break
        }
    }

    private mutating func take(_ state: AccountState) {
        switch state {
        case .scanning(let logIn, let reason): (qr, code) = (logIn.qr, reason)
        case .insertCard(_, let reason), .phone(_, let reason): code = reason
        case .retry(_, let reason): code = reason
        case .pin(_, let report, let reason): (code, triesLeft) = (reason, report.pin.tries)
        case .lastTry(_, let report), .verifying(_, let report): triesLeft = report.pin.tries
        case .code(let awaited, let reason): (code, triesLeft) = (reason, awaited.challenge.triesLeft)
        case .phoneCode(_, _, let challenge, let reason): (code, triesLeft) = (reason, challenge.triesLeft)
        case .shown(let open, _), .listed(let open, _):
            maskedPhone = open.summary.maskedPhone
            accountEntries = AccountGroup.allCases.map { open.summary.count(of: $0) }
            if case .listed(_, let page) = state { accountPage = page.number }
        case .choosing, .opening, .reading, .signing, .sendingCode, .checkingCode, .noPhone, .fetching,
            .sendingPhoneCode, .checkingPhoneCode:
            break
        }
    }

    private mutating func take(_ state: MissingCodeState) {
        switch state {
        case .phone(_, _, let reason), .report(_, _, let reason): code = reason
        case .reported(_, let number): report = number
        case .reason, .reporting: break
        }
    }

    private mutating func take(_ ending: Ending, _ result: SlipResult?) {
        slip = Slip(ending, result)
        switch ending {
        case .issued(let application, let numbers): (applicationNumber, serials) = (application.number, numbers)
        case .savedOnStick(let application, let numbers, let name):
            (applicationNumber, serials, file) = (application.number, numbers, name)
        case .ticket(let number): ticketNumber = number
        case .referral: code = .attemptsExhausted
        case .pinRenewed: break
        case .edsRevoked(let revoked): serials = revoked.serials
        case .interrupted(let application, _, let reason), .applicationLeft(let application, let reason):
            (applicationNumber, code) = (application.number, reason)
        case .exchanged(let made): registration = made.slip
        case .exchangeUnavailable: code = .exchangeUnavailable
        case .unanswered(_, let reason), .refused(let reason): code = reason
        }
    }
}

extension SessionView.Slip {
    init(_ ending: Ending, _ result: SlipResult?) {
        self = result.map { Self($0) } ?? (ending.slip == nil ? .none : .printing)
    }

    init(_ result: SlipResult) {
        switch result {
        case .printed: self = .printed
        case .unconfirmed: self = .unconfirmed
        case .failed: self = .failed
        }
    }
}

extension CitizenSession.Stage {
    /// The language that the person chose; nil where there is nobody yet.
    public var language: Language? {
        switch self {
        case .idle, .formerCard: nil
        case .services(let language), .ticket(let language, _), .eds(let language, _), .cardCare(let language, _),
            .application(let language, _), .reissue(let language, _), .keyFile(let language, _),
            .revocation(let language, _),
            .lostEDS(let language, _), .exchange(let language, _), .account(let language, _),
            .missingCode(let language, _),
            .phoneSigning(let language, _), .ending(let language, _, _), .takeCard(let language):
            language
        }
    }
}
