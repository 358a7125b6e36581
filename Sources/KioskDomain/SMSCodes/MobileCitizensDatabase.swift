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

/// Ways to register or change the phone in the Mobile Citizens Database (L4).
public enum PhoneRegistration: String, Sendable, Hashable, CaseIterable {
    case personalAccount = "personal-account"
    case electronicRequest = "electronic-request"
    case serviceCentre = "service-centre"

    /// One step of a way.
    public enum Step: Sendable, Hashable, CaseIterable { case codeWord, smsCode, eds, visit }

    /// The steps in their order.
    /// - Parameter portalDemandsEDS: for the electronic request, where the sources disagree and the portal decides.
    public func steps(portalDemandsEDS: Bool) -> [Step] {
        switch self {
        case .personalAccount: [.codeWord, .smsCode, .eds]
        case .electronicRequest: portalDemandsEDS ? [.smsCode, .eds] : [.smsCode]
        case .serviceCentre: [.visit]
        }
    }
}
