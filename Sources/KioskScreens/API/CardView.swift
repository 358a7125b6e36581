public import KioskDomain

/// A card as `/api/session` tells of it. No serial number and no name is in it.
public struct CardView: Codable, Sendable, Hashable {
    /// One certificate.
    public struct Certificate: Codable, Sendable, Hashable {
        /// What its key is for.
        public var uses: [EDSKey]
        /// The first day, ISO 8601.
        public var from: String
        /// The last day, ISO 8601.
        public var until: String
        /// Whole days left; nil outside the dates, and once it is revoked.
        public var daysLeft: Int?
        /// What is known of its being revoked; nil where that does not matter any more.
        public var isRevoked: Revocation?

        /// What the authority says.
        public enum Revocation: String, Codable, Sendable, Hashable { case no, yes, unknown }
    }

    /// In the order of the screen.
    public var certificates: [Certificate]
    /// Tries that the PIN has left; nil when the card does not say.
    public var pinTries: Int?
    /// Tries that the PUK has left; nil when the card does not say or has none.
    public var pukTries: Int?
    /// What can be done about the PIN here.
    public var offers: [PINWork]
    /// Whether the EDS can be renewed here (E6).
    public var offersReissue: Bool
    /// Whether its holder can apply for the EDS of an organisation here (E3).
    public var offersOrganisation: Bool
    /// Whether its holder can revoke the EDS here (E7).
    public var offersRevocation: Bool
    /// Whether an EDS can be obtained anew here, since no PUK helps (E9).
    public var offersObtaining: Bool

    /// Of a token its PIN alone is cared for here.
    init(_ token: HeldToken) {
        self.init(token.certificates, [])
        pinTries = token.pin.left
        pukTries = token.puk?.left
        offers = token.offers
    }

    /// A key file has neither PIN nor PUK.
    init(_ opened: OpenedKeyFile, _ session: CitizenSession) {
        self.init(opened.certificates, session.offered(opened.rights, on: .file))
    }

    init(_ report: CardReport, _ session: CitizenSession) {
        self.init(report.certificates, session.offered(session.rights(report), on: .idCard))
        pinTries = report.pin.tries
        pukTries = report.puk?.tries
        offers = report.offers
    }

    private init(_ held: [HeldCertificate], _ offered: Set<EDSRight>) {
        certificates = held.map { Certificate($0) }
        offers = []
        offersReissue = offered.contains(.renewal)
        offersOrganisation = offered.contains(.organisation)
        offersRevocation = offered.contains(.revocation)
        offersObtaining = offered.contains(.obtaining)
    }
}

extension CardView.Certificate {
    fileprivate init(_ held: HeldCertificate) {
        let daysLeft: Int? = if case .valid(let days) = held.standing { days } else { nil }
        self.init(uses: held.uses, from: "\(held.firstDay)", until: "\(held.lastDay)", daysLeft: daysLeft)
        switch held.standing {
        case .valid: isRevoked = held.isUnclear ? .unknown : .no
        case .revoked: isRevoked = .yes
        case .expired, .notYetValid: break
        }
    }
}
