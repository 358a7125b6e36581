/// Why a code may not have arrived (L3); the texts stand in `KioskTexts`.
public enum SMSNotReceivedReason: String, Sendable, Hashable, CaseIterable {
    /// The number was ported less than a day ago.
    case portedLessThanADayAgo = "ported"
    case zeroBalance = "zero-balance"
    case shortNumbersBlocked = "short-numbers-blocked"
    case notInMobileCitizensDatabase = "not-in-database"
    case technicalFailure = "technical-failure"
}

/// The report of a code that did not arrive (L3). Personal: it goes to the portal, never to a log.
public struct SMSNotReceivedReport: Sendable, Hashable {
    /// The person.
    public var iin: IIN
    /// As the person gave it.
    public var phone: String
    /// When the code was asked for.
    public var requestedAt: UnixTime
    /// What happened, in the person's words.
    public var explanation: String

    /// Nil when the phone or the description is empty.
    public init?(iin: IIN, phone: String, requestedAt: UnixTime, explanation: String) {
        guard phone.contains(where: { $0.isNumber }), explanation.contains(where: { !$0.isWhitespace }) else {
            return nil
        }
        self.iin = iin
        self.phone = phone
        self.requestedAt = requestedAt
        self.explanation = explanation
    }
}
