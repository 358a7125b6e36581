import KioskDomain
import KioskScreens

/// What a person does about a screen.
enum Move: Equatable {
    case act(ScreenAction)
    case insertCard
    case removeCard
    case enterCode
    case enterPIN(SessionView.Pad)
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
        case .consent: return .act(.consent)
        case .notice, .applicationNotice, .reissueNotice: return .act(.confirmNotice)
        case .identity: return view.code.map { .giveUp($0) } ?? .act(identity(options.person))
        case .code, .applicationCode: return .enterCode
        case .positioning: return positioning(view)
        case .noPortrait: return .act(.start)
        // Nobody who is scripted has a document with a chip.
        case .documentKey, .insertDocument, .documentRefused: return .act(.withoutDocument)
        case .revocationCause: return .act(.revokeFor(.cessationOfOperation))
        case .failed, .retry, .applicationRetry, .reissueRetry, .revocationRetry, .exchangeRetry: return .act(.tryAgain)
        case .exchangeChoosing, .exchangeReason, .exchangeNumber, .exchangePositioning, .exchangePhoto,
            .exchangeSpecimen,
            .exchangePayment, .exchangeSummary, .exchangeSlip, .exchangeShown:
            return exchange(view, options)
        case .insertCard, .insertMyCard, .exchangeInsertCard, .exchangeInsertToSign:
            return view.code.map { .giveUp($0) } ?? .insertCard
        case .applicationNumber: return view.code.map { .giveUp($0) } ?? .act(number(options))
        case .myApplication: return standing(view)
        // Nobody who is scripted changes a PIN.
        case .myCard: return withCard(view)
        case .myCardPIN, .myCardLastTry: return .act(.cancel)
        // A wrong PIN is never tried again by a program (RULES E9).
        case .pin, .reissuePIN, .revocationPIN, .exchangePIN:
            return view.code.map { .giveUp($0) } ?? view.pad.map { .enterPIN($0) } ?? .wait
        case .lastTry, .reissueLastTry, .revocationLastTry, .exchangeLastTry: return .giveUp(.pinWrong)
        case .offerNewPIN: return .act(.done)
        case .newPIN: return .act(.cancel)
        case .issued, .ticket, .referral, .interrupted, .applicationLeft, .pinBlocked, .pinRenewed, .edsRevoked,
            .refused, .exchanged, .exchangeUnavailable:
            return view.slip == .printing ? .wait : .leave
        case .ticketLookingUp, .ticketIssuing, .ticketPrinting, .checking, .sendingCode, .checkingCode, .opening,
            .capturing, .cameraAway,
            .closing, .applying, .readingCard, .verifyingPIN, .writing, .changingPIN, .readingDocument, .readingMyCard,
            .renewingPIN, .sendingApplicationCode, .checkingApplicationCode, .askingApplication, .printingForm,
            .openingApplication, .reissueVerifying, .reissueSigning, .reissueSending, .reissueOpening,
            .revocationVerifying, .revocationSigning, .revocationSending,
            .exchangeReading, .exchangeChecking, .exchangeFinding, .exchangePhotographing, .exchangeCheckingPayment,
            .exchangeOpeningCard, .exchangeVerifying, .exchangeSigning, .exchangeSending, .exchangeAsking,
            .exchangePrinting:
            return .wait
        }
    }

    /// What an SMS code is asked for, as the portal's stub names it.
    var purpose: String { self == .application ? "application" : "identification" }

    private var service: Service {
        switch self {
        case .slip, .reservation: .queueTicket
        case .eds, .fiveFailures: .edsByFace
        case .myCard, .reissue, .revoke: .myCard
        case .application: .myApplication
        case .exchange, .exchangeStanding: .cardExchange
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
        case .reissue: renewing(view)
        case .revoke: view.card?.offersRevocation == true ? .act(.revokeEDS) : .giveUp(.reissueNotValid)
        case .slip, .reservation, .eds, .fiveFailures, .myCard, .application, .exchange, .exchangeStanding: .leave
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
        case .exchangeSummary: return .act(.signExchange)
        case .exchangeSlip: return .act(.exchangeSlip(options.slip))
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
        case .issued, .ticket, .referral, .interrupted, .applicationLeft, .pinBlocked, .pinRenewed, .edsRevoked,
            .refused, .exchanged, .exchangeUnavailable:
            .act(.done)
        default: .act(.cancel)
        }
    }
}
