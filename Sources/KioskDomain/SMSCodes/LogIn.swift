/// Portal log-in (L1): the same for natural persons and legal entities.
public enum LogInGate {
    /// What the person has shown.
    public struct Facts: Sendable, Hashable {
        /// The challenge was signed with a valid EDS.
        public var signedWithEDS: Bool
        /// The code from 1414 was right.
        public var smsCodeAccepted: Bool
        /// The log-in QR was scanned in the mobile app.
        public var mobileAppScanned: Bool

        /// Every field as given.
        public init(signedWithEDS: Bool, smsCodeAccepted: Bool, mobileAppScanned: Bool) {
            self.signedWithEDS = signedWithEDS
            self.smsCodeAccepted = smsCodeAccepted
            self.mobileAppScanned = mobileAppScanned
        }
    }

    /// What the gate answers.
    public enum Decision: Sendable, Hashable {
        case loggedIn
        case needsEDS
        case needsSMSCode
    }

    /// Logged in, or what is still missing.
    public static func decide(_ facts: Facts) -> Decision {
        if facts.mobileAppScanned { return .loggedIn }
        guard facts.signedWithEDS else { return .needsEDS }
        return facts.smsCodeAccepted ? .loggedIn : .needsSMSCode
    }
}
