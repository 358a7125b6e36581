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
    /// As ``pinEntered``, and the present PIN that was typed is one that makers set (E8).
    case factoryPINEntered
    case confirmLastTry
    /// Yes to the offer of a new PIN (E2a).
    case changePIN
    /// A new PIN is to be set with the PUK (E9).
    case unblockPIN
    /// The EDS on the card is to be renewed (E6).
    case reissue
    /// The EDS is to be obtained anew, since the PIN, or the password of its file, is forgotten (E9).
    case obtainAnew
    /// The EDS of an organisation is applied for with the one on the card (E3).
    case organisationEDS
    /// That organisation.
    case organisation(BIN)
    /// The EDS is in a file on the person's stick.
    case myFile
    /// The EDS is on the person's token, or shall be (E1).
    case myToken
    /// The file at this place of the list.
    case keyFile(Int)
    /// Where the new keys shall be (E1).
    case medium(Medium)
    /// The EDS on the card is to be revoked (E7).
    case revokeEDS
    /// The reason for it.
    case revokeFor(RevocationCause)
    /// The card or the key is lost: its EDS is to be revoked without it (E7).
    case cardLost
    /// The set of this name is lost; nil: all that are shown.
    case lostEDS(String?)
    /// Yes to what cannot be taken back.
    case confirmRevocation
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
    /// Photo and specimen are not given here: the card is exchanged by the centre's ordinary procedure.
    case atDesk
    /// Reference of the payment of the state fee.
    case payment(String)
    /// The summary is right and is to be signed.
    case signExchange
    /// It is to be signed with the mobile app, not with the card (L5).
    case signByPhone
    /// Number of a registration slip.
    case exchangeSlip(String)
    /// How to log in to the personal account (L1).
    case logIn(LogInWay)
    /// The SMS code did not come (L3).
    case codeMissing
    /// Why it may not have come.
    case codeMissingFor(SMSNotReceivedReason)
    /// The report is right and is to be sent.
    case sendReport
    /// A page of one of the lists of the account.
    case accountPage(AccountPage)
    /// Another number in the Mobile Citizens Database (L4).
    case changePhone
    /// The number that was typed.
    case phone(MobileNumber)
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
    /// What is applied for is signed with the key of until now.
    case reissueSigned
    /// That the EDS is to be revoked is signed with its key.
    case revocationSigned
    case keysReady
    /// `factoryPIN`: the PIN that was entered is one that makers set (E8).
    case certificatesStored(serials: [String], factoryPIN: Bool)
    /// What stands in the USB ports has changed.
    case stick(StickSight)
    /// The key files of the person's stick.
    case keyFiles(StickListing)
    /// The password has opened one of them.
    case keyFileOpened(OpenedKeyFile)
    /// The key file is on the stick under this name, was read back and compared, and the stick may be taken.
    case fileSaved(name: String, serials: [String])
    /// What is plugged in for keys on a token has changed.
    case token(TokenSight)
    /// What the token tells without its PIN (E10).
    case tokenReport(HeldToken)
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
    /// The portal waits for a signature by the mobile app (L5).
    case phoneSignatureOpened(PhoneSignature)
    /// It is not there yet.
    case phoneSignatureWaits(isScanned: Bool)
    /// It is there, and is the person's over this very document.
    case phoneSigned
    /// What the identified person could revoke.
    case liveEDS([LiveEDS])
    /// The holder's EDS is revoked.
    case revoked(RevokedCertificates)
    /// The card may be exchanged; its last day.
    case exchangeAvailable(expiresOn: CivilDate)
    case exchangeRegistered(ExchangeRegistration)
    case exchangeStanding(ExchangeStanding)
    /// A log-in was begun.
    case logInOpened(LogIn)
    /// The mobile app has not scanned its code yet.
    case logInWaits
    /// Nothing is missing any more.
    case logInComplete
    /// The signed challenge was taken, and whose EDS it is.
    case logInSigned(IIN)
    case account(AccountSummary)
    /// The report of a code that did not come, by the number to quote (L3).
    case missingCodeReported(number: String)
    /// The number is in the Mobile Citizens Database (L4).
    case phoneRegistered
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
    /// Signs what is applied for with the card's signature key; right after the PIN was accepted (E6, E3).
    case signReissue(SignedWish)
    /// Sends what was signed; the same again has the same application.
    case sendReissue
    /// Signs with the card's signature key that its EDS is to be revoked; right after the PIN was accepted (E7).
    case signRevocation(RevocationCause)
    /// Sends what was signed; the same again has the same answer.
    case sendRevocation
    /// Asks what the identified person could revoke; closes the attempt at the portal.
    case listLiveEDS(IdentifiedPerson)
    /// Has it revoked; the same again has the same answer (E7).
    case revokeLost(LostEDS, RevocationCause)
    /// Makes the document and asks the portal for a code; the portal forgets it when the person goes (L5).
    case openPhoneSignature(PhoneSignedWork)
    /// Asks once, after a pause, and verifies what has come.
    case askPhoneSignature(PhoneSignature)
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
    /// Begins a log-in at the portal; it ends there when the person goes.
    case openLogIn
    /// Asks once, after a pause, whether the mobile app has scanned its code.
    case askLogIn(LogIn)
    /// Signs the challenge with the card's key for authentication, and shows it to the portal.
    case signLogIn(LogIn)
    /// Completes the log-in by the proof of the SMS code, where there is one, and fetches the account.
    case fetchAccount(LogIn, proof: String?)
    /// Tells the portal of a code that did not come, in the person's language (L3).
    case reportMissingCode(IIN, CodeChallenge, MissingCode, Language)
    /// Sends a code to the number that is to be registered (L4).
    case sendPhoneCode(LogIn, MobileNumber)
    case confirmPhone(LogIn, CodeChallenge, code: String)
    /// On the application's medium: on the card, or for a key file.
    case writeKeys(Application)
    case requestCertificates(Application)
    case storeCertificates(Application)
    /// Tells what stands in the USB ports once that is something else than this.
    case awaitStick(StickSight?)
    /// Lists the key files of the stick that is there.
    case listKeyFiles
    /// Reads the file and opens it with the password that was typed.
    case openKeyFile(StickKeyFile, stick: String)
    /// Signs what is applied for with the key of the opened file (E6, E3).
    case signWithFile(SignedWish)
    /// Tells what is plugged in of tokens of this kind once that is something else than this.
    case awaitToken(Medium, TokenSight?)
    /// The same of tokens of every kind.
    case awaitAnyToken(TokenSight?)
    /// Reads the token that is there, without a PIN.
    case readToken
    /// Tells once the token that was read is there no more.
    case watchToken
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
