/// What a token tells about itself without its PIN (E9, E10). Its certificates are public, its keys are not touched.
public struct HeldToken: Sendable, Hashable {
    /// Its kind.
    public var medium: Medium
    /// As its owner, or its maker, has labelled it; of the label itself only what a screen may show.
    public var name: String
    /// Valid ones first, then by their last day, newest first.
    public var certificates: [HeldCertificate]
    /// What it tells of its PIN.
    public var pin: TokenPINStanding
    /// What it tells of its PUK, which PKCS#11 calls the security officer's PIN; nil where nothing is set with it here.
    public var puk: TokenPINStanding?
    /// Whether the holder may choose a new PIN here.
    public var canChange = false
    /// Digits that a PIN or PUK of this token has: what makers take, unless the token says otherwise.
    public var pinLength = HeldToken.usualLength

    /// What makers of tokens take.
    public static let usualLength = 4...12

    /// Every field as given, the certificates put in order.
    public init(medium: Medium, label: String, certificates: [HeldCertificate], pin: TokenPINStanding) {
        self.medium = medium
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: label.unicodeScalars.filter { ShownName.shows($0) })
        name = ShownName.masked(String(scalars))
        self.certificates = CardReport(certificates: certificates).certificates
        self.pin = pin
    }

    /// What the holder can do about the PIN here (E2a, E9): nobody is led to a try that is not there.
    public var offers: [PINWork] {
        PINWork.allCases.filter {
            switch $0 {
            case .change: canChange && pin != .blocked && pin != .missing
            case .unblock: hasPUK && pin != .missing
            case .first: hasPUK && pin == .missing
            }
        }
    }

    /// What the first entry of this work is judged by: the PIN, or the PUK.
    public subscript(work: PINWork) -> TokenPINStanding {
        get { work == .change ? pin : puk ?? .tries(.unknown) }
        set { if work == .change { pin = newValue } else { puk = newValue } }
    }

    /// What is left for a holder who has forgotten the PIN (E9); nil where the token's own maker has to be asked.
    public var recovery: PINRecovery? { puk == nil ? nil : PINRecovery.of(hasPUK: hasPUK) }

    private var hasPUK: Bool { puk != nil && puk != .blocked && puk != .missing }
}

/// What a token tells of its holder's PIN: its flags know the last try and none, never a number (PKCS#11).
public enum TokenPINStanding: Sendable, Hashable {
    case tries(PINTries)
    case blocked
    /// The holder has none yet (E2a).
    case missing

    /// Tries that are left; nil where the token does not tell.
    public var left: Int? {
        switch self {
        case .tries(.remaining(let count)): count
        case .blocked: 0
        case .tries(.several), .tries(.unknown), .tries(.wrongHere), .missing: nil
        }
    }

    /// The next wrong entry blocks, or may block: an explicit yes comes before the token sees it.
    public var needsYes: Bool { if case .tries(let tries) = self { tries.needsYes } else { false } }
}
