public import KioskDomain

/// Body of `POST /v1/applications/{number}/standing` (RULES E10): whose it is said to be, and the proof that the IIN is
/// one's own.
public struct StandingRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Of an SMS code for the purpose `application`, answered at this kiosk.
    public var proof: String

    /// Memberwise.
    public init(iin: String, proof: String) {
        self.iin = iin
        self.proof = proof
    }
}

/// Answer of `POST /v1/applications/{number}/standing`.
public struct StandingAnswer: Codable, Sendable, Hashable {
    /// As it is kept.
    public var application: ApplicationRecord
    /// What the person does next, by the portal's clock and rules.
    public var step: ApplicationStep
    /// Civil day at the centres, ISO 8601.
    public var madeOn: String
    /// The last day for handing the form in, where that is still to be done.
    public var handInBy: String?
    /// Code of the centre where it is handed in.
    public var centre: String?

    /// Memberwise.
    public init(
        application: ApplicationRecord, step: ApplicationStep, madeOn: String, handInBy: String? = nil,
        centre: String? = nil
    ) {
        self.application = application
        self.step = step
        self.madeOn = madeOn
        self.handInBy = handInBy
        self.centre = centre
    }
}

/// Body of `POST /demonstration/applications`: an application as a person makes it on the portal's pages, whose form is
/// then handed in (RULES E4). Demonstration mode only.
public struct HomeApplicationRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Where the keys shall be.
    public var medium: Medium
    /// Code of the centre where the form will be handed in.
    public var centre: String

    /// Memberwise.
    public init(iin: String, medium: Medium, centre: String) {
        self.iin = iin
        self.medium = medium
        self.centre = centre
    }
}
