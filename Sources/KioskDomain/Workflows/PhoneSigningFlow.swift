/// What is signed with the mobile app instead of the card (L5).
public enum PhoneSignedWork: Sendable, Hashable {
    /// The application for an exchange of the identity card (I4).
    case exchange(ExchangeDraft)
    /// That the EDS on the card is to be revoked (E7): with another EDS of the holder, for who has forgotten the PIN.
    case revocation(CardReport, RevocationCause)
}

/// A signature by the mobile app that the portal waits for. Its name is of the person's session: it is in no log.
public struct PhoneSignature: Sendable, Hashable {
    /// Its name at the portal.
    public var name: String
    /// Text of the QR code, for one scan.
    public var qr: String
    /// Until when, in the civil time of the centre, for the person to see.
    public var expiresOn: CivilDateTime?
    /// The app shows what is to be signed.
    public var isScanned = false

    /// Every field as given, not scanned yet.
    public init(name: String, qr: String, expiresOn: CivilDateTime? = nil) {
        self.name = name
        self.qr = qr
        self.expiresOn = expiresOn
    }
}

/// "Sign with the phone" (L5): a code on the screen, bound to person and document; the app shows the document and signs it; the
/// kiosk verifies what comes back before anything is sent.
public enum PhoneSigningState: Sendable, Hashable {
    /// The document is made and the portal gives a code for it.
    case opening(PhoneSignedWork)
    /// The code says that the line is cut.
    case showing(PhoneSignedWork, PhoneSignature, FailureCode?)
    /// The time was over, or the portal did not answer: another code can be had.
    case retry(PhoneSignedWork, FailureCode)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .showing, .retry: true
        case .opening: false
        }
    }
}

extension CitizenSession {
    mutating func signByPhone(_ language: Language, _ work: PhoneSignedWork) -> [SessionEffect] {
        guard signsByPhone else { return [] }
        return [.forgetPIN] + openPhoneSignature(language, work)
    }

    mutating func phoneSigning(
        _ language: Language, _ state: PhoneSigningState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch state {
        case .opening(let work): phoneSignatureOpened(language, work, event)
        case .showing(let work, let signature, _): awaitingPhone(language, work, signature, event)
        case .retry(let work, _): phoneSignatureAgain(language, work, event)
        }
    }

    private mutating func phoneSigning(
        _ language: Language, _ state: PhoneSigningState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .phoneSigning(language, state)
        return effects
    }

    private mutating func openPhoneSignature(_ language: Language, _ work: PhoneSignedWork) -> [SessionEffect] {
        phoneSigning(language, .opening(work), .openPhoneSignature(work))
    }

    /// The card has told whose EDS it has, and may be taken.
    private mutating func phoneSignatureOpened(
        _ language: Language, _ work: PhoneSignedWork, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.phoneSignatureOpened(let signature)):
            phoneSigning(
                language, .showing(work, signature, nil), .releaseCard, .askPhoneSignature(signature))
        case .portal(.lost(let code)): phoneSigning(language, .retry(work, code), .releaseCard)
        case .portal(.refused(let code)), .card(.failed(let code)): end(language, .refused(code))
        default: leaveOnCancel(language, event)
        }
    }

    /// Asked again and again, each time for one answer. A cut line ends nothing: the app may sign meanwhile.
    private mutating func awaitingPhone(
        _ language: Language, _ work: PhoneSignedWork, _ signature: PhoneSignature, _ event: SessionEvent
    ) -> [SessionEffect] {
        var signature = signature
        switch event {
        case .portal(.phoneSignatureWaits(let isScanned)):
            signature.isScanned = isScanned
            return phoneSigning(language, .showing(work, signature, nil), .askPhoneSignature(signature))
        case .portal(.lost(let code)):
            return phoneSigning(language, .showing(work, signature, code), .askPhoneSignature(signature))
        case .portal(.phoneSigned): return signedByPhone(language, work)
        case .portal(.refused(.phoneSignatureOver)):
            return phoneSigning(language, .retry(work, .phoneSignatureOver))
        case .portal(.refused(let code)): return end(language, .refused(code))
        default: return leaveOnCancel(language, event)
        }
    }

    private mutating func signedByPhone(_ language: Language, _ work: PhoneSignedWork) -> [SessionEffect] {
        switch work {
        case .exchange(let draft):
            stage = .exchange(language, .sending(draft))
            return [.sendExchange(draft)]
        case .revocation:
            stage = .revocation(language, .sending)
            return [.sendRevocation]
        }
    }

    private mutating func phoneSignatureAgain(
        _ language: Language, _ work: PhoneSignedWork, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.tryAgain) = event else { return leaveOnCancel(language, event) }
        return openPhoneSignature(language, work)
    }
}
