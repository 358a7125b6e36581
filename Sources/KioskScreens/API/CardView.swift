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
        /// Whole days left; nil outside the dates.
        public var daysLeft: Int?
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
    /// Whether its holder can revoke the EDS here (E7).
    public var offersRevocation: Bool

    init(_ report: CardReport) {
        certificates = report.certificates.map { certificate in
            let daysLeft: Int? = if case .valid(let days) = certificate.standing { days } else { nil }
            return Certificate(
                uses: certificate.uses, from: "\(certificate.firstDay)", until: "\(certificate.lastDay)",
                daysLeft: daysLeft)
        }
        pinTries = report.pin.tries
        pukTries = report.puk?.tries
        offers = report.offers
        offersReissue = report.offersReissue
        offersRevocation = report.offersRevocation
    }
}
