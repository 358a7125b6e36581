public import KioskDomain

/// The stable name of each screen: in the page, in `/api/session` and in the names of screenshots.
public enum ScreenName: String, Sendable, Hashable, CaseIterable, Codable {
    case idle
    case formerCard = "former-card"
    case services
    case ticketChoosing = "ticket-choosing"
    case ticketReservation = "ticket-reservation"
    case ticketLookingUp = "ticket-looking-up"
    case ticketIssuing = "ticket-issuing"
    case ticketPrinting = "ticket-printing"
    case edsMedium = "eds-medium"
    case edsToken = "eds-token"
    case consent = "eds-consent"
    case notice = "eds-notice"
    case identity = "eds-identity"
    case checking = "eds-checking"
    case sendingCode = "eds-sending-code"
    case code = "eds-code"
    case checkingCode = "eds-checking-code"
    case positioning = "eds-positioning"
    case noPortrait = "eds-no-portrait"
    case documentKey = "eds-document-key"
    case insertDocument = "eds-insert-document"
    case readingDocument = "eds-reading-document"
    case documentRefused = "eds-document-refused"
    case opening = "eds-opening"
    case capturing = "eds-capturing"
    case cameraAway = "eds-camera-away"
    case closing = "eds-closing"
    case failed = "eds-failed"
    case applying = "eds-applying"
    case insertCard = "eds-insert-card"
    case readingCard = "eds-reading-card"
    case pin = "eds-pin"
    case lastTry = "eds-last-try"
    case verifyingPIN = "eds-verifying-pin"
    case writing = "eds-writing"
    case filePassword = "eds-file-password"
    case insertStick = "eds-insert-stick"
    case notSaved = "eds-not-saved"
    case insertToken = "eds-insert-token"
    case offerNewPIN = "eds-offer-new-pin"
    case newPIN = "eds-new-pin"
    case changingPIN = "eds-changing-pin"
    case retry = "eds-retry"
    case insertMyCard = "card-insert"
    case readingMyCard = "card-reading"
    case myCard = "card-shown"
    case myCardPIN = "card-pin"
    case myCardLastTry = "card-last-try"
    case renewingPIN = "card-renewing-pin"
    case insertMyToken = "token-insert"
    case readingMyToken = "token-reading"
    case myToken = "token-shown"
    case applicationNumber = "application-number"
    case sendingApplicationCode = "application-sending-code"
    case applicationCode = "application-code"
    case checkingApplicationCode = "application-checking-code"
    case askingApplication = "application-asking"
    case myApplication = "application-shown"
    case printingForm = "application-printing"
    case applicationNotice = "application-notice"
    case openingApplication = "application-opening"
    case applicationRetry = "application-retry"
    case organisationBIN = "organisation-bin"
    case organisationMedium = "organisation-medium"
    case keyFileStick = "key-file-stick"
    case keyFileListing = "key-file-listing"
    case keyFileChoosing = "key-file-choosing"
    case keyFilePassword = "key-file-password"
    case keyFileOpening = "key-file-opening"
    case keyFile = "key-file-shown"
    case keyFileSigning = "key-file-signing"
    case reissueNotice = "reissue-notice"
    case reissuePIN = "reissue-pin"
    case reissueLastTry = "reissue-last-try"
    case reissueVerifying = "reissue-verifying-pin"
    case reissueSigning = "reissue-signing"
    case reissueSending = "reissue-sending"
    case reissueRetry = "reissue-retry"
    case reissueOpening = "reissue-opening"
    case revocationCause = "revocation-cause"
    case revocationPIN = "revocation-pin"
    case revocationLastTry = "revocation-last-try"
    case revocationVerifying = "revocation-verifying-pin"
    case revocationSigning = "revocation-signing"
    case revocationSending = "revocation-sending"
    case revocationRetry = "revocation-retry"
    case lostEDSListing = "lost-eds-listing"
    case lostEDSChoosing = "lost-eds-choosing"
    case lostEDSReason = "lost-eds-reason"
    case lostEDSConfirming = "lost-eds-confirming"
    case lostEDSRevoking = "lost-eds-revoking"
    case lostEDSRetry = "lost-eds-retry"
    case exchangeChoosing = "exchange-choosing"
    case exchangeReason = "exchange-reason"
    case exchangeInsertCard = "exchange-insert-card"
    case exchangeReading = "exchange-reading"
    case exchangeNumber = "exchange-number"
    case exchangeChecking = "exchange-checking"
    case exchangeFinding = "exchange-finding"
    case exchangePositioning = "exchange-positioning"
    case exchangePhotographing = "exchange-photographing"
    case exchangePhoto = "exchange-photo"
    case exchangeSpecimen = "exchange-specimen"
    case exchangePayment = "exchange-payment"
    case exchangeCheckingPayment = "exchange-checking-payment"
    case exchangeSummary = "exchange-summary"
    case exchangeInsertToSign = "exchange-insert-to-sign"
    case exchangeOpeningCard = "exchange-opening-card"
    case exchangePIN = "exchange-pin"
    case exchangeLastTry = "exchange-last-try"
    case exchangeVerifying = "exchange-verifying-pin"
    case exchangeSigning = "exchange-signing"
    case exchangeSending = "exchange-sending"
    case exchangeSlip = "exchange-slip"
    case exchangeAsking = "exchange-asking"
    case exchangeShown = "exchange-shown"
    case exchangePrinting = "exchange-printing"
    case exchangeRetry = "exchange-retry"
    case accountChoosing = "account-choosing"
    case accountOpening = "account-opening"
    case accountScanning = "account-scanning"
    case accountInsertCard = "account-insert-card"
    case accountReading = "account-reading-card"
    case accountPIN = "account-pin"
    case accountLastTry = "account-last-try"
    case accountVerifying = "account-verifying-pin"
    case accountSigning = "account-signing"
    case accountSendingCode = "account-sending-code"
    case accountCode = "account-code"
    case accountCheckingCode = "account-checking-code"
    case accountNoPhone = "account-no-phone"
    case accountFetching = "account-fetching"
    case account = "account-shown"
    case accountList = "account-list"
    case accountPhone = "account-phone"
    case accountSendingPhoneCode = "account-sending-phone-code"
    case accountPhoneCode = "account-phone-code"
    case accountCheckingPhoneCode = "account-checking-phone-code"
    case accountRetry = "account-retry"
    case missingCode = "missing-code"
    case missingCodePhone = "missing-code-phone"
    case missingCodeReport = "missing-code-report"
    case missingCodeSending = "missing-code-sending"
    case missingCodeReported = "missing-code-reported"
    case phoneSigningOpening = "phone-signing-opening"
    case phoneSigning = "phone-signing"
    case phoneSigningRetry = "phone-signing-retry"
    case issued = "ending-issued"
    case savedOnStick = "ending-saved-on-stick"
    case ticket = "ending-ticket"
    case referral = "ending-referral"
    case interrupted = "ending-interrupted"
    case applicationLeft = "ending-application-left"
    case pinBlocked = "ending-pin-blocked"
    case pinRenewed = "ending-pin-renewed"
    case edsRevoked = "ending-eds-revoked"
    case exchanged = "ending-exchanged"
    case exchangeUnavailable = "ending-exchange-unavailable"
    case refused = "ending-refused"
    case takeCard = "take-card"

    /// The screen of a stage.
    public init(_ stage: CitizenSession.Stage) {
        switch stage {
        case .idle: self = .idle
        case .formerCard: self = .formerCard
        case .services: self = .services
        case .ticket(_, let state): self.init(state)
        case .eds(_, let state): self.init(state)
        case .cardCare(_, let state): self.init(state)
        case .application(_, let state): self.init(state)
        case .reissue(_, let state): self.init(state)
        case .keyFile(_, let state): self.init(state)
        case .revocation(_, let state): self.init(state)
        case .lostEDS(_, let state): self.init(state)
        case .exchange(_, let state): self.init(state)
        case .account(_, let state): self.init(state)
        case .missingCode(_, let state): self.init(state)
        case .phoneSigning(_, .opening): self = .phoneSigningOpening
        case .phoneSigning(_, .showing): self = .phoneSigning
        case .phoneSigning(_, .retry): self = .phoneSigningRetry
        case .ending(_, let ending, _): self.init(ending)
        case .takeCard: self = .takeCard
        }
    }

    private init(_ state: TicketState) {
        switch state {
        case .choosing: self = .ticketChoosing
        case .entering: self = .ticketReservation
        case .lookingUp: self = .ticketLookingUp
        case .issuing: self = .ticketIssuing
        case .printing: self = .ticketPrinting
        }
    }

    private init(_ state: CardCareState) {
        switch state {
        case .insertCard: self = .insertMyCard
        case .reading: self = .readingMyCard
        case .shown: self = .myCard
        case .entering, .token(.entering): self = .myCardPIN
        case .confirming, .token(.confirming): self = .myCardLastTry
        case .working, .token(.working): self = .renewingPIN
        case .token(.insertToken): self = .insertMyToken
        case .token(.reading): self = .readingMyToken
        case .token(.shown): self = .myToken
        }
    }

    private init(_ state: ApplicationState) {
        switch state {
        case .entering: self = .applicationNumber
        case .sendingCode: self = .sendingApplicationCode
        case .code: self = .applicationCode
        case .checkingCode: self = .checkingApplicationCode
        case .asking: self = .askingApplication
        case .shown: self = .myApplication
        case .printing: self = .printingForm
        case .notice: self = .applicationNotice
        case .opening: self = .openingApplication
        case .retry: self = .applicationRetry
        }
    }

    private init(_ state: ReissueState) {
        switch state {
        case .enteringBIN: self = .organisationBIN
        case .choosingMedium: self = .organisationMedium
        case .notice: self = .reissueNotice
        case .pin: self = .reissuePIN
        case .lastTry: self = .reissueLastTry
        case .verifying: self = .reissueVerifying
        case .signing: self = .reissueSigning
        case .sending: self = .reissueSending
        case .retry: self = .reissueRetry
        case .opening: self = .reissueOpening
        }
    }

    private init(_ state: KeyFileState) {
        switch state {
        case .insertStick: self = .keyFileStick
        case .listing: self = .keyFileListing
        case .choosing: self = .keyFileChoosing
        case .password: self = .keyFilePassword
        case .opening: self = .keyFileOpening
        case .shown: self = .keyFile
        case .enteringBIN: self = .organisationBIN
        case .choosingMedium: self = .organisationMedium
        case .notice: self = .reissueNotice
        case .signing: self = .keyFileSigning
        }
    }

    private init(_ state: EDSState) {
        switch state {
        case .choosingMedium: self = .edsMedium
        case .choosingToken: self = .edsToken
        case .consent: self = .consent
        case .notice: self = .notice
        case .entering: self = .identity
        case .checking: self = .checking
        case .sendingCode: self = .sendingCode
        case .code: self = .code
        case .checkingCode: self = .checkingCode
        case .positioning: self = .positioning
        case .noPortrait: self = .noPortrait
        case .documentKey: self = .documentKey
        case .insertDocument: self = .insertDocument
        case .readingDocument: self = .readingDocument
        case .documentRefused: self = .documentRefused
        case .opening: self = .opening
        case .capturing: self = .capturing
        case .cameraAway: self = .cameraAway
        case .closing: self = .closing
        case .failed: self = .failed
        case .applying: self = .applying
        case .insertCard: self = .insertCard
        case .readingCard: self = .readingCard
        case .pin: self = .pin
        case .lastTry: self = .lastTry
        case .verifyingPIN: self = .verifyingPIN
        case .writing: self = .writing
        case .filePassword: self = .filePassword
        case .insertStick: self = .insertStick
        case .notSaved: self = .notSaved
        case .insertToken: self = .insertToken
        case .offerNewPIN: self = .offerNewPIN
        case .enteringNewPIN: self = .newPIN
        case .changingPIN: self = .changingPIN
        case .retry: self = .retry
        }
    }

    /// A blocked PIN has a screen of its own, without any way to try again (E9).
    private init(_ ending: Ending) {
        switch ending {
        case .issued: self = .issued
        case .savedOnStick: self = .savedOnStick
        case .ticket: self = .ticket
        case .referral: self = .referral
        case .pinRenewed: self = .pinRenewed
        case .edsRevoked: self = .edsRevoked
        case .exchanged: self = .exchanged
        case .exchangeUnavailable: self = .exchangeUnavailable
        case .interrupted: self = .interrupted
        case .applicationLeft(_, .pinBlocked): self = .pinBlocked
        case .applicationLeft: self = .applicationLeft
        case .unanswered, .refused: self = .refused
        }
    }
}
