import KioskDomain

/// One value of every stage and of every event: the two axes of the State × Event table.
enum WorkflowSamples {
    struct Named<Value: Sendable>: Sendable {
        let name: String
        let value: Value
    }

    /// IIN of `facts` 3.4 (first pass of the check digit), as every sample person's.
    static let identity: Identity = {
        guard let iin = try? IIN(text: "900101300017"), let birth = CivilDate(year: 1990, month: 1, day: 1) else {
            preconditionFailure("the sample IIN is valid")
        }
        return Identity(iin: iin, documentNumber: "000000001", birthDate: birth)
    }()
    static let applicant = Applicant(identity: identity, failures: 1, hasPortrait: true, proof: "proof")
    static let lastAttemptApplicant = Applicant(identity: identity, failures: 4, hasPortrait: true, proof: "proof")
    static let withoutPortrait = Applicant(identity: identity, failures: 0, hasPortrait: false, proof: "proof")
    static let withPoorPortrait: Applicant = {
        var applicant = WorkflowSamples.applicant
        applicant.portraitIsPoor = true
        return applicant
    }()
    static let withChipPortrait: Applicant = {
        var applicant = withoutPortrait
        applicant.reference = .chip
        return applicant
    }()
    static let reading = DocumentReading(applicant: withoutPortrait)
    static let extendedAttempt = OpenAttempt(id: "a1", ordinal: 2, extensionsLeft: 0)
    static let challenge = CodeChallenge(id: "c1", maskedPhone: "…67", triesLeft: 3)
    static let attempt = OpenAttempt(id: "a1", ordinal: 2)
    static let application = Application(number: "D-000001", iin: identity.iin)

    static let tokenApplication = Application(number: "D-000001", iin: identity.iin, medium: .kaztoken)
    static let fileApplication = Application(number: "D-000001", iin: identity.iin, medium: .file)

    static let issuedSet = IssuedSet(application: application, serials: ["01", "02"], hasFactoryPIN: false)

    static let card = CardReport(
        certificates: [
            HeldCertificate(
                uses: EDSKey.allCases, notBefore: UnixTime(milliseconds: 0), notAfter: UnixTime(milliseconds: 2),
                now: UnixTime(milliseconds: 1), day: { _ in identity.birthDate })
        ], pin: .remaining(3), puk: .remaining(3), canRenew: true)
    static let cardBeforeLastTry: CardReport = {
        var report = card
        report.pin = .remaining(1)
        return report
    }()
    static let blockedCard = CardReport(pin: .blocked, puk: .remaining(1))

    static let cardCareStates: [Named<CardCareState>] = [
        Named(name: "insertCard", value: .insertCard(nil)),
        Named(name: "insertCard (unplugged)", value: .insertCard(.readerUnplugged)),
        Named(name: "reading", value: .reading),
        Named(name: "shown", value: .shown(card, nil)),
        Named(name: "shown (PIN blocked)", value: .shown(blockedCard, .pinBlocked)),
        Named(name: "entering PIN", value: .entering(card, .change, .old, nil)),
        Named(name: "entering new PIN", value: .entering(card, .change, .new, nil)),
        Named(name: "entering new PIN again", value: .entering(card, .change, .again, nil)),
        Named(name: "entering PUK", value: .entering(blockedCard, .unblock, .old, nil)),
        Named(name: "entering new PIN again (last PUK try)", value: .entering(blockedCard, .unblock, .again, nil)),
        Named(name: "confirming", value: .confirming(blockedCard, .unblock)),
        Named(name: "working change", value: .working(card, .change)),
        Named(name: "working unblock", value: .working(blockedCard, .unblock)),
    ]

    static let token = heldToken(.tries(.several), puk: .tries(.several))
    static let blockedToken = heldToken(.blocked, puk: .tries(.remaining(1)))
    static let blankToken = heldToken(.missing, puk: .tries(.unknown))
    static func heldToken(_ pin: TokenPINStanding, puk: TokenPINStanding?, canChange: Bool = true) -> HeldToken {
        var token = HeldToken(
            medium: .kaztoken, label: "Demo token", certificates: card.certificates, pin: pin)
        (token.puk, token.canChange) = (puk, canChange)
        return token
    }
    static let tokenReportStates: [Named<TokenReportState>] = [
        Named(name: "insertToken", value: .insertToken(nil, nil)),
        Named(name: "insertToken (several)", value: .insertToken(.refused(.tokenSeveral), nil)),
        Named(name: "insertToken (not read)", value: .insertToken(.ready, .cardCommunication)),
        Named(name: "reading", value: .reading),
        Named(name: "shown", value: .shown(token, nil)),
        Named(name: "shown (PIN blocked)", value: .shown(blockedToken, .pinBlocked)),
        Named(name: "shown (blank)", value: .shown(blankToken, nil)),
        Named(name: "entering PIN", value: .entering(token, .change, .old, nil)),
        Named(name: "entering new PIN", value: .entering(token, .change, .new, nil)),
        Named(name: "entering new PIN (maker's PIN)", value: .entering(token, .change, .new, .pinFactory)),
        Named(name: "entering new PIN again", value: .entering(token, .change, .again, nil)),
        Named(name: "entering PUK", value: .entering(blockedToken, .unblock, .old, nil)),
        Named(name: "entering new PIN again (last PUK try)", value: .entering(blockedToken, .unblock, .again, nil)),
        Named(name: "entering PUK (blank)", value: .entering(blankToken, .first, .old, nil)),
        Named(name: "confirming", value: .confirming(blockedToken, .unblock)),
        Named(name: "working change", value: .working(token, .change)),
        Named(name: "working unblock", value: .working(blockedToken, .unblock)),
        Named(name: "working first", value: .working(blankToken, .first)),
    ]

    static let query = ApplicationQuery(number: "E000000042", iin: identity.iin)
    static let codeProof = CodeProof(iin: identity.iin, text: "proof")

    static func standing(_ status: ApplicationStatus, _ step: ApplicationStep) -> ApplicationStanding {
        ApplicationStanding(
            number: "E000000042", iin: identity.iin,
            facts: ApplicationStep.Facts(status: status, medium: .idCard, madeOn: identity.birthDate), step: step)
    }

    static let applicationStates: [Named<ApplicationState>] = [
        Named(name: "entering", value: .entering(nil, nil)),
        Named(name: "entering (proven)", value: .entering(codeProof, .applicationUnknown)),
        Named(name: "sendingCode", value: .sendingCode(query)),
        Named(name: "code", value: .code(query, challenge, nil)),
        Named(name: "checkingCode", value: .checkingCode(query, challenge)),
        Named(name: "asking", value: .asking(query, codeProof)),
        Named(name: "shown (hand in)", value: .shown(standing(.applied, .handIn), form: nil)),
        Named(name: "shown (write)", value: .shown(standing(.confirmed, .write), form: nil)),
        Named(name: "shown (wait)", value: .shown(standing(.submitted, .wait), form: nil)),
        Named(name: "printing", value: .printing(standing(.applied, .handIn))),
        Named(name: "notice", value: .notice(standing(.confirmed, .write))),
        Named(name: "opening", value: .opening(Application(number: "E000000042", iin: identity.iin))),
        Named(name: "retry (code)", value: .retry(query, nil, .portalUnreachable)),
        Named(name: "retry (standing)", value: .retry(query, codeProof, .portalUnreachable)),
    ]

    static let bin: BIN = {
        guard let bin = try? BIN(text: "230440000010") else { preconditionFailure("the number is one") }
        return bin
    }()
    static let organisation = OrganisationName(bin: bin, name: "Demo Organisation 1")
    static let organisationWish = SignedWish.organisation(bin, .file)
    static let organisationApplication = Application(
        number: "E000000043", iin: identity.iin, medium: .file, organisation: organisation)

    static let reissueStates: [Named<ReissueState>] = [
        Named(name: "enteringBIN", value: .enteringBIN(card, nil)),
        Named(name: "choosingMedium", value: .choosingMedium(card, bin, nil)),
        Named(name: "notice", value: .notice(card, .renewal)),
        Named(name: "notice (organisation)", value: .notice(card, organisationWish)),
        Named(name: "pin", value: .pin(card, .renewal, nil)),
        Named(name: "pin (last try)", value: .pin(cardBeforeLastTry, .renewal, .pinWrong)),
        Named(name: "pin (organisation)", value: .pin(card, organisationWish, nil)),
        Named(name: "lastTry", value: .lastTry(cardBeforeLastTry, .renewal)),
        Named(name: "verifying", value: .verifying(card, .renewal)),
        Named(name: "verifying (organisation)", value: .verifying(card, organisationWish)),
        Named(name: "signing", value: .signing),
        Named(name: "sending", value: .sending),
        Named(name: "retry", value: .retry(.portalUnreachable)),
        Named(name: "opening", value: .opening(application)),
    ]

    static let keyFile = StickKeyFile(path: "EDS.p12", size: 4000)
    static let listing = StickListing(
        stick: "7", files: [keyFile, StickKeyFile(path: "old/EDS-2.p12", size: 4001)])
    static let oneFile = StickListing(stick: "7", files: [keyFile])
    static let openedFile = OpenedKeyFile(file: keyFile, certificates: card.certificates)
    static let expiredFile = OpenedKeyFile(
        file: keyFile,
        certificates: card.certificates.map {
            var certificate = $0
            certificate.standing = .expired
            return certificate
        })
    static let keyFileStates: [Named<KeyFileState>] = [
        Named(name: "insertStick", value: .insertStick(nil, nil)),
        Named(name: "insertStick (left behind)", value: .insertStick(.refused(.stickLeftBehind), nil)),
        Named(name: "insertStick (no file on it)", value: .insertStick(.ready, .keyFileMissing)),
        Named(name: "listing", value: .listing),
        Named(name: "choosing", value: .choosing(listing, nil)),
        Named(name: "password", value: .password(listing, keyFile, nil)),
        Named(name: "password (one file)", value: .password(oneFile, keyFile, .keyFilePassword)),
        Named(name: "opening", value: .opening(listing, keyFile)),
        Named(name: "shown", value: .shown(openedFile)),
        Named(name: "shown (expired)", value: .shown(expiredFile)),
        Named(name: "enteringBIN", value: .enteringBIN(openedFile, nil)),
        Named(name: "choosingMedium", value: .choosingMedium(openedFile, bin, nil)),
        Named(name: "notice", value: .notice(openedFile, .renewal)),
        Named(name: "notice (organisation)", value: .notice(openedFile, organisationWish)),
        Named(name: "signing", value: .signing),
    ]

    static let revoked = RevokedCertificates(
        iin: identity.iin, serials: ["01", "02"], cause: .keyCompromise, at: UnixTime(milliseconds: 0))

    static let revocationStates: [Named<RevocationState>] = [
        Named(name: "choosing", value: .choosing(card)),
        Named(name: "pin", value: .pin(card, .keyCompromise, nil)),
        Named(name: "pin (last try)", value: .pin(cardBeforeLastTry, .keyCompromise, .pinWrong)),
        Named(name: "lastTry", value: .lastTry(cardBeforeLastTry, .keyCompromise)),
        Named(name: "verifying", value: .verifying(card, .keyCompromise)),
        Named(name: "signing", value: .signing),
        Named(name: "sending", value: .sending),
        Named(name: "retry", value: .retry(.portalUnreachable)),
    ]

    static let identified = IdentifiedPerson(applicant: applicant, attempt: attempt)
    static let liveSets = [
        LiveEDS(id: "E1", medium: .idCard, serials: ["01", "02"], lastDay: identity.birthDate),
        LiveEDS(id: "E2", medium: nil, serials: ["03"], lastDay: identity.birthDate),
    ]
    static let lost = LostEDS(person: identified, sets: [liveSets[0]])
    static let lostEDSStates: [Named<LostEDSState>] = [
        Named(name: "listing", value: .listing(identified)),
        Named(name: "choosing", value: .choosing(identified, liveSets)),
        Named(name: "reason", value: .reason(lost)),
        Named(name: "confirming", value: .confirming(lost, .keyCompromise)),
        Named(name: "revoking", value: .revoking(lost, .keyCompromise)),
        Named(name: "retry (list)", value: .retry(.list(identified), .portalUnreachable)),
        Named(name: "retry (revoke)", value: .retry(.revoke(lost, .keyCompromise), .portalUnreachable)),
    ]

    static let phoneSignature = PhoneSignature(name: "s1", qr: "psc-sign:1")
    static let scannedSignature: PhoneSignature = {
        var scanned = phoneSignature
        scanned.isScanned = true
        return scanned
    }()
    static let phoneWorks: [Named<PhoneSignedWork>] = [
        Named(name: "exchange", value: .exchange(paidDraft)),
        Named(name: "revocation", value: .revocation(card, .keyCompromise)),
    ]
    static let phoneSigningStates: [Named<PhoneSigningState>] = phoneWorks.flatMap { work in
        [
            Named(name: "opening (\(work.name))", value: .opening(work.value)),
            Named(name: "showing (\(work.name))", value: .showing(work.value, phoneSignature, nil)),
            Named(
                name: "showing (\(work.name), scanned)",
                value: .showing(work.value, scannedSignature, .portalUnreachable)),
            Named(name: "retry (\(work.name))", value: .retry(work.value, .phoneSignatureOver)),
        ]
    }

    static let logIn = LogIn(name: "l1", challenge: "c1", qr: "psc-log-in:1")
    /// The same, once an EDS has said whose it is.
    static let ownLogIn: LogIn = {
        var own = logIn
        own.iin = identity.iin
        return own
    }()
    static let signedLogIn = SignedLogIn(logIn: ownLogIn, iin: identity.iin)
    static let awaited = AwaitedCode(signed: signedLogIn, challenge: challenge)
    static let summary = AccountSummary(
        name: "Demo Person 1", maskedPhone: "…67",
        documents: (1...7).map { DocumentHistoryLine.sample(8 - $0) })
    static let openAccount = OpenAccount(logIn: ownLogIn, way: .card, summary: summary)
    static let scannedAccount = OpenAccount(logIn: logIn, way: .phone, summary: summary)
    static let number: MobileNumber = {
        guard let number = MobileNumber(typed: "7010000077") else { preconditionFailure("the number is one") }
        return number
    }()
    static let missing = MissingCode(reason: .zeroBalance, phone: number)
    /// Every screen that waits for an SMS code.
    static let codeScreens: [Named<AwaitedCodeScreen>] = [
        Named(name: "identification", value: .identification(applicant, challenge)),
        Named(name: "application", value: .application(query, challenge)),
        Named(name: "logIn", value: .logIn(awaited)),
        Named(name: "phone", value: .phone(.account(openAccount), number, challenge)),
    ]
    static let missingCodeStates: [Named<MissingCodeState>] = codeScreens.flatMap { screen in
        [
            Named(name: "reason (\(screen.name))", value: .reason(screen.value)),
            Named(name: "phone (\(screen.name))", value: .phone(screen.value, .zeroBalance, nil)),
            Named(name: "report (\(screen.name))", value: .report(screen.value, missing, nil)),
            Named(name: "reporting (\(screen.name))", value: .reporting(screen.value, missing)),
            Named(name: "reported (\(screen.name))", value: .reported(screen.value, number: "R000000001")),
        ]
    }
    static let accountStates: [Named<AccountState>] = [
        Named(name: "choosing", value: .choosing),
        Named(name: "opening (card)", value: .opening(.card)),
        Named(name: "opening (phone)", value: .opening(.phone)),
        Named(name: "scanning", value: .scanning(logIn, nil)),
        Named(name: "scanning (line cut)", value: .scanning(logIn, .portalUnreachable)),
        Named(name: "insertCard", value: .insertCard(logIn, nil)),
        Named(name: "insertCard (unplugged)", value: .insertCard(logIn, .readerUnplugged)),
        Named(name: "reading", value: .reading(logIn)),
        Named(name: "pin", value: .pin(logIn, card, nil)),
        Named(name: "pin (last try)", value: .pin(logIn, cardBeforeLastTry, .pinWrong)),
        Named(name: "lastTry", value: .lastTry(logIn, cardBeforeLastTry)),
        Named(name: "verifying", value: .verifying(logIn, card)),
        Named(name: "signing", value: .signing(logIn)),
        Named(name: "sendingCode", value: .sendingCode(signedLogIn)),
        Named(name: "code", value: .code(awaited, nil)),
        Named(name: "checkingCode", value: .checkingCode(awaited)),
        Named(name: "noPhone", value: .noPhone(signedLogIn)),
        Named(name: "fetching (card)", value: .fetching(logIn, .card, proof: "p")),
        Named(name: "fetching (phone)", value: .fetching(logIn, .phone, proof: nil)),
        Named(name: "shown", value: .shown(openAccount, phoneIsNew: false)),
        Named(name: "shown (after a scan)", value: .shown(scannedAccount, phoneIsNew: false)),
        Named(name: "listed", value: .listed(openAccount, AccountPage(.documents))),
        Named(name: "phone", value: .phone(.account(openAccount), nil)),
        Named(name: "phone (before the code)", value: .phone(.beforeCode(signedLogIn), nil)),
        Named(name: "sendingPhoneCode", value: .sendingPhoneCode(.account(openAccount), number)),
        Named(name: "phoneCode", value: .phoneCode(.account(openAccount), number, challenge, nil)),
        Named(
            name: "checkingPhoneCode",
            value: .checkingPhoneCode(.account(openAccount), number, challenge)),
        Named(
            name: "checkingPhoneCode (before the code)",
            value: .checkingPhoneCode(.beforeCode(signedLogIn), number, challenge)),
        Named(name: "retry (card)", value: .retry(.begin(.card), .portalUnreachable)),
        Named(name: "retry (code)", value: .retry(.sendCode(signedLogIn), .portalUnreachable)),
        Named(name: "retry (fetch)", value: .retry(.fetch(logIn, .card, proof: "p"), .portalUnreachable)),
        Named(name: "retry (phone)", value: .retry(.begin(.phone), .logInOver)),
    ]

    static let edsStates: [Named<EDSState>] = [
        Named(name: "choosingMedium", value: .choosingMedium),
        Named(name: "choosingToken", value: .choosingToken),
        Named(name: "consent", value: .consent),
        Named(name: "notice", value: .notice),
        Named(name: "entering", value: .entering(nil)),
        Named(name: "checking", value: .checking(identity)),
        Named(name: "sendingCode", value: .sendingCode(applicant)),
        Named(name: "code", value: .code(applicant, challenge, nil)),
        Named(name: "checkingCode", value: .checkingCode(applicant, challenge)),
        Named(name: "positioning", value: .positioning(applicant, cameraFault: nil)),
        Named(name: "positioning (camera lost)", value: .positioning(applicant, cameraFault: .cameraLost)),
        Named(name: "noPortrait", value: .noPortrait(withoutPortrait)),
        Named(name: "opening", value: .opening(applicant)),
        Named(name: "opening (no portrait)", value: .opening(withoutPortrait)),
        Named(name: "noPortrait (poor)", value: .noPortrait(withPoorPortrait)),
        Named(name: "documentKey", value: .documentKey(reading, nil)),
        Named(name: "documentKey (wrong)", value: .documentKey(reading, .chipAccess)),
        Named(name: "insertDocument", value: .insertDocument(reading, nil)),
        Named(name: "insertDocument (removed)", value: .insertDocument(reading, .cardRemoved)),
        Named(name: "insertDocument (no chip)", value: .insertDocument(reading, .chipAbsent)),
        Named(name: "readingDocument", value: .readingDocument(reading)),
        Named(name: "documentRefused", value: .documentRefused(reading, .chipUntrusted)),
        Named(name: "positioning (chip)", value: .positioning(withChipPortrait, cameraFault: nil)),
        Named(name: "failed (chip)", value: .failed(withChipPortrait, .noMatch)),
        Named(name: "capturing", value: .capturing(applicant, attempt)),
        Named(name: "capturing (no more time)", value: .capturing(applicant, extendedAttempt)),
        Named(name: "cameraAway", value: .cameraAway(applicant, attempt)),
        Named(name: "closing (matched)", value: .closing(applicant, attempt, .matched)),
        Named(name: "closing (no match)", value: .closing(applicant, attempt, .noMatch)),
        Named(name: "closing (cancelled)", value: .closing(applicant, attempt, .cancelled)),
        Named(name: "failed", value: .failed(applicant, .noMatch)),
        Named(name: "applying", value: .applying(applicant, attempt)),
        Named(name: "insertCard", value: .insertCard(application, nil)),
        Named(name: "insertCard (reader unplugged)", value: .insertCard(application, .readerUnplugged)),
        Named(name: "readingCard", value: .readingCard(application)),
        Named(name: "pin", value: .pin(application, .remaining(3), nil)),
        Named(name: "pin (last try)", value: .pin(application, .remaining(1), .pinWrong)),
        Named(name: "lastTry", value: .lastTry(application, .remaining(1))),
        Named(name: "pin (unknown tries)", value: .pin(application, .unknown, nil)),
        Named(name: "verifyingPIN", value: .verifyingPIN(application)),
        Named(name: "writing keys", value: .writing(application, .keys)),
        Named(name: "writing request", value: .writing(application, .request)),
        Named(name: "writing store", value: .writing(application, .store)),
        Named(name: "filePassword", value: .filePassword(fileApplication, again: false, nil)),
        Named(name: "filePassword (again)", value: .filePassword(fileApplication, again: true, nil)),
        Named(name: "insertStick", value: .insertStick(fileApplication, nil)),
        Named(name: "insertStick (disguised)", value: .insertStick(fileApplication, .refused(.stickNotStorage))),
        Named(name: "writing keys (file)", value: .writing(fileApplication, .keys)),
        Named(name: "writing request (file)", value: .writing(fileApplication, .request)),
        Named(name: "writing store (file)", value: .writing(fileApplication, .store)),
        Named(name: "retry request (file)", value: .retry(.request(fileApplication), .portalUnreachable)),
        Named(name: "notSaved", value: .notSaved(fileApplication, .stickRemoved, StickSight.none)),
        Named(name: "notSaved (stick is back)", value: .notSaved(fileApplication, .stickRemoved, .ready)),
        Named(name: "insertToken", value: .insertToken(tokenApplication, nil)),
        Named(name: "insertToken (several)", value: .insertToken(tokenApplication, .refused(.tokenSeveral))),
        Named(name: "readingCard (token)", value: .readingCard(tokenApplication)),
        Named(name: "pin (token)", value: .pin(tokenApplication, .several, nil)),
        Named(name: "pin (token, last try)", value: .pin(tokenApplication, .remaining(1), .pinWrong)),
        Named(name: "lastTry (token)", value: .lastTry(tokenApplication, .remaining(1))),
        Named(name: "verifyingPIN (token)", value: .verifyingPIN(tokenApplication)),
        Named(name: "writing keys (token)", value: .writing(tokenApplication, .keys)),
        Named(name: "writing request (token)", value: .writing(tokenApplication, .request)),
        Named(name: "writing store (token)", value: .writing(tokenApplication, .store)),
        Named(name: "retry request (token)", value: .retry(.request(tokenApplication), .portalUnreachable)),
        Named(name: "offerNewPIN", value: .offerNewPIN(issuedSet)),
        Named(name: "enteringNewPIN old", value: .enteringNewPIN(issuedSet, .old, nil)),
        Named(name: "enteringNewPIN new", value: .enteringNewPIN(issuedSet, .new, nil)),
        Named(name: "enteringNewPIN again", value: .enteringNewPIN(issuedSet, .again, nil)),
        Named(name: "changingPIN", value: .changingPIN(issuedSet)),
        Named(name: "retry check", value: .retry(.check(identity), .portalUnreachable)),
        Named(name: "retry sendCode", value: .retry(.sendCode(applicant), .portalUnreachable)),
        Named(name: "retry apply", value: .retry(.apply(applicant, attempt), .portalUnreachable)),
        Named(name: "retry request", value: .retry(.request(application), .portalUnreachable)),
    ]

    static let stages: [Named<CitizenSession.Stage>] =
        [
            Named(name: "idle", value: .idle),
            Named(name: "formerCard", value: .formerCard),
            Named(name: "services", value: .services(.kazakh)),
            Named(name: "ticket choosing", value: .ticket(.kazakh, .choosing(QueueChoice()))),
            Named(
                name: "ticket choosing (preferential)",
                value: .ticket(.kazakh, .choosing(QueueChoice(claimsPreference: true)))),
            Named(
                name: "ticket choosing (no reservation)",
                value: .ticket(.kazakh, .choosing(QueueChoice(notice: ReservationNotice.none)))),
            Named(name: "ticket entering", value: .ticket(.kazakh, .entering(nil))),
            Named(name: "ticket lookingUp", value: .ticket(.kazakh, .lookingUp)),
            Named(name: "ticket issuing", value: .ticket(.kazakh, .issuing)),
            Named(name: "ticket printing", value: .ticket(.kazakh, .printing(number: "A001"))),
            Named(name: "ending (slip due)", value: .ending(.kazakh, .referral, nil)),
            Named(name: "ending (slip done)", value: .ending(.kazakh, .referral, .printed)),
            Named(name: "ending (no slip)", value: .ending(.kazakh, .refused(.personUnderAge), nil)),
            Named(name: "takeCard", value: .takeCard(.kazakh)),
        ] + edsStates.map { Named(name: "eds \($0.name)", value: .eds(.kazakh, $0.value)) }
        + cardCareStates.map { Named(name: "card \($0.name)", value: .cardCare(.kazakh, $0.value)) }
        + tokenReportStates.map { Named(name: "token \($0.name)", value: .cardCare(.kazakh, .token($0.value))) }
        + applicationStates.map { Named(name: "application \($0.name)", value: .application(.kazakh, $0.value)) }
        + reissueStates.map { Named(name: "reissue \($0.name)", value: .reissue(.kazakh, $0.value)) }
        + keyFileStates.map { Named(name: "file \($0.name)", value: .keyFile(.kazakh, $0.value)) }
        + revocationStates.map { Named(name: "revocation \($0.name)", value: .revocation(.kazakh, $0.value)) }
        + lostEDSStates.map { Named(name: "lost \($0.name)", value: .lostEDS(.kazakh, $0.value)) }
        + exchangeStates.map { Named(name: "exchange \($0.name)", value: .exchange(.kazakh, $0.value)) }
        + accountStates.map { Named(name: "account \($0.name)", value: .account(.kazakh, $0.value)) }
        + phoneSigningStates.map { Named(name: "phone \($0.name)", value: .phoneSigning(.kazakh, $0.value)) }
        + missingCodeStates.map { Named(name: "missing \($0.name)", value: .missingCode(.kazakh, $0.value)) }

    static let events: [Named<SessionEvent>] =
        personEvents + cardEvents + exchangeEvents + accountEvents + [
            Named(name: "time.expired", value: .time(.expired)),
            Named(name: "time.cameraGraceOver", value: .time(.cameraGraceOver)),
            Named(name: "camera.lost", value: .camera(.lost(.cameraLost))),
            Named(name: "camera.back", value: .camera(.back)),
            Named(name: "camera.matched", value: .camera(.outcome(.matched))),
            Named(name: "camera.noMatch", value: .camera(.outcome(.noMatch))),
            Named(name: "portal.person", value: .portal(.person(applicant))),
            Named(name: "portal.refused", value: .portal(.refused(.personUnderAge))),
            Named(name: "portal.codeSent", value: .portal(.codeSent(challenge))),
            Named(name: "portal.codeRight", value: .portal(.codeRight(proof: "proof"))),
            Named(name: "portal.codeWrong", value: .portal(.codeWrong(triesLeft: 1))),
            Named(name: "portal.codeWrong (last)", value: .portal(.codeWrong(triesLeft: 0))),
            Named(name: "portal.application", value: .portal(.application(application))),
            Named(name: "portal.application (token)", value: .portal(.application(tokenApplication))),
            Named(name: "portal.application (organisation)", value: .portal(.application(organisationApplication))),
            Named(name: "portal.standing", value: .portal(.standing(standing(.applied, .handIn)))),
            Named(name: "portal.refused (no such application)", value: .portal(.refused(.applicationUnknown))),
            Named(name: "journal.requestOpened", value: .journal(.requestOpened)),
            Named(name: "portal.certificatesIssued", value: .portal(.certificatesIssued)),
            Named(name: "portal.phoneSignatureOpened", value: .portal(.phoneSignatureOpened(phoneSignature))),
            Named(name: "portal.phoneSignatureWaits", value: .portal(.phoneSignatureWaits(isScanned: true))),
            Named(name: "portal.phoneSigned", value: .portal(.phoneSigned)),
            Named(
                name: "portal.refused (phone's time over)", value: .portal(.refused(.phoneSignatureOver))),
            Named(name: "portal.liveEDS", value: .portal(.liveEDS(liveSets))),
            Named(name: "portal.liveEDS (none)", value: .portal(.liveEDS([]))),
            Named(name: "portal.revoked", value: .portal(.revoked(revoked))),
            Named(name: "portal.reservation none", value: .portal(.reservation(ReservationNotice.none))),
            Named(name: "portal.lost", value: .portal(.lost(.portalUnreachable))),
            Named(name: "journal.attemptOpened", value: .journal(.attemptOpened(attempt, reference: nil))),
            Named(
                name: "journal.attemptOpened (poor portrait)",
                value: .journal(.attemptOpened(attempt, reference: .referencePoor))),
            Named(name: "journal.attemptRefused", value: .journal(.attemptRefused(.attemptsExhausted))),
            Named(name: "journal.attemptClosed", value: .journal(.attemptClosed(failures: 2))),
            Named(name: "journal.attemptClosed (fifth)", value: .journal(.attemptClosed(failures: 5))),
            Named(name: "journal.ticket", value: .journal(.ticket(number: "A001"))),
            Named(name: "journal.failed", value: .journal(.failed(.journalFull))),
            Named(name: "printer.printed", value: .printer(.slip(.printed))),
            Named(name: "printer.unconfirmed", value: .printer(.slip(.unconfirmed))),
            Named(name: "printer.failed", value: .printer(.slip(.failed(.printerPaperOut)))),
            Named(name: "printer.lost", value: .printer(.lost(.printerLost))),
        ]

    private static let accountEvents: [Named<SessionEvent>] = [
        Named(name: "person.service account", value: .person(.service(.account))),
        Named(name: "person.logIn card", value: .person(.logIn(.card))),
        Named(name: "person.logIn phone", value: .person(.logIn(.phone))),
        Named(name: "person.codeMissing", value: .person(.codeMissing)),
        Named(name: "person.codeMissingFor", value: .person(.codeMissingFor(.zeroBalance))),
        Named(name: "person.sendReport", value: .person(.sendReport)),
        Named(name: "person.accountPage", value: .person(.accountPage(AccountPage(.documents, 1)))),
        Named(name: "person.changePhone", value: .person(.changePhone)),
        Named(name: "person.phone", value: .person(.phone(number))),
        Named(name: "portal.logInOpened", value: .portal(.logInOpened(logIn))),
        Named(name: "portal.logInWaits", value: .portal(.logInWaits)),
        Named(name: "portal.logInComplete", value: .portal(.logInComplete)),
        Named(name: "portal.logInSigned", value: .portal(.logInSigned(identity.iin))),
        Named(name: "portal.account", value: .portal(.account(summary))),
        Named(name: "portal.missingCodeReported", value: .portal(.missingCodeReported(number: "R000000001"))),
        Named(name: "portal.phoneRegistered", value: .portal(.phoneRegistered)),
        Named(name: "portal.refused (log-in over)", value: .portal(.refused(.logInOver))),
        Named(name: "portal.refused (no phone)", value: .portal(.refused(.smsPhoneUnknown))),
    ]

    private static let personEvents: [Named<SessionEvent>] = [
        Named(name: "person.language", value: .person(.language(.russian))),
        Named(name: "person.service queue", value: .person(.service(.queueTicket))),
        Named(name: "person.service eds", value: .person(.service(.edsByFace))),
        Named(name: "person.service card", value: .person(.service(.myCard))),
        Named(name: "person.service application", value: .person(.service(.myApplication))),
        Named(
            name: "person.applicationNumber", value: .person(.applicationNumber("E000000042", identity.iin))),
        Named(name: "person.printForm", value: .person(.printForm)),
        Named(name: "person.writeNow", value: .person(.writeNow)),
        Named(name: "person.purpose", value: .person(.purpose("documents"))),
        Named(name: "person.reservation", value: .person(.reservation)),
        Named(name: "person.reservationOf", value: .person(.reservationOf(identity.iin))),
        Named(name: "person.withoutReservation", value: .person(.withoutReservation)),
        Named(name: "person.claimPreference", value: .person(.claimPreference(true))),
        Named(name: "person.consent", value: .person(.consent)),
        Named(name: "person.confirmNotice", value: .person(.confirmNotice)),
        Named(name: "person.identity", value: .person(.identity(identity))),
        Named(name: "person.invalidEntry", value: .person(.invalidEntry(.iinCheckDigit))),
        Named(name: "person.code", value: .person(.code("123456"))),
        Named(name: "person.sendCodeAgain", value: .person(.sendCodeAgain)),
        Named(name: "person.start", value: .person(.start)),
        Named(name: "person.cannotTurn", value: .person(.cannotTurn(true))),
        Named(name: "person.useDocument", value: .person(.useDocument)),
        Named(name: "person.documentKey", value: .person(.documentKey(.expiryDate))),
        Named(name: "person.documentKeyEntered", value: .person(.documentKeyEntered)),
        Named(name: "person.withoutDocument", value: .person(.withoutDocument)),
        Named(name: "person.moreTime", value: .person(.moreTime)),
        Named(name: "person.tryAgain", value: .person(.tryAgain)),
        Named(name: "person.pinEntered", value: .person(.pinEntered)),
        Named(name: "person.factoryPINEntered", value: .person(.factoryPINEntered)),
        Named(name: "person.confirmLastTry", value: .person(.confirmLastTry)),
        Named(name: "person.changePIN", value: .person(.changePIN)),
        Named(name: "person.unblockPIN", value: .person(.unblockPIN)),
        Named(name: "person.reissue", value: .person(.reissue)),
        Named(name: "person.obtainAnew", value: .person(.obtainAnew)),
        Named(name: "person.organisationEDS", value: .person(.organisationEDS)),
        Named(name: "person.organisation", value: .person(.organisation(bin))),
        Named(name: "person.myFile", value: .person(.myFile)),
        Named(name: "person.myToken", value: .person(.myToken)),
        Named(name: "person.keyFile", value: .person(.keyFile(1))),
        Named(name: "person.keyFile (none)", value: .person(.keyFile(7))),
        Named(name: "person.medium file", value: .person(.medium(.file))),
        Named(name: "person.medium card", value: .person(.medium(.idCard))),
        Named(name: "person.medium token", value: .person(.medium(.kaztoken))),
        Named(name: "person.revokeEDS", value: .person(.revokeEDS)),
        Named(name: "person.revokeFor", value: .person(.revokeFor(.keyCompromise))),
        Named(name: "person.revokeFor (not the holder's)", value: .person(.revokeFor(.superseded))),
        Named(name: "person.cardLost", value: .person(.cardLost)),
        Named(name: "person.lostEDS", value: .person(.lostEDS("E1"))),
        Named(name: "person.lostEDS (all)", value: .person(.lostEDS(nil))),
        Named(name: "person.lostEDS (another's)", value: .person(.lostEDS("E9"))),
        Named(name: "person.confirmRevocation", value: .person(.confirmRevocation)),
        Named(name: "person.signByPhone", value: .person(.signByPhone)),
        Named(name: "person.cancel", value: .person(.cancel)),
        Named(name: "person.done", value: .person(.done)),
    ]

    private static let cardEvents: [Named<SessionEvent>] = [
        Named(name: "card.inserted", value: .card(.inserted)),
        Named(name: "card.removed", value: .card(.removed)),
        Named(name: "card.readerLost", value: .card(.readerLost)),
        Named(name: "card.readerBack", value: .card(.readerBack)),
        Named(name: "card.read", value: .card(.read(.remaining(3)))),
        Named(name: "card.report", value: .card(.report(card))),
        Named(name: "card.pinAccepted", value: .card(.pinAccepted)),
        Named(name: "card.pinWrong", value: .card(.pinWrong(.remaining(2)))),
        Named(name: "card.pinBlocked", value: .card(.pinBlocked)),
        Named(name: "card.reissueSigned", value: .card(.reissueSigned)),
        Named(name: "card.revocationSigned", value: .card(.revocationSigned)),
        Named(name: "card.keysReady", value: .card(.keysReady)),
        Named(
            name: "card.certificatesStored",
            value: .card(.certificatesStored(serials: ["01", "02"], factoryPIN: false))),
        Named(name: "card.pinChanged", value: .card(.pinChanged)),
        Named(name: "card.newPINsDiffer", value: .card(.newPINsDiffer)),
        Named(name: "card.portraitRead", value: .card(.portraitRead)),
        Named(name: "card.stick (ready)", value: .card(.stick(.ready))),
        Named(name: "card.stick (disguised)", value: .card(.stick(.refused(.stickNotStorage)))),
        Named(name: "card.stick (none)", value: .card(.stick(.none))),
        Named(name: "card.keyFiles", value: .card(.keyFiles(listing))),
        Named(name: "card.keyFiles (one)", value: .card(.keyFiles(oneFile))),
        Named(name: "card.keyFiles (none)", value: .card(.keyFiles(StickListing(stick: "7", files: [])))),
        Named(name: "card.keyFileOpened", value: .card(.keyFileOpened(openedFile))),
        Named(name: "card.failed (password)", value: .card(.failed(.keyFilePassword))),
        Named(name: "card.failed (no key file)", value: .card(.failed(.keyFileMalformed))),
        Named(name: "card.failed (stick not read)", value: .card(.failed(.stickNotRead))),
        Named(name: "card.token (ready)", value: .card(.token(.ready))),
        Named(name: "card.token (none)", value: .card(.token(.none))),
        Named(name: "card.tokenReport", value: .card(.tokenReport(token))),
        Named(name: "card.token (several)", value: .card(.token(.refused(.tokenSeveral)))),
        Named(name: "card.fileSaved", value: .card(.fileSaved(name: "EDS.p12", serials: ["01", "02"]))),
        Named(name: "card.failed (wrong CAN)", value: .card(.failed(.chipAccess))),
        Named(name: "card.failed (not trusted)", value: .card(.failed(.chipUntrusted))),
        Named(name: "card.failed (pulled)", value: .card(.failed(.cardRemoved))),
        Named(name: "card.pinWrong (last try)", value: .card(.pinWrong(.remaining(1)))),
        Named(name: "card.failed", value: .card(.failed(.cardCommunication))),
    ]

    static func name(of stage: CitizenSession.Stage) -> String {
        stages.first { $0.value == stage }?.name ?? stageName(stage)
    }

    /// The name of a stage whose payload is not one of the samples: the case names alone.
    static func stageName(_ stage: CitizenSession.Stage) -> String {
        switch stage {
        case .idle: "idle"
        case .formerCard: "formerCard"
        case .services: "services"
        case .ticket(_, let state): "ticket \(caseName(state))"
        case .eds(_, let state): "eds \(caseName(state))"
        case .cardCare(_, .token(let state)): "token \(caseName(state))"
        case .cardCare(_, let state): "card \(caseName(state))"
        case .application(_, let state): "application \(caseName(state))"
        case .reissue(_, let state): "reissue \(caseName(state))"
        case .keyFile(_, let state): "file \(caseName(state))"
        case .revocation(_, let state): "revocation \(caseName(state))"
        case .lostEDS(_, let state): "lost \(caseName(state))"
        case .exchange(_, let state): "exchange \(caseName(state))"
        case .account(_, let state): "account \(caseName(state))"
        case .phoneSigning(_, let state): "phone \(caseName(state))"
        case .missingCode(_, let state): "missing \(caseName(state))"
        case .ending(_, let ending, let slip): "ending \(caseName(ending))" + (slip == nil ? "" : " (slip done)")
        case .takeCard: "takeCard"
        }
    }

    static func caseName(_ value: some Any) -> String {
        Mirror(reflecting: value).children.first?.label ?? "\(value)"
    }
}
