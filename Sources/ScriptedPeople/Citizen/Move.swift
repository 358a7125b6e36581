import KioskDomain
import KioskScreens

/// What a person does about a screen.
enum Move: Equatable {
    case act(ScreenAction)
    case insertCard
    case removeCard
    /// The newest code at the stub with this purpose.
    case enterCode(String)
    /// The mobile app scans the QR code.
    case scan(String)
    /// The mobile app scans the QR code, shows what is signed, and signs it with the person's own EDS.
    case signOnPhone(String)
    case enterPIN(SessionView.Pad)
    case enterPassword(SessionView.Keyboard)
    case insertStick
    /// Draws the signature specimen.
    case sign
    /// Pays the fee and types what stands on the receipt.
    case pay
    /// The kiosk is busy, or the picture is not good yet.
    case wait
    /// Goes on to the end without trying again; the report keeps the reason.
    case giveUp(FailureCode?)
    /// The visit is over.
    case leave
}

extension CitizenFlow {
    /// The answer of a person who came for this. `isArriving` until the kiosk was seen free.
    func move(on view: SessionView, _ options: CitizenOptions, isArriving: Bool) -> Move {
        if isArriving { return arrival(view) }
        switch view.screen {
        case .idle: return .act(.language(options.language))
        case .formerCard, .takeCard: return .removeCard
        case .services: return .act(.service(service))
        case .ticketChoosing: return .act(choosing(view, options))
        case .ticketReservation: return .act(reservation(view, options))
        case .edsMedium where options.medium?.isToken == true: return .act(.myToken)
        case .edsMedium, .edsToken: return .act(.medium(options.medium ?? .idCard))
        case .organisationBIN: return view.code.map { .giveUp($0) } ?? .act(.organisation(options.bin))
        case .organisationMedium: return view.code.map { .giveUp($0) } ?? .act(.medium(options.medium ?? .file))
        case .consent: return .act(.consent)
        case .notice, .applicationNotice, .reissueNotice: return .act(.confirmNotice)
        case .identity: return view.code.map { .giveUp($0) } ?? .act(identity(options.person))
        case .code: return .enterCode("identification")
        case .applicationCode: return .enterCode("application")
        case .accountChoosing, .accountScanning, .accountCode, .accountNoPhone, .account, .accountList, .accountPhone,
            .accountPhoneCode, .missingCode, .missingCodePhone, .missingCodeReport, .missingCodeReported:
            return account(view, options)
        case .phoneSigning: return view.qr.map { .signOnPhone($0) } ?? .wait
        case .positioning: return positioning(view)
        case .noPortrait: return .act(.start)
        // Nobody who is scripted has a document with a chip.
        case .documentKey, .insertDocument, .documentRefused: return .act(.withoutDocument)
        case .revocationCause: return .act(.revokeFor(.cessationOfOperation))
        case .lostEDSChoosing: return .act(.lostEDS(nil))
        case .lostEDSReason: return .act(.revokeFor(.keyCompromise))
        case .lostEDSConfirming: return .act(.confirmRevocation)
        case .failed, .retry, .applicationRetry, .reissueRetry, .revocationRetry, .lostEDSRetry, .phoneSigningRetry,
            .exchangeRetry,
            .accountRetry:
            return .act(.tryAgain)
        case .exchangeChoosing, .exchangeReason, .exchangeNumber, .exchangePositioning, .exchangePhoto,
            .exchangeSpecimen,
            .exchangePayment, .exchangeSummary, .exchangeSlip, .exchangeShown:
            return exchange(view, options)
        case .insertMyCard where opensFile: return .act(.myFile)
        case .insertMyCard where self == .tokenReport: return .act(.myToken)
        // A program cannot plug a token in.
        case .insertMyToken: return view.code.map { .giveUp($0) } ?? .wait
        case .myToken: return .leave
        case .keyFileStick, .keyFileChoosing, .keyFilePassword, .keyFile: return file(view, options)
        case .insertMyCard where self == .revokeByFace: return .act(.cardLost)
        case .insertCard, .insertMyCard, .exchangeInsertCard, .exchangeInsertToSign, .accountInsertCard:
            return view.code.map { .giveUp($0) } ?? .insertCard
        case .applicationNumber: return view.code.map { .giveUp($0) } ?? .act(number(options))
        case .myApplication: return standing(view)
        case .myCard: return view.code.map { .giveUp($0) } ?? withCard(view)
        // A wrong PIN is never tried again by a program (RULES E9).
        case .revocationPIN where self == .revokeByPhone: return .act(.signByPhone)
        case .pin, .myCardPIN, .reissuePIN, .revocationPIN, .exchangePIN, .accountPIN:
            return view.code.map { .giveUp($0) } ?? view.pad.map { .enterPIN($0) } ?? .wait
        case .myCardLastTry where self == .unblockPIN && view.triesLeft != nil: return .giveUp(.pukWrong)
        // Nobody who is scripted uses a last try; where the card tells none, the first entry is the right one.
        case .lastTry, .myCardLastTry, .reissueLastTry, .revocationLastTry, .exchangeLastTry, .accountLastTry:
            return view.triesLeft == nil ? .act(.confirmLastTry) : .giveUp(.pinWrong)
        case .filePassword: return view.code.map { .giveUp($0) } ?? view.keyboard.map { .enterPassword($0) } ?? .wait
        // Who is scripted knows that the stick in the port is their own.
        case .insertToken: return .giveUp(view.code ?? .tokenMissing)
        case .insertStick where view.code == .stickLeftBehind: return .act(.tryAgain)
        case .insertStick: return view.code.map { .giveUp($0) } ?? .insertStick
        case .notSaved: return view.stick == .ready ? .act(.tryAgain) : .insertStick
        case .offerNewPIN: return .act(.done)
        case .newPIN: return .act(.cancel)
        case .issued, .savedOnStick, .ticket, .referral, .interrupted, .applicationLeft, .pinBlocked, .pinRenewed,
            .edsRevoked,
            .refused, .exchanged, .exchangeUnavailable:
            return view.slip == .printing ? .wait : .leave
        case .ticketLookingUp, .ticketIssuing, .ticketPrinting, .checking, .sendingCode, .checkingCode, .opening,
            .capturing, .cameraAway,
            .closing, .applying, .readingCard, .verifyingPIN, .writing, .changingPIN, .readingDocument, .readingMyCard,
            .renewingPIN, .sendingApplicationCode, .checkingApplicationCode, .askingApplication, .printingForm,
            .openingApplication, .readingMyToken, .keyFileListing, .keyFileOpening, .keyFileSigning, .reissueVerifying,
            .reissueSigning,
            .reissueSending, .reissueOpening,
            .revocationVerifying, .revocationSigning, .revocationSending, .lostEDSListing, .lostEDSRevoking,
            .phoneSigningOpening,
            .exchangeReading, .exchangeChecking, .exchangeFinding, .exchangePhotographing, .exchangeCheckingPayment,
            .exchangeOpeningCard, .exchangeVerifying, .exchangeSigning, .exchangeSending, .exchangeAsking,
            .exchangePrinting, .accountOpening, .accountReading, .accountVerifying, .accountSigning,
            .accountSendingCode, .accountCheckingCode, .accountFetching, .accountSendingPhoneCode,
            .accountCheckingPhoneCode, .missingCodeSending:
            return .wait
        }
    }

    private var service: Service {
        switch self {
        case .slip, .reservation: .queueTicket
        case .eds, .fiveFailures: .edsByFace
        case .myCard, .tokenReport, .changePIN, .unblockPIN, .obtainAnew, .reissue, .reissueFile, .organisation,
            .organisationByFile, .revoke, .revokeByFace, .revokeByPhone:
            .myCard
        case .application: .myApplication
        case .exchange, .exchangeByPhone, .exchangeStanding: .cardExchange
        case .account, .accountByPhone, .newNumber, .missingCode: .account
        }
    }

    /// Whoever was told that there is no slip of the reserved lane takes one of the general queue.
    private func choosing(_ view: SessionView, _ options: CitizenOptions) -> ScreenAction {
        self == .reservation && view.code == nil ? .reservation : .purpose(options.purpose)
    }

    private func reservation(_ view: SessionView, _ options: CitizenOptions) -> ScreenAction {
        self == .reservation && view.code == nil ? .reservationOf(iin: options.person.iin) : .withoutReservation
    }

    private func identity(_ person: DemonstrationPerson) -> ScreenAction {
        .identity(iin: person.iin, documentNumber: person.documentNumber, birthDate: person.birthDate)
    }

    private func number(_ options: CitizenOptions) -> ScreenAction {
        .applicationNumber(options.application, iin: options.person.iin)
    }

    /// The form is printed once, keys are written; everything else is read, and the person goes.
    private func standing(_ view: SessionView) -> Move {
        switch view.applicationStep {
        case .handIn where view.slip == nil: .act(.printForm)
        case .write: .act(.writeNow)
        default: .leave
        }
    }

    private func withCard(_ view: SessionView) -> Move {
        switch self {
        case .changePIN: view.card?.offers.contains(.change) == true ? .act(.changePIN) : .giveUp(.pinBlocked)
        case .unblockPIN: view.card?.offers.contains(.unblock) == true ? .act(.unblockPIN) : .giveUp(.pukBlocked)
        // While the PUK helps, nothing else is offered (E9): then the report tells what the card offers.
        case .obtainAnew: view.card?.offersObtaining == true ? .act(.obtainAnew) : .leave
        case .reissue: renewing(view)
        case .organisation:
            view.card?.offersOrganisation == true ? .act(.organisationEDS) : .giveUp(.organisationOwnEDS)
        case .revoke, .revokeByPhone: view.card?.offersRevocation == true ? .act(.revokeEDS) : .giveUp(.reissueNotValid)
        case .slip, .reservation, .eds, .fiveFailures, .myCard, .tokenReport, .reissueFile, .organisationByFile,
            .revokeByFace,
            .application, .exchange,
            .exchangeByPhone, .exchangeStanding, .account,
            .accountByPhone, .newNumber, .missingCode:
            .leave
        }
    }

    /// The EDS is in a file on the stick.
    private var opensFile: Bool { self == .reissueFile || self == .organisationByFile }

    /// What the kiosk says about the stick, the file or its password is not argued with.
    private func file(_ view: SessionView, _ options: CitizenOptions) -> Move {
        // Who is scripted knows that the stick in the port is their own.
        if view.code == .stickLeftBehind { return .act(.tryAgain) }
        if let code = view.code { return .giveUp(code) }
        switch view.screen {
        case .keyFileStick: return .insertStick
        case .keyFileChoosing: return .act(.keyFile(options.keyFile))
        case .keyFilePassword: return view.keyboard.map { .enterPassword($0) } ?? .wait
        default: return .act(self == .reissueFile ? .reissue : .organisationEDS)
        }
    }

    /// What the kiosk says about an entry is not argued with; another try at the photo is.
    private func exchange(_ view: SessionView, _ options: CitizenOptions) -> Move {
        if let code = view.code, code != .exchangePhoto { return .giveUp(code) }
        switch view.screen {
        case .exchangeChoosing: return .act(self == .exchangeStanding ? .exchangeStanding : .exchangeCard)
        case .exchangeReason: return .act(.exchangeReason(.expiry))
        case .exchangeNumber: return .act(.cardNumber(options.person.documentNumber))
        case .exchangePositioning: return view.guidance == "good" ? .act(.start) : .wait
        case .exchangePhoto: return .act(.usePhoto)
        case .exchangeSpecimen: return .sign
        case .exchangePayment: return .pay
        case .exchangeSummary: return .act(self == .exchangeByPhone ? .signByPhone : .signExchange)
        case .exchangeSlip: return .act(.exchangeSlip(options.slip))
        default: return .leave
        }
    }

    /// L1–L4. What the kiosk says about an entry is not argued with.
    private func account(_ view: SessionView, _ options: CitizenOptions) -> Move {
        if let code = view.code, view.screen != .accountScanning { return .giveUp(code) }
        switch view.screen {
        case .accountChoosing: return .act(.logIn(self == .accountByPhone ? .phone : .card))
        case .accountScanning: return view.qr.map { .scan($0) } ?? .wait
        case .accountCode: return self == .missingCode ? .act(.codeMissing) : .enterCode("login")
        case .accountNoPhone: return .act(.changePhone)
        case .accountPhone: return .act(.phone(options.phone))
        case .accountPhoneCode: return .enterCode("phone")
        case .account where self == .newNumber && view.maskedPhone?.hasSuffix(options.phone.suffix(2)) != true:
            return .act(.changePhone)
        case .missingCode: return .act(.codeMissingFor(.shortNumbersBlocked))
        case .missingCodePhone: return .act(.phone(options.phone))
        case .missingCodeReport: return .act(.sendReport)
        default: return .leave
        }
    }

    private func renewing(_ view: SessionView) -> Move {
        view.card?.offersReissue == true ? .act(.reissue) : .giveUp(.reissueNotValid)
    }

    private func positioning(_ view: SessionView) -> Move {
        if let code = view.code { return .giveUp(code) }
        return self == .fiveFailures || view.guidance == "good" ? .act(.start) : .wait
    }

    /// Somebody's session may still be open: it is ended before the visit begins.
    private func arrival(_ view: SessionView) -> Move {
        switch view.screen {
        case .formerCard, .takeCard: .removeCard
        case .issued, .savedOnStick, .ticket, .referral, .interrupted, .applicationLeft, .pinBlocked, .pinRenewed,
            .edsRevoked,
            .refused, .exchanged, .exchangeUnavailable:
            .act(.done)
        default: .act(.cancel)
        }
    }
}
