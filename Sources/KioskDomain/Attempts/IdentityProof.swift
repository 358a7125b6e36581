/// Proof that an IIN is one's own (B0). It is bound to that number and proves no other.
public struct IdentityProof: Sendable, Hashable {
    /// The two ways of B0.
    public enum Method: String, Sendable, Hashable, CaseIterable, Codable {
        /// An SMS code on the number bound to the IIN in the Mobile Citizens Database.
        case smsCode = "sms-code"
        /// The PIN of the holder's card.
        case cardPIN = "card-pin"
    }

    /// How it was shown.
    public var method: Method
    /// The number that it proves.
    public var iin: IIN

    /// Every field as given.
    public init(method: Method, iin: IIN) {
        self.method = method
        self.iin = iin
    }
}
