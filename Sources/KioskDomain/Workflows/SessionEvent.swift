/// Everything that can happen to a session, by its source, so that each state answers each source.
public enum SessionEvent: Sendable, Hashable {
    case person(PersonAction)
    case time(TimeEvent)
    case card(CardEvent)
    case camera(CameraEvent)
    case portal(PortalEvent)
    case journal(JournalEvent)
    case printer(PrinterEvent)
}

/// What a person does on the screen. A PIN is never in here: the pad keeps it for ``SessionEffect/verifyPIN``.
public enum PersonAction: Sendable, Hashable {
    case language(Language)
    case service(Service)
    /// The purpose on the queue screen, a stable name from configuration.
    case purpose(String)
    /// "Reservation" on the queue screen; the moment of the tap decides about being late (Q4).
    case reservation
    /// The IIN of the reservation.
    case reservationOf(IIN)
    /// Back to the queue screen, without a reservation.
    case withoutReservation
    /// Claims the preferential window, or takes that back (Q6).
    case claimPreference(Bool)
    case consent
    case confirmNotice
    case identity(Identity)
    case invalidEntry(FailureCode)
    case code(String)
    case sendCodeAgain
    /// The number of an application; the IIN is left out where it is proven already.
    case applicationNumber(String, IIN?)
    /// The form of the application that is shown.
    case printForm
    /// Its keys are to be written now.
    case writeNow
    case start
    /// Asks for the challenge without turns of the head, or takes that back.
    case cannotTurn(Bool)
    /// The portrait in the person's own document is to be used.
    case useDocument
    /// Another way to open the chip.
    case documentKey(DocumentKeyKind)
    /// What opens the chip was typed; it is never in here, like a PIN.
    case documentKeyEntered
    /// On without the document.
    case withoutDocument
    /// More time for the attempt that runs (R2).
    case moreTime
    case tryAgain
    case pinEntered
    case confirmLastTry
    /// Yes to the offer of a new PIN (E2a).
    case changePIN
    /// A new PIN is to be set with the PUK (E9).
    case unblockPIN
    /// The EDS on the card is to be renewed (E6).
    case reissue
    /// The EDS on the card is to be revoked (E7).
    case revokeEDS
    /// The reason for it.
    case revokeFor(RevocationCause)
    /// A new application for an exchange of the identity card (I1).
    case exchangeCard
    /// Where such an application stands (I6).
    case exchangeStanding
    case exchangeReason(CardExchangeReason)
    /// The number on the identity card.
    case cardNumber(String)
    /// The photo that is shown goes with the application.
    case usePhoto
    /// The specimen was drawn; it is never in here, like a PIN.
    case specimenDrawn
    /// Photo and specimen are given at the desk instead.
    case atDesk
    /// Reference of the payment of the state fee.
    case payment(String)
    /// The summary is right and is to be signed.
    case signExchange
    /// Number of a registration slip.
    case exchangeSlip(String)
    case cancel
    case done
}

/// What the clock brings.
public enum TimeEvent: Sendable, Hashable {
    /// The person did nothing for the whole limit, warning included (R2).
    case expired
    /// A lost camera did not come back within 10 s (outcome table).
    case cameraGraceOver
}

/// What happens in the citizen's reader.
public enum CardEvent: Sendable, Hashable {
    case inserted
    case removed
    case readerLost
    case readerBack
    case read(PINTries)
    /// What the card tells without its PIN (E10).
    case report(CardReport)
    case pinAccepted
    case pinWrong(PINTries)
    case pinBlocked
    /// The application for a re-issue is signed with the key of until now.
    case reissueSigned
    /// That the EDS is to be revoked is signed with its key.
    case revocationSigned
    case keysReady
    /// `factoryPIN`: the PIN that was entered is one that makers set (E8).
    case certificatesStored(serials: [String], factoryPIN: Bool)
    case pinChanged
    /// The two entries of the new PIN differ; the card has seen nothing.
    case newPINsDiffer
    /// Whose EDS is on the card that is to be exchanged.
    case exchangeHolder(ExchangeHolder)
    /// The application for an exchange is signed.
    case exchangeSigned
    /// The chip's portrait is trusted, of the identified person, and good enough.
    case portraitRead
    case failed(FailureCode)
}

/// What camera and matcher say.
public enum CameraEvent: Sendable, Hashable {
    case lost(FailureCode)
    case back
    case outcome(AttemptOutcome)
    /// A photo for a document met the rules and is held.
    case photoTaken(ExchangePhoto)
    /// None did in time, and why.
    case photoRefused(FailureCode)
}

/// What the portal answers.
public enum PortalEvent: Sendable, Hashable {
    case person(Applicant)
    case refused(FailureCode)
    case codeSent(CodeChallenge)
    case codeRight(proof: String)
    case codeWrong(triesLeft: Int)
    case application(Application)
    /// Where the application stands that was asked for.
    case standing(ApplicationStanding)
    case certificatesIssued
    /// The holder's EDS is revoked.
    case revoked(RevokedCertificates)
    /// The card may be exchanged; its last day.
    case exchangeAvailable(expiresOn: CivilDate)
    case exchangeRegistered(ExchangeRegistration)
    case exchangeStanding(ExchangeStanding)
    /// There is no slip of the reserved lane.
    case reservation(ReservationNotice)
    /// No answer, or the line was found cut: nothing is known to have failed for good.
    case lost(FailureCode)
}

/// What became durable.
public enum JournalEvent: Sendable, Hashable {
    /// `reference`: why the portrait, which is released only now (B8), cannot be matched against; nil when it can.
    case attemptOpened(OpenAttempt, reference: FailureCode?)
    case attemptRefused(FailureCode)
    /// Failures since the last success once this attempt is closed.
    case attemptClosed(failures: Int)
    case ticket(number: String)
    /// The application is kept here, so that its keys can be written.
    case requestOpened
    case failed(FailureCode)
}

/// What the printer says.
public enum PrinterEvent: Sendable, Hashable {
    case slip(SlipResult)
    case lost(FailureCode)
}

/// What the caller has to do after a step; the machine itself does nothing.
public enum SessionEffect: Sendable, Hashable {
    case checkPerson(Identity)
    case sendCode(IIN, CodePurpose)
    case answerCode(CodeChallenge, code: String)
    case askApplication(ApplicationQuery, CodeProof)
    /// Keeps the application here before anything is written.
    case openRequest(Application)
    case startCamera
    case stopCamera
    case openAttempt(Applicant)
    /// `gentle`: without turns of the head.
    case capture(OpenAttempt, gentle: Bool)
    case extendCapture(OpenAttempt)
    case closeAttempt(OpenAttempt, AttemptOutcome)
    case apply(Applicant, OpenAttempt)
    /// Read the chip with what was typed; keep its portrait for the attempts when it is the applicant's.
    case readPortrait(Applicant)
    /// Forget what was typed to open the chip.
    case forgetDocumentKey
    case readCard(Application)
    case verifyPIN
    /// CHANGE REFERENCE DATA or RESET RETRY COUNTER with what was entered on the pad.
    case renewPIN(PINWork)
    /// Forgets what was entered on the pad and not sent.
    case forgetPIN
    /// Certificates and counters, without a PIN.
    case readCardReport
    /// Signs an application for a re-issue with the card's signature key; right after the PIN was accepted (E6).
    case signReissue
    /// Sends what was signed; the same again has the same application.
    case sendReissue
    /// Signs with the card's signature key that its EDS is to be revoked; right after the PIN was accepted (E7).
    case signRevocation(RevocationCause)
    /// Sends what was signed; the same again has the same answer.
    case sendRevocation
    /// Whose EDS the card has, without a PIN.
    case readExchangeCard(CardExchangeReason)
    /// Asks the portal for an exchange today (I1–I3) and, with a payment, whether it counts.
    case checkExchange(ExchangeHolder, documentNumber: String, payment: String?)
    /// Asks the portal what became of what this kiosk sent for the person.
    case findExchange(ExchangeHolder)
    /// Previews and guidance with the rules of a portrait.
    case composePhoto
    case takePhoto
    /// Begins the transaction with the same person's card.
    case openExchangeCard(ExchangeHolder)
    /// Signs the application; right after the PIN was accepted.
    case signExchange(ExchangeDraft)
    /// Sends what was signed; durable here first, and the same again has the same slip.
    case sendExchange(ExchangeDraft)
    case askExchange(slip: String)
    case writeKeys(Application)
    case requestCertificates(Application)
    case storeCertificates(Application)
    /// Keeps the moment of the first tap on "Reservation" of this session.
    case noteReservationTap
    /// Looks the person's reservation up and allots its number.
    case takeReservation(IIN)
    case issueTicket(purpose: String, QueueChoice)
    case print(SlipKind)
    /// Resets the card, ends its transaction and forgets a PIN that was not sent.
    case releaseCard
    /// Forgets everything about the person.
    case wipe
}
