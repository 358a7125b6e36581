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

    /// Every field as given, the certificates put in order.
    public init(medium: Medium, label: String, certificates: [HeldCertificate], pin: TokenPINStanding) {
        self.medium = medium
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: label.unicodeScalars.filter { ShownName.shows($0) })
        name = ShownName.masked(String(scalars))
        self.certificates = CardReport(certificates: certificates).certificates
        self.pin = pin
    }
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
}
