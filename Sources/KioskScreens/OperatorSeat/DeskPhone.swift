/// A number that is being registered for a person at the desk (L4).
public struct DeskPhone: Sendable, Hashable {
    /// The challenge's name at the portal.
    public var challenge: String
    /// Where the code went, last digits only.
    public var maskedPhone: String
    /// The portal has taken it.
    public var isRegistered: Bool

    /// Memberwise.
    public init(challenge: String, maskedPhone: String, isRegistered: Bool = false) {
        self.challenge = challenge
        self.maskedPhone = maskedPhone
        self.isRegistered = isRegistered
    }
}
