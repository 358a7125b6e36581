import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTestSupport

/// Every stage of a session with everything that changes how it looks.
enum Stages {
    struct Shown: Sendable {
        /// Names the screenshot.
        var name: String
        var snapshot: KioskSnapshot
    }

    /// Valid by its check digit, of nobody.
    static let iinText = "900101300017"
    static let personName = "Demo Person 1"

    /// Made once: the walks by a browser ask for them at every step.
    private static let held = Dictionary(
        uniqueKeysWithValues: Language.allCases.map { language in (language, Result { try made(in: language) }) })

    static func all(in language: Language) throws -> [Shown] { try held[language]?.get() ?? [] }

    private static func made(in language: Language) throws -> [Shown] {
        let stages =
            try start(language) + identification(language) + face(language) + document(language) + card(language)
            + myCard(language) + reissue(language) + keyFile(language) + tokenReport(language)
            + revocation(language) + lostEDS(language) + phoneSigning(language) + myApplication(language)
            + exchange(language) + account(language) + onFile(language) + onToken(language) + endings(language)
        return stages.map { Shown(name: $0.0, snapshot: decorated($0.0, $0.1)) }
    }

    static func snapshot(_ stage: CitizenSession.Stage, cardPresent: Bool = false) -> KioskSnapshot {
        KioskSnapshot(
            session: CitizenSession(stage: stage, cardPresent: cardPresent), demonstration: true,
            pscName: Localised(
                kk: "№ 1 халыққа қызмет көрсету орталығы", ru: "Центр обслуживания населения № 1",
                en: "Public Service Centre No. 1"),
            purposes: [
                QueuePurpose(
                    id: "documents",
                    name: Localised(
                        kk: "Құжаттандыру және тіркеу", ru: "Документирование и регистрация",
                        en: "Documents and registration")),
                QueuePurpose(
                    id: "property",
                    name: Localised(kk: "Жылжымайтын мүлік", ru: "Недвижимость", en: "Real estate")),
                QueuePurpose(
                    id: "social",
                    name: Localised(
                        kk: "Әлеуметтік көмек және зейнетақы", ru: "Социальная помощь и пенсии",
                        en: "Social support and pensions")),
                QueuePurpose(
                    id: "other", name: Localised(kk: "Басқа мәселе", ru: "Другой вопрос", en: "Something else")),
            ],
            devices: [
                DeviceStatus(id: "reader.citizen", name: "", health: .ok, finding: "", isVirtual: true),
                DeviceStatus(id: "camera.face", name: "", health: .ok, finding: "", isVirtual: true),
                DeviceStatus(id: "printer.slip", name: "", health: .ok, finding: "", isVirtual: true),
            ], outcomes: [], today: CivilDate(year: 2025, month: 11, day: 21))
    }

    private static func decorated(_ name: String, _ stage: CitizenSession.Stage) -> KioskSnapshot {
        var shown = snapshot(stage, cardPresent: name.contains("card-in") || name.hasPrefix("take-card"))
        if name.contains("pin") { shown.pad = PINPad(id: "pad-1", labels: [7, 2, 9, 0, 4, 1, 8, 3, 6, 5]) }
        if name.contains("password") {
            let characters = Array(UInt8(ascii: "!")...UInt8(ascii: "~"))
            shown.keyboard = SecretPad(id: "keys-1", kind: .password, characters: characters)
        }
        if name.hasPrefix("eds-capturing") { (shown.guidance, shown.captureProgress) = ("hold-still", 0.6) }
        if name.hasPrefix("eds-reading-document") { shown.captureProgress = 0.4 }
        shown.session.savesFiles = name.hasSuffix("-sticks") || name.hasPrefix("key-file")
        shown.session.readsTokens = name.contains("-tokens")
        if name.contains("elsewhere") { shown.session.media = MediaPolicy(kiosk: [], desk: []) }
        if name.contains("organisation-only") { shown.session.media.kiosk.subtract([.idCard, .file]) }
        shown.session.readsDocuments = name.contains("document")
        // Two kinds of kiosks: one that asks for turns of the head, and one that asks for nothing.
        shown.challengeKind = name == "eds-positioning" || name == "eds-capturing" ? .none : .turns
        if let action = Self.challenge[name] {
            (shown.guidance, shown.captureProgress) = (action, 0.5)
            shown.challenge = ChallengeView(step: 2, steps: 2, secondsLeft: 3)
        }
        if name == "eds-positioning" { shown.guidance = "too-far" }
        if name == "eds-positioning-good" { shown.guidance = "good" }
        if name == "eds-identity-card", let iin = try? IIN(text: iinText) {
            shown.cardHolder = CardHolder(name: personName, iin: iin)
        }
        if name == "services-faults" {
            for index in shown.devices.indices { shown.devices[index].health = .fault }
        }
        if name == "services-more-time" { shown.secondsLeft = 20 }
        shown.session.signsByPhone = name.contains("phone") || name.hasPrefix("exchange-")
        if name.hasPrefix("account-scanning") || name.hasPrefix("phone-signing") {
            shown.qr = QRDrawing(side: 21, path: "M0 0h7v7h-7zM14 0h7v7h-7z")
        }
        if name == "eds-consent-lost" { shown.session.aim = .revocation }
        if name == "eds-consent-obtaining" || name.hasPrefix("eds-medium-obtaining") {
            shown.session.reason = .forgottenPIN
        }
        if name == "eds-consent-file" { (shown.session.reason, shown.session.medium) = (.forgottenPIN, .file) }
        if name == "ticket-choosing-closed" {
            shown.closings = Dictionary(uniqueKeysWithValues: shown.purposes.dropFirst().map { ($0.id, closed) })
        }
        return shown
    }

    private static let closed = Localised(
        kk: "Орталықта үзіліс. Талон беру басталады: 14:00.", ru: "В центре перерыв. Талоны выдаются с 14:00.",
        en: "The centre has a break. Slips are given from 14:00.")

    private static let challenge = [
        "eds-capturing-left": "turn-left", "eds-capturing-right": "turn-right", "eds-capturing-closer": "come-closer",
        "eds-capturing-ahead": "look-ahead",
    ]

    typealias Named = (String, CitizenSession.Stage)

    private static func start(_ language: Language) -> [Named] {
        [
            ("idle", .idle), ("former-card", .formerCard), ("services", .services(language)),
            ("services-faults", .services(language)), ("services-more-time", .services(language)),
            ("ticket-choosing", .ticket(language, .choosing(QueueChoice()))),
            ("ticket-choosing-closed", .ticket(language, .choosing(QueueChoice(claimsPreference: true)))),
            ("ticket-choosing-none", .ticket(language, .choosing(QueueChoice(notice: ReservationNotice.none)))),
            (
                "ticket-choosing-early",
                .ticket(
                    language, .choosing(QueueChoice(notice: .early(from: CivilTime(hour: 9, minute: 30) ?? .midnight))))
            ),
            ("ticket-choosing-late", .ticket(language, .choosing(QueueChoice(notice: .late)))),
            ("ticket-choosing-unknown", .ticket(language, .choosing(QueueChoice(notice: .unknown)))),
            ("ticket-choosing-tries", .ticket(language, .choosing(QueueChoice(notice: .tooManyTries)))),
            ("ticket-reservation", .ticket(language, .entering(nil))),
            ("ticket-reservation-wrong", .ticket(language, .entering(.iinCheckDigit))),
            ("ticket-looking-up", .ticket(language, .lookingUp)),
            ("ticket-issuing", .ticket(language, .issuing)),
            ("ticket-printing", .ticket(language, .printing(number: "A105"))),
            ("take-card", .takeCard(language)),
        ]
    }

    static func identity() throws -> Identity {
        Identity(
            iin: try IIN(text: iinText), documentNumber: "012345678", birthDate: .literal(1990, 1, 1))
    }

    static func applicant(failures: Int = 2, hasPortrait: Bool = true) throws -> Applicant {
        Applicant(identity: try identity(), failures: failures, hasPortrait: hasPortrait, proof: "proof-1")
    }

    static func application() throws -> Application { Application(number: "2025-000042", iin: try identity().iin) }

    static func organisation() throws -> OrganisationName {
        OrganisationName(
            bin: try BIN(text: "230440000010"),
            name: "«Қазақстан Демонстрациялық Ұйымы» жауапкершілігі шектеулі серіктестігі")
    }

    private static func identification(_ language: Language) throws -> [Named] {
        let challenge = CodeChallenge(id: "1", maskedPhone: "+7 ••• ••• •• 17", triesLeft: 3)
        let retried = CodeChallenge(id: "1", maskedPhone: "+7 ••• ••• •• 17", triesLeft: 1)
        let person = try applicant()
        let states: [(String, EDSState)] = [
            ("eds-medium", .choosingMedium), ("eds-medium-sticks", .choosingMedium),
            ("eds-medium-obtaining-sticks", .choosingMedium), ("eds-token", .choosingToken),
            ("eds-consent", .consent), ("eds-consent-obtaining", .consent),
            ("eds-consent-file", .consent), ("eds-consent-lost", .consent), ("eds-notice", .notice),
            ("eds-identity", .entering(nil)),
            ("eds-identity-card", .entering(nil)), ("eds-identity-wrong", .entering(.iinCheckDigit)),
            ("eds-checking", .checking(try identity())), ("eds-sending-code", .sendingCode(person)),
            ("eds-code", .code(person, challenge, nil)), ("eds-code-wrong", .code(person, retried, .smsWrong)),
            ("eds-checking-code", .checkingCode(person, challenge)),
            ("eds-retry-check", .retry(.check(try identity()), .portalUnreachable)),
            ("eds-retry-code", .retry(.sendCode(person), .portalUnreachable)),
        ]
        return states.map { ($0.0, .eds(language, $0.1)) }
    }

    private static func face(_ language: Language) throws -> [Named] {
        let person = try applicant()
        let attempt = OpenAttempt(id: "1", ordinal: 3)
        var (gentle, poor) = (person, person)
        gentle.cannotTurn = true
        poor.portraitIsPoor = true
        var states: [(String, EDSState)] = [
            ("eds-positioning", .positioning(person, cameraFault: nil)),
            ("eds-positioning-good", .positioning(person, cameraFault: nil)),
            ("eds-positioning-fault", .positioning(person, cameraFault: .cameraMissing)),
            ("eds-positioning-cannot-turn", .positioning(gentle, cameraFault: nil)),
            ("eds-capturing-left", .capturing(person, attempt)), ("eds-capturing-right", .capturing(person, attempt)),
            ("eds-capturing-closer", .capturing(person, attempt)),
            ("eds-capturing-ahead", .capturing(person, OpenAttempt(id: "1", ordinal: 3, extensionsLeft: 0))),
            ("eds-no-portrait-poor", .noPortrait(poor)),
            ("eds-no-portrait", .noPortrait(try applicant(hasPortrait: false))), ("eds-opening", .opening(person)),
            ("eds-capturing", .capturing(person, attempt)), ("eds-camera-away", .cameraAway(person, attempt)),
            ("eds-closing", .closing(person, attempt, .noMatch)), ("eds-applying", .applying(person, attempt)),
            ("eds-retry-apply", .retry(.apply(person, attempt), .portalUnreachable)),
        ]
        for outcome in AttemptOutcome.allCases where outcome != .matched {
            states.append(("eds-failed-\(outcome.rawValue)", .failed(person, outcome)))
        }
        return states.map { ($0.0, .eds(language, $0.1)) }
    }

    /// The portrait on the chip of the person's own document.
    private static func document(_ language: Language) throws -> [Named] {
        let reading = DocumentReading(applicant: try applicant(hasPortrait: false))
        let dated = DocumentReading(applicant: reading.applicant, key: .expiryDate)
        var states: [(String, EDSState)] = [
            ("eds-no-portrait-document", .noPortrait(reading.applicant)),
            ("eds-failed-document", .failed(try applicant(), .noMatch)),
            ("eds-document-key", .documentKey(reading, nil)),
            ("eds-document-key-wrong", .documentKey(reading, .chipAccess)),
            ("eds-document-key-date", .documentKey(dated, .chipNeedsDate)),
            ("eds-insert-document", .insertDocument(reading, nil)),
            ("eds-insert-document-card-in", .insertDocument(reading, .cardCommunication)),
            ("eds-reading-document-card-in", .readingDocument(reading)),
        ]
        for code in [FailureCode.chipUntrusted, .chipHolder, .chipPicture, .referencePoor] {
            states.append(("eds-document-refused-\(code.rawValue)", .documentRefused(reading, code)))
        }
        return states.map { ($0.0, .eds(language, $0.1)) }
    }

    private static func card(_ language: Language) throws -> [Named] {
        let application = try application()
        var states: [(String, EDSState)] = [
            ("eds-insert-card", .insertCard(application, nil)),
            ("eds-insert-card-wrong", .insertCard(application, .cardOfOtherPerson)),
            ("eds-reading-card-in", .readingCard(application)), ("eds-pin", .pin(application, .remaining(3), nil)),
            ("eds-pin-wrong", .pin(application, .remaining(1), .pinWrong)),
            ("eds-pin-unknown", .pin(application, .unknown, nil)),
            ("eds-last-try", .lastTry(application, .remaining(1))),
            ("eds-unknown-try", .lastTry(application, .unknown)),
            ("eds-verifying-pin", .verifyingPIN(application)),
            ("eds-retry-request", .retry(.request(application), .portalUnreachable)),
        ]
        for isFactory in [false, true] {
            let set = IssuedSet(application: application, serials: ["4f1c", "5a02"], hasFactoryPIN: isFactory)
            states.append(("eds-offer-new-pin\(isFactory ? "-factory" : "")", .offerNewPIN(set)))
        }
        let set = IssuedSet(application: application, serials: ["4f1c", "5a02"], hasFactoryPIN: false)
        for step in NewPINStep.allCases {
            states.append(("eds-new-pin-\(step.rawValue)", .enteringNewPIN(set, step, nil)))
        }
        states.append(("eds-new-pin-differs", .enteringNewPIN(set, .new, .pinMismatch)))
        states.append(("eds-changing-pin", .changingPIN(set)))
        for step in WriteStep.allCases { states.append(("eds-writing-\(step.rawValue)", .writing(application, step))) }
        return states.map { ($0.0, .eds(language, $0.1)) }
    }

    static func report(
        _ pin: SecretStanding = .remaining(3), _ puk: SecretStanding? = .remaining(3), isRevoked: Bool? = false
    ) -> CardReport {
        func certificate(_ uses: [EDSKey], _ until: CivilDate, _ standing: HeldCertificate.Standing)
            -> HeldCertificate
        {
            var certificate = HeldCertificate(
                uses: uses, notBefore: UnixTime(milliseconds: 0), notAfter: UnixTime(milliseconds: 0),
                now: UnixTime(milliseconds: 0), day: { _ in .literal(2025, 3, 1) })
            (certificate.lastDay, certificate.standing) = (until, standing)
            certificate.take(isRevoked: isRevoked)
            return certificate
        }
        return CardReport(
            certificates: [
                certificate([.authentication], .literal(2028, 3, 1), .valid(daysLeft: 1_001)),
                certificate([.signature], .literal(2025, 12, 22), .valid(daysLeft: 31)),
                certificate([.authentication, .signature], .literal(2024, 3, 1), .expired),
            ], pin: pin, puk: puk, canRenew: true)
    }

    /// "My card": E8, E9, E10.
    private static func myCard(_ language: Language) -> [Named] {
        let (blocked, dead) = (report(.blocked), report(.blocked, .blocked))
        let last = report(.remaining(1), .remaining(1))
        let states: [(String, CardCareState)] = [
            ("card-insert", .insertCard(nil)), ("card-insert-wrong", .insertCard(.cardUnknown)),
            ("card-insert-sticks", .insertCard(nil)), ("card-insert-wrong-sticks", .insertCard(.cardUnknown)),
            ("card-insert-tokens-sticks", .insertCard(nil)),
            ("card-insert-wrong-tokens-sticks", .insertCard(.cardUnknown)),
            ("card-reading-card-in", .reading), ("card-shown-card-in", .shown(report(), nil)),
            ("card-shown-none-card-in", .shown(CardReport(pin: .remaining(3)), nil)),
            ("card-shown-blocked-card-in", .shown(blocked, .pinBlocked)),
            ("card-shown-dead-card-in", .shown(dead, .pukBlocked)),
            ("card-shown-no-puk-card-in", .shown(report(.remaining(3), nil), nil)),
            ("card-shown-unclear-card-in", .shown(report(isRevoked: nil), nil)),
            ("card-shown-revoked-card-in", .shown(report(.remaining(3), nil, isRevoked: true), nil)),
            ("card-shown-elsewhere-card-in", .shown(report(.remaining(3), nil), nil)),
            ("card-shown-dead-elsewhere-card-in", .shown(dead, .pukBlocked)),
            ("card-pin-old", .entering(report(), .change, .old, nil)),
            ("card-pin-wrong", .entering(last, .change, .old, .pinWrong)),
            ("card-pin-new", .entering(report(), .change, .new, nil)),
            ("card-pin-again", .entering(report(), .change, .again, nil)),
            ("card-pin-puk", .entering(blocked, .unblock, .old, nil)),
            ("card-pin-puk-wrong", .entering(report(.blocked, .remaining(2)), .unblock, .old, .pukWrong)),
            ("card-last-try", .confirming(last, .change)), ("card-last-puk-try", .confirming(last, .unblock)),
            ("card-unknown-try", .confirming(report(.unknown, .unknown), .unblock)),
            ("card-renewing-pin", .working(report(), .change)), ("card-renewing-pin-puk", .working(blocked, .unblock)),
        ]
        return states.map { ($0.0, .cardCare(language, $0.1)) }
    }

    /// "Renew the EDS": E6.
    private static func reissue(_ language: Language) throws -> [Named] {
        let organisation = try organisation()
        let states: [(String, ReissueState)] = [
            ("organisation-bin", .enteringBIN(report(), nil)),
            ("organisation-bin-wrong", .enteringBIN(report(), .binCheckDigit)),
            ("organisation-medium", .choosingMedium(report(), organisation.bin, nil)),
            ("organisation-medium-card", .choosingMedium(report(), organisation.bin, .organisationIDCard)),
            ("organisation-notice", .notice(report(), .organisation(organisation.bin, .file))),
            ("organisation-pin", .pin(report(), .organisation(organisation.bin, .file), nil)),
            ("reissue-notice", .notice(report(), .renewal)), ("reissue-pin", .pin(report(), .renewal, nil)),
            ("reissue-pin-wrong", .pin(report(.remaining(1)), .renewal, .pinWrong)),
            ("reissue-last-try", .lastTry(report(.remaining(1)), .renewal)),
            ("reissue-verifying-pin", .verifying(report(), .renewal)),
            ("reissue-signing", .signing), ("reissue-sending", .sending),
            ("reissue-retry", .retry(.portalUnreachable)), ("reissue-opening", .opening(try application())),
        ]
        return states.map { ($0.0, .reissue(language, $0.1)) }
    }

    static func standing(
        _ status: ApplicationStatus, _ step: ApplicationStep, elsewhere: String? = nil, because reason: String? = nil
    ) throws -> ApplicationStanding {
        ApplicationStanding(
            number: "E000000042", iin: try IIN(text: iinText),
            facts: ApplicationStep.Facts(status: status, medium: .idCard, madeOn: .literal(2025, 11, 1)), step: step,
            handInBy: status == .applied ? .literal(2025, 12, 1) : nil, handInElsewhere: elsewhere,
            justification: reason)
    }

    /// "My application": E4, E5, E10.
    private static func myApplication(_ language: Language) throws -> [Named] {
        let query = ApplicationQuery(number: "E000000042", iin: try IIN(text: iinText))
        let proof = CodeProof(iin: query.iin, text: "proof-1")
        let challenge = CodeChallenge(id: "1", maskedPhone: "+7 ••• ••• •• 17", triesLeft: 3)
        let reason = "Бланк не подписан. / Бланкке қол қойылмаған."
        let handIn = try standing(.applied, .handIn)
        var organisations = try standing(.confirmed, .write)
        (organisations.organisation, organisations.facts.medium) = (try organisation(), .file)
        let states: [(String, ApplicationState)] = [
            ("application-number", .entering(nil, nil)),
            ("application-number-wrong", .entering(nil, .applicationNumber)),
            ("application-number-unknown", .entering(proof, .applicationUnknown)),
            ("application-sending-code", .sendingCode(query)), ("application-code", .code(query, challenge, nil)),
            ("application-code-wrong", .code(query, challenge, .smsWrong)),
            ("application-checking-code", .checkingCode(query, challenge)),
            ("application-asking", .asking(query, proof)),
            ("application-shown-hand-in", .shown(handIn, form: nil)),
            ("application-shown-elsewhere", .shown(try standing(.applied, .handIn, elsewhere: "PSC-7"), form: nil)),
            ("application-shown-printed", .shown(handIn, form: .printed)),
            ("application-shown-uncertain", .shown(handIn, form: .unconfirmed)),
            ("application-shown-form-failed", .shown(handIn, form: .failed(.printerPaperOut))),
            ("application-shown-too-late", .shown(try standing(.applied, .applyAnew), form: nil)),
            ("application-shown-wait", .shown(try standing(.submitted, .wait), form: nil)),
            ("application-shown-go", .shown(try standing(.submitted, .goToCentre), form: nil)),
            ("application-shown-write", .shown(try standing(.confirmed, .write), form: nil)),
            ("application-shown-refused", .shown(try standing(.refused, .applyAnew, because: reason), form: nil)),
            ("application-shown-issued", .shown(try standing(.issued, .write), form: nil)),
            ("application-shown-written", .shown(try standing(.written, .nothing), form: nil)),
            ("application-shown-revoked", .shown(try standing(.revoked, .applyAnew), form: nil)),
            ("application-printing", .printing(handIn)),
            ("application-notice", .notice(try standing(.confirmed, .write))),
            ("application-notice-organisation", .notice(organisations)),
            ("application-opening", .opening(try application())),
            ("application-retry", .retry(query, proof, .portalUnreachable)),
        ]
        return states.map { ($0.0, .application(language, $0.1)) }
    }

    /// "Revoke the EDS": E7.
    private static func revocation(_ language: Language) -> [Named] {
        let states: [(String, RevocationState)] = [
            ("revocation-cause", .choosing(report())), ("revocation-pin", .pin(report(), .keyCompromise, nil)),
            ("revocation-pin-wrong", .pin(report(.remaining(1)), .keyCompromise, .pinWrong)),
            ("revocation-last-try", .lastTry(report(.remaining(1)), .keyCompromise)),
            ("revocation-verifying-pin", .verifying(report(), .keyCompromise)), ("revocation-signing", .signing),
            ("revocation-sending", .sending), ("revocation-retry", .retry(.portalUnreachable)),
        ]
        return states.map { ($0.0, .revocation(language, $0.1)) }
    }

    private static func phoneSigning(_ language: Language) throws -> [Named] {
        let work = PhoneSignedWork.revocation(report(), .keyCompromise)
        let end = CivilDateTime(wallSeconds: CivilDate.literal(2025, 11, 21).dayNumber * 86_400 + 36_300)
        let signature = PhoneSignature(name: "00", qr: "psc-sign:00112233445566778899aabbccddeeff", expiresOn: end)
        var scanned = signature
        scanned.isScanned = true
        let states: [(String, PhoneSigningState)] = [
            ("phone-signing-opening", .opening(work)), ("phone-signing", .showing(work, signature, nil)),
            ("phone-signing-cut", .showing(work, signature, .portalUnreachable)),
            ("phone-signing-scanned", .showing(work, scanned, nil)),
            ("phone-signing-retry", .retry(work, .phoneSignatureOver)),
            ("phone-signing-blocked", .retry(work, .pinBlocked)),
        ]
        return states.map { ($0.0, .phoneSigning(language, $0.1)) } + [
            ("revocation-pin-phone", .revocation(language, .pin(report(), .keyCompromise, nil))),
            ("card-shown-blocked-phone-card-in", .cardCare(language, .shown(report(.blocked), .pinBlocked))),
        ]
    }

    private static func lostEDS(_ language: Language) throws -> [Named] {
        let person = IdentifiedPerson(applicant: try applicant(), attempt: OpenAttempt(id: "1", ordinal: 3))
        let sets = [
            LiveEDS(id: "E000000042", medium: .idCard, serials: ["4f1c", "5a02"], lastDay: .literal(2028, 3, 1)),
            LiveEDS(id: "E000000041", medium: .kaztoken, serials: ["6b11"], lastDay: .literal(2026, 3, 1)),
            LiveEDS(id: "7c0d", medium: nil, serials: ["7c0d"], lastDay: .literal(2025, 12, 1)),
        ]
        let states: [(String, LostEDSState)] = [
            ("lost-eds-listing", .listing(person)), ("lost-eds-choosing", .choosing(person, sets)),
            ("lost-eds-choosing-one", .choosing(person, [sets[0]])),
            ("lost-eds-reason", .reason(LostEDS(person: person, sets: sets))),
            ("lost-eds-confirming", .confirming(LostEDS(person: person, sets: sets), .keyCompromise)),
            ("lost-eds-revoking", .revoking(LostEDS(person: person, sets: sets), .keyCompromise)),
            ("lost-eds-retry", .retry(.list(person), .portalUnreachable)),
        ]
        return states.map { ($0.0, .lostEDS(language, $0.1)) }
    }

    private static func onFile(_ language: Language) throws -> [Named] {
        let organisation = Application(
            number: "2025-000043", iin: try identity().iin, medium: .file, organisation: try organisation())
        let application = Application(number: "E000000042", iin: try identity().iin, medium: .file)
        let states: [(String, EDSState)] = [
            ("eds-file-password", .filePassword(application, again: false, nil)),
            ("eds-file-password-again", .filePassword(application, again: true, nil)),
            ("eds-file-password-simple", .filePassword(application, again: false, .keyFilePasswordRules)),
            ("eds-insert-stick", .insertStick(application, nil)),
            ("eds-insert-stick-organisation", .insertStick(organisation, nil)),
            ("eds-insert-stick-disguised", .insertStick(application, .refused(.stickNotStorage))),
            ("eds-insert-stick-left-behind", .insertStick(application, .refused(.stickLeftBehind))),
            ("eds-insert-stick-several", .insertStick(application, .several)),
            ("eds-writing-file-keys", .writing(application, .keys)),
            ("eds-writing-file-store", .writing(application, .store)),
            ("eds-not-saved", .notSaved(application, .stickRemoved, StickSight.none)),
            ("eds-not-saved-ready", .notSaved(application, .stickRemoved, .ready)),
        ]
        return states.map { ($0.0, .eds(language, $0.1)) }
    }

    private static func onToken(_ language: Language) throws -> [Named] {
        let application = Application(number: "E000000042", iin: try identity().iin, medium: .kaztoken)
        let organisation = Application(
            number: "E000000043", iin: try identity().iin, medium: .jaCarta, organisation: try organisation())
        let set = IssuedSet(application: application, serials: ["4f1c2a77"], hasFactoryPIN: true)
        let states: [(String, EDSState)] = [
            ("eds-insert-token", .insertToken(application, nil)),
            ("eds-insert-token-organisation", .insertToken(organisation, nil)),
            ("eds-insert-token-several", .insertToken(application, .refused(.tokenSeveral))),
            ("eds-insert-token-full", .insertToken(application, .refused(.tokenFull))),
            ("eds-insert-token-other", .insertToken(application, .refused(.tokenOther))),
            ("eds-reading-token", .readingCard(application)), ("eds-pin-token", .pin(application, .unknown, nil)),
            ("eds-pin-token-wrong-here", .pin(application, .wrongHere(2), nil)),
            ("eds-pin-token-last", .pin(application, .remaining(1), .pinWrong)),
            ("eds-last-try-token", .lastTry(application, .remaining(1))),
            ("eds-unknown-try-token", .lastTry(application, .unknown)),
            ("eds-verifying-pin-token", .verifyingPIN(application)),
            ("eds-writing-token-keys", .writing(application, .keys)),
            ("eds-writing-token-store", .writing(application, .store)), ("eds-offer-new-pin-token", .offerNewPIN(set)),
            ("eds-new-pin-token", .enteringNewPIN(set, .new, nil)), ("eds-changing-pin-token", .changingPIN(set)),
        ]
        return states.map { ($0.0, .eds(language, $0.1)) }
    }

    private static func endings(_ language: Language) throws -> [Named] {
        let application = try application()
        let entity = Application(
            number: "2025-000043", iin: application.iin, medium: .file, organisation: try organisation())
        var renewed = Application(number: application.number, iin: application.iin, medium: .file)
        renewed.former = .file(
            StickKeyFile(path: "AUTH_RSA256_0a1b2c3d4e5f60718293a4b5c6d7e8f9.p12", size: 1).shownName)
        var renewedOnCard = application
        renewedOnCard.former = .sameMedium
        let onToken = Application(number: "E000000042", iin: application.iin, medium: .aKey)
        let serials = ["4f1c2a77d0b3395e8a61c0ffee120451", "5a02bb19c4d27f08916e5d3340aa7712"]
        let endings: [(String, Ending)] =
            [
                ("issued-card-in", .issued(application, serials: serials)), ("ticket", .ticket(number: "A105")),
                (
                    "eds-revoked-card-in",
                    .edsRevoked(
                        RevokedCertificates(
                            iin: application.iin, serials: serials, cause: .keyCompromise,
                            at: UnixTime(milliseconds: 0)))
                ), ("referral", .referral), ("pin-renewed-card-in", .pinRenewed(.change)),
                ("pin-renewed-puk-card-in", .pinRenewed(.unblock)), ("pin-renewed-first", .pinRenewed(.first)),
                ("application-left", .applicationLeft(application, .cardAbsent)),
                ("application-left-token", .applicationLeft(onToken, .tokenRemoved)),
                ("application-left-token-blocked", .applicationLeft(onToken, .pinBlocked)),
                ("application-left-token-at-desk", .applicationLeft(onToken, .applicationAtDesk)),
                ("issued-renewed", .issued(renewedOnCard, serials: serials)),
                ("issued-token", .issued(onToken, serials: serials)),
                ("saved-on-stick", .savedOnStick(application, serials: serials, file: "EDS-2026-11-22.p12")),
                ("saved-on-stick-renewed", .savedOnStick(renewed, serials: serials, file: "EDS-2026-11-22-2.p12")),
                ("saved-on-stick-organisation", .savedOnStick(entity, serials: serials, file: "EDS-2026-11-22.p12")),
                ("application-left-organisation", .applicationLeft(entity, .organisationAtDesk)),
                (
                    "application-left-file",
                    .applicationLeft(
                        Application(number: application.number, iin: application.iin, medium: .file), .stickRemoved)
                ),
                ("pin-blocked-card-in", .applicationLeft(application, .pinBlocked)),
                ("refused-application", .refused(.applicationTries)),
                ("refused-excluded", .refused(.reissueExcluded)),
                ("unanswered", .unanswered(.application, .portalBusy)),
                ("unanswered-exchange", .unanswered(.exchange, .portalBusy)),
                ("unanswered-revocation", .unanswered(.revocation, .portalUnreachable)),
                ("refused", .refused(.personUnderAge)), ("refused-camera", .refused(.cameraMissing)),
            ] + WriteStep.allCases.map { ("interrupted-\($0.rawValue)", .interrupted(application, $0, .cardRemoved)) }
        return endings.flatMap { name, ending -> [Named] in
            let all: [(String, SlipResult?)] = [
                ("", .printed), ("-printing", nil), ("-unconfirmed", .unconfirmed),
                ("-slip-failed", .failed(.printerPaperOut)),
            ]
            let possible = ending.slip == nil && ending != .ticket(number: "A105") ? [("", SlipResult?.none)] : all
            return possible.map { ("ending-\(name)\($0.0)", .ending(language, ending, $0.1)) }
        }
    }

    /// The picture that the preview shows: the file that `KIOSK_TEST_FRAME` names, else none.
    static let frame: [UInt8]? = RealPart.environment("KIOSK_TEST_FRAME").flatMap { path in
        (try? Data(contentsOf: URL(filePath: path))).map { Array($0) }
    }
}
