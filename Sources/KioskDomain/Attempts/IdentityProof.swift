/// Proof that an IIN is one's own (B0). It is bound to that number and proves no other.
public struct IdentityProof: Sendable, Hashable {
    public enum Method: String, Sendable, Hashable, CaseIterable, Codable {
        /// An SMS code on the number bound to the IIN in the Mobile Citizens Database.
        case smsCode = "sms-code"
        /// The PIN of the holder's card.
        case cardPIN = "card-pin"
    }

    public var method: Method
    public var iin: IIN

    public init(method: Method, iin: IIN) {
        self.method = method
        self.iin = iin
    }
}
