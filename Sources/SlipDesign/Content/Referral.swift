public import KioskDomain

/// The slip after the fifth failure: to an operator, with the outcomes that the kiosk signed (RULES B4).
public struct Referral: Sendable, Hashable {
    /// One attempt that ended.
    public struct Attempt: Sendable, Hashable {
        /// Day and time, such as `27.05.2025 10:32`.
        public var time: String
        /// How it ended.
        public var outcome: AttemptOutcome

        /// One attempt that ended.
        public init(time: String, outcome: AttemptOutcome) {
            self.time = time
            self.outcome = outcome
        }
    }

    /// Oldest first.
    public var attempts: [Attempt]
    /// Printed as its last four digits (P4); nil when nobody has named one.
    public var iin: IIN?
    /// Goes into the QR code as it is; a desk verifies it before the portal has synced. Empty for a slip
    /// without one.
    public var signedOutcomes: [UInt8]

    /// The slip after the fifth failure.
    public init(attempts: [Attempt], iin: IIN?, signedOutcomes: [UInt8]) {
        self.attempts = attempts
        self.iin = iin
        self.signedOutcomes = signedOutcomes
    }

    var values: [String: SlipValue] {
        var values: [String: SlipValue] = [
            "attempts": .rows(
                attempts.enumerated().map { index, attempt in
                    [
                        "position": .text(String(index + 1)), "time": .text(attempt.time),
                        "outcome": .localised(attempt.outcome.slipText),
                    ]
                })
        ]
        if let iin { values["iin"] = .text(EDSApplication.shown(iin, at: .slip)) }
        return values
    }
}
