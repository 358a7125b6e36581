/// What an SMS code proves the IIN for.
public enum CodePurpose: String, Sendable, Hashable, CaseIterable, Codable {
    /// Attempts before the camera (B0).
    case identification
    /// The person's own applications (E10).
    case application
    /// Log-in to the personal account (L1).
    case login
}

/// The number of an application and whose it is said to be.
public struct ApplicationQuery: Sendable, Hashable {
    /// As the portal writes it.
    public var number: String
    /// The person's number.
    public var iin: IIN

    /// Every field as given.
    public init(number: String, iin: IIN) {
        self.number = number
        self.iin = iin
    }
}

/// The portal's word that an IIN is one's own, for this kiosk and a short time.
public struct CodeProof: Sendable, Hashable {
    /// Whose it is.
    public var iin: IIN
    /// Its name at the portal.
    public var text: String

    /// Every field as given.
    public init(iin: IIN, text: String) {
        self.iin = iin
        self.text = text
    }
}
