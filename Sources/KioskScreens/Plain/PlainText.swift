import KioskDomain

/// One screen in short sentences of everyday words, for who reads slowly or is new to such machines. It stands in the
/// place of the screen's lead, or beside a lead that carries facts of its own (a number, a reason).
struct PlainText {
    var text: Localised
    var keepsLead: Bool

    private init(_ text: Localised, keepsLead: Bool = false) {
        self.text = text
        self.keepsLead = keepsLead
    }

    /// Nil where nothing is to be done or decided, and where a code's own remedy says what to do.
    init?(_ screen: ScreenName) {
        let texts = PlainTexts.self
        switch screen {
        case .services: self.init(texts.services)
        case .ticketChoosing: self.init(texts.purpose)
        case .ticketReservation: self.init(texts.reservation)
        case .edsMedium: self.init(texts.edsMedium, keepsLead: true)
        case .edsToken: self.init(texts.edsToken)
        case .organisationBIN: self.init(texts.organisationBIN)
        case .organisationMedium: self.init(texts.organisationMedium)
        case .consent: self.init(texts.consent)
        case .notice, .applicationNotice, .reissueNotice: self.init(texts.notice)
        case .identity: self.init(texts.identity)
        case .code, .applicationCode, .accountCode, .accountPhoneCode: self.init(texts.code, keepsLead: true)
        case .positioning: self.init(texts.positioning)
        case .noPortrait: self.init(texts.noPortrait, keepsLead: true)
        case .capturing: self.init(texts.capturing, keepsLead: true)
        case .cameraAway: self.init(texts.away)
        case .failed: self.init(texts.failed)
        case .documentKey: self.init(texts.documentKey, keepsLead: true)
        case .insertDocument: self.init(texts.insertDocument)
        case .readingDocument, .readingCard, .readingMyCard, .verifyingPIN, .writing, .changingPIN, .renewingPIN,
            .reissueVerifying, .reissueSigning, .revocationVerifying, .revocationSigning,
            .exchangeReading, .exchangeOpeningCard, .exchangeVerifying, .exchangeSigning, .accountReading,
            .accountVerifying, .accountSigning:
            self.init(texts.leaveIn)
        case .insertCard, .insertMyCard, .exchangeInsertCard, .exchangeInsertToSign, .accountInsertCard:
            self.init(texts.insertCard)
        case .pin, .myCardPIN, .reissuePIN, .revocationPIN, .exchangePIN, .accountPIN: self.init(texts.pin)
        case .newPIN: self.init(texts.newPIN, keepsLead: true)
        case .lastTry, .myCardLastTry, .reissueLastTry, .revocationLastTry, .exchangeLastTry, .accountLastTry:
            self.init(texts.lastTry)
        case .offerNewPIN: self.init(texts.offerNewPIN)
        case .filePassword: self.init(texts.filePassword)
        case .insertStick, .keyFileStick: self.init(texts.insertStick)
        case .keyFileChoosing: self.init(texts.keyFileChoosing)
        case .keyFilePassword: self.init(texts.keyFilePassword, keepsLead: true)
        case .keyFile: self.init(texts.keyFile, keepsLead: true)
        case .keyFileListing, .keyFileOpening, .keyFileSigning: self.init(texts.leaveStickIn)
        case .notSaved: self.init(texts.notSaved, keepsLead: true)
        case .insertToken, .insertMyToken: self.init(texts.insertToken)
        case .readingMyToken: self.init(texts.leaveTokenIn)
        case .myToken: self.init(texts.myToken, keepsLead: true)
        case .myCard: self.init(texts.myCard, keepsLead: true)
        case .applicationNumber: self.init(texts.applicationNumber)
        case .myApplication: self.init(texts.myApplication)
        case .accountChoosing: self.init(texts.account)
        case .accountScanning, .phoneSigning: self.init(texts.scan, keepsLead: true)
        case .account: self.init(texts.accountShown)
        case .accountList: self.init(texts.accountList, keepsLead: true)
        case .accountNoPhone: self.init(texts.accountNoPhone)
        case .accountPhone: self.init(texts.accountPhone)
        case .missingCode: self.init(texts.missingCode)
        case .missingCodePhone: self.init(texts.missingCodePhone)
        case .missingCodeReport: self.init(texts.missingCodeReport)
        case .missingCodeReported: self.init(texts.missingCodeReported)
        case .issued: self.init(texts.issued)
        case .savedOnStick: self.init(texts.savedOnStick, keepsLead: true)
        case .ticket: self.init(texts.ticket)
        case .referral: self.init(texts.referral)
        case .interrupted: self.init(texts.interrupted, keepsLead: true)
        case .applicationLeft, .pinBlocked: self.init(texts.left, keepsLead: true)
        case .pinRenewed: self.init(texts.pinRenewed)
        case .takeCard: self.init(texts.takeCard)
        case .retry, .applicationRetry, .reissueRetry, .revocationRetry, .lostEDSRetry, .phoneSigningRetry,
            .exchangeRetry, .accountRetry:
            self.init(texts.retry, keepsLead: true)
        case .exchangeChoosing: self.init(texts.exchangeChoosing)
        case .exchangeReason: self.init(texts.exchangeReason)
        case .exchangeNumber: self.init(texts.exchangeNumber)
        case .exchangePositioning, .exchangePhotographing: self.init(texts.exchangePhoto)
        case .exchangePhoto: self.init(texts.exchangeLook, keepsLead: true)
        case .exchangeSpecimen: self.init(texts.exchangeSpecimen)
        case .exchangePayment: self.init(texts.exchangePayment, keepsLead: true)
        case .exchangeSummary: self.init(texts.exchangeSummary)
        case .exchangeSlip: self.init(texts.exchangeSlip, keepsLead: true)
        case .exchangeShown, .exchanged: self.init(texts.exchangeShown, keepsLead: true)
        case .lostEDSChoosing: self.init(texts.lostEDS)
        case .lostEDSConfirming: self.init(texts.lostEDSConfirming, keepsLead: true)
        case .idle, .formerCard, .revocationCause, .lostEDSReason, .edsRevoked, .exchangeUnavailable, .documentRefused,
            .refused:
            return nil
        case .ticketLookingUp, .ticketIssuing, .ticketPrinting, .checking, .sendingCode, .checkingCode, .opening,
            .closing, .applying, .sendingApplicationCode, .checkingApplicationCode, .askingApplication, .printingForm,
            .openingApplication, .reissueSending, .reissueOpening, .revocationSending, .lostEDSListing,
            .lostEDSRevoking,
            .phoneSigningOpening, .exchangeChecking,
            .exchangeFinding,
            .exchangeCheckingPayment, .exchangeSending, .exchangeAsking, .exchangePrinting, .accountOpening,
            .accountSendingCode, .accountCheckingCode, .accountFetching, .accountSendingPhoneCode,
            .accountCheckingPhoneCode, .missingCodeSending:
            self.init(texts.wait)
        }
    }

    /// A question of a portal page, by the template of its screen.
    init?(consent template: String) {
        switch template {
        case "consent-keys": self.init(PlainTexts.consentKeys)
        case "consent-notice": self.init(PlainTexts.notice)
        case "consent-insert": self.init(PlainTexts.insertCard)
        case "consent-pin", "consent-password": self.init(PlainTexts.consentSecret, keepsLead: true)
        default: return nil
        }
    }
}
