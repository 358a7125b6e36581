public import KioskDomain

extension SlipDocument {
    /// One attempt that ended, as it stands on the referral slip.
    public struct EndedAttempt: Sendable, Hashable {
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

    /// The slip after the fifth failure: to an operator, with the outcomes that the kiosk signed (RULES B4).
    /// - Parameters:
    ///   - attempts: oldest first.
    ///   - iin: printed as its last four digits (RULES P4).
    ///   - signedOutcomes: goes into the QR code as it is; a desk verifies it before the portal has synced.
    public static func referral(
        attempts: [EndedAttempt], iin: String, signedOutcomes: [UInt8], _ context: Context
    ) -> SlipDocument {
        let lines = attempts.enumerated().map { number, attempt in
            let label = "\(number + 1).  \(attempt.time)"
            return Row(Localised(kk: label, ru: label, en: label), attempt.outcome.slipText)
        }
        return SlipDocument(
            context: context,
            blocks: [
                .heading(SlipTexts.referral), .notice(SlipTexts.showToOperator),
                .rows([Row(SlipTexts.iin, masked(iin)), Row(SlipTexts.issued, context.issued)]),
                .text(SlipTexts.attemptsMade), .rows(lines), .rule,
                .qr(payload: signedOutcomes, caption: SlipTexts.forOperator), .footer(SlipTexts.bringDocuments),
            ])
    }
}
