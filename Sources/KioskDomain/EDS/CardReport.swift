/// What a card tells about itself without its PIN (E9, E10).
public struct CardReport: Sendable, Hashable {
    /// Certificates whose key is on the card: valid ones first, then by their last day, newest first.
    public var certificates: [HeldCertificate]
    /// Tries that the PIN has left.
    public var pin: SecretStanding
    /// Tries that the PUK has left; nil when the card has none, or is driven without it.
    public var puk: SecretStanding?
    /// Whether the holder may choose a new PIN.
    public var canChange: Bool
    /// Whether new keys can be made on it here.
    public var canRenew: Bool
    /// Digits that a PIN of this card has.
    public var pinLength: ClosedRange<Int>
    /// Digits that its PUK has.
    public var pukLength: ClosedRange<Int>

    /// Every field as given, the certificates put in order.
    public init(
        certificates: [HeldCertificate] = [], pin: SecretStanding = .unknown, puk: SecretStanding? = nil,
        canChange: Bool = true, canRenew: Bool = false, pinLength: ClosedRange<Int> = 6...8,
        pukLength: ClosedRange<Int> = 6...8
    ) {
        self.certificates = certificates.sorted { ($0.isValid ? 1 : 0, $0.lastDay) > ($1.isValid ? 1 : 0, $1.lastDay) }
        self.pin = pin
        self.puk = puk
        self.canChange = canChange
        self.canRenew = canRenew
        self.pinLength = pinLength
        self.pukLength = pukLength
    }

    /// What the holder can do about the PIN here (E9): nobody is led to a try that is not there.
    public var offers: [PINWork] {
        PINWork.allCases.filter {
            switch $0 {
            case .change: canChange && pin != .blocked
            case .unblock: puk != nil && puk != .blocked
            // A card leaves its maker with a PIN.
            case .first: false
            }
        }
    }

    /// What the first entry of this work is judged by: the PIN, or the PUK.
    public subscript(work: PINWork) -> SecretStanding {
        get { work == .change ? pin : puk ?? .unknown }
        set { if work == .change { pin = newValue } else { puk = newValue } }
    }

    /// Digits of what is entered in this step: ``NewPINStep/old`` is the PUK when a PIN is unblocked.
    public func length(of work: PINWork, _ step: NewPINStep) -> ClosedRange<Int> {
        work != .change && step == .old ? pukLength : pinLength
    }

    /// Whether a valid EDS of the holder's own is on it, whose PIN may be blocked.
    var isLive: Bool {
        canRenew && certificates.contains { $0.isOwnSigner }
    }

    /// What it gives its holder a right to. Its key signs only while its certificate is valid, and not every certificate is
    /// renewed (E6); that of an organisation signs nothing personal (E3). The whole procedure begins again only where no PUK
    /// helps (E9).
    public var rights: Set<EDSRight> {
        let signs = isLive && pin != .blocked
        let isPersonal = certificates.isEmpty || certificates.contains { $0.isPersonal }
        var given: Set<EDSRight> = signs ? [.revocation, .organisation] : []
        if signs, certificates.contains(where: \.isRenewable) { given.insert(.renewal) }
        if recovery == .obtainAnew, isPersonal { given.insert(.obtaining) }
        return given
    }

    /// What is left for a holder who has forgotten the PIN (E9).
    public var recovery: PINRecovery { .of(hasPUK: offers.contains(.unblock)) }
}

/// What an EDS gives its holder a right to, wherever that is done.
public enum EDSRight: Sendable, Hashable, CaseIterable {
    /// New keys in the place of its own, on the same medium (E6).
    case renewal
    /// The end of its validity (E7).
    case revocation
    /// The EDS of an organisation that the holder heads (E3).
    case organisation
    /// The whole procedure anew, for who has forgotten the PIN (E9).
    case obtaining
}

/// A PIN's or PUK's counter as the card tells it; `unknown` is a state of its own (DESIGN 5.5).
public enum SecretStanding: Sendable, Hashable {
    case remaining(Int)
    case unknown
    case blocked

    /// For ``PINEntry/before(remaining:hasPUK:)``: nil when the card does not tell.
    public var tries: Int? {
        switch self {
        case .remaining(let count): count
        case .unknown: nil
        case .blocked: 0
        }
    }
}

/// What a holder does about the PIN (E2a, E9).
public enum PINWork: String, Sendable, Hashable, CaseIterable, Codable {
    /// CHANGE REFERENCE DATA with the PIN of until now.
    case change
    /// RESET RETRY COUNTER with the PUK.
    case unblock
    /// A blank token gets its first PIN with the PUK.
    case first
}

/// A certificate as its holder is shown it (E10): what for, until when.
public struct HeldCertificate: Sendable, Hashable {
    /// Where today lies to its dates.
    public enum Standing: Sendable, Hashable {
        /// Whole days left, today not counted: 0 on the last day.
        case valid(daysLeft: Int)
        case expired
        case notYetValid
        /// Between its dates, and the authority has revoked it.
        case revoked
    }

    /// What the key is for (E0); a certificate may serve both.
    public var uses: [EDSKey]
    /// The first day, civil time of the centre.
    public var firstDay: CivilDate
    /// The last day, civil time of the centre.
    public var lastDay: CivilDate
    /// Where the moment of reading lies to them, and whether it was revoked as far as that could be learnt.
    public var standing: Standing
    /// Whether it was revoked could not be learnt.
    public var isUnclear = false
    /// Then because this machine asks nobody: no authority is configured.
    public var isUnasked = false
    /// Names no organisation (E3).
    public var isPersonal: Bool
    /// Its key signs log-ins to the personal account (L1).
    public var signsLogIn: Bool
    /// Its template, as far as it tells that (E6).
    public var template = CertificateTemplate.ordinary

    /// Compares the certificate's own seconds with now (E1: they are the truth); both ends are inclusive (RFC 5280,
    /// 4.1.2.5).
    ///
    /// - Parameter signsLogIn: nil where every key for authentication does.
    /// - Parameter day: the civil day of an instant at the centre.
    public init(
        uses: [EDSKey], notBefore: UnixTime, notAfter: UnixTime, now: UnixTime, isPersonal: Bool = true,
        signsLogIn: Bool? = nil, day: (UnixTime) -> CivilDate
    ) {
        self.isPersonal = isPersonal
        self.signsLogIn = signsLogIn ?? uses.contains(.authentication)
        self.uses = uses
        firstDay = day(notBefore)
        lastDay = day(notAfter)
        standing =
            if now > notAfter {
                .expired
            } else if now < notBefore {
                .notYetValid
            } else {
                .valid(daysLeft: day(now).days(until: lastDay))
            }
    }

    /// Takes what the authority says; nil where that could not be learnt. Outside of its dates it does not matter any more.
    ///
    /// - Parameter isAsked: false where this machine asks nobody.
    public mutating func take(isRevoked: Bool?, isAsked: Bool = true) {
        guard isValid else { return }
        isUnclear = isRevoked == nil
        isUnasked = isUnclear && !isAsked
        if isRevoked == true { standing = .revoked }
    }

    /// True between both dates, unless it is known to be revoked.
    public var isValid: Bool { if case .valid = standing { true } else { false } }

    /// Its key signs in its holder's own name now.
    var isOwnSigner: Bool { isValid && isPersonal && uses.contains(.signature) }

    /// E6: it signs, and a portal renews what it is.
    var isRenewable: Bool { isOwnSigner && template == .ordinary }
}
