extension SlipDocument {
    /// One certificate as the person needs to know it.
    public struct CertificateValidity: Sendable, Hashable {
        /// The two key pairs of an EDS (RULES E0).
        public enum Use: Sendable, Hashable, CaseIterable {
            /// Logging in.
            case authentication
            /// Signing documents.
            case signature
            /// One certificate for both, where the portal's template says so.
            case both
        }

        /// What the key is for.
        public var use: Use
        /// First day, such as `27.05.2025`.
        public var from: String
        /// Last day.
        public var to: String

        /// One certificate as the person needs to know it.
        public init(_ use: Use, from: String, to: String) {
            self.use = use
            self.from = from
            self.to = to
        }
    }

    /// The slip that says which EDS application was made, and how long its certificates hold (RULES E0, E1, E4).
    /// - Parameters:
    ///   - applicationNumber: printed large.
    ///   - certificates: empty while they are not issued yet.
    ///   - iin: printed as its last four digits, whatever is given (RULES P4).
    ///   - handInBy: last day on which a paper application is taken (E4); nil when none is needed.
    public static func edsApplication(
        applicationNumber: String, certificates: [CertificateValidity], iin: String, handInBy: String? = nil,
        _ context: Context
    ) -> SlipDocument {
        var rows = [Row(SlipTexts.iin, masked(iin))]
        for certificate in certificates {
            rows.append(Row(certificate.use.text, "\(certificate.from) – \(certificate.to)"))
        }
        if let handInBy { rows.append(Row(SlipTexts.handInBy, handInBy)) }
        rows.append(Row(SlipTexts.issued, context.issued))
        return SlipDocument(
            context: context,
            blocks: [
                .heading(SlipTexts.edsApplication), .text(SlipTexts.applicationNumber),
                .largeNumber(applicationNumber), .rows(rows),
                .notice(SlipTexts.takeYourCard), .footer(SlipTexts.keepPINSecret),
            ])
    }

    /// A slip never shows more than the last four digits of an IIN, even when it is handed the whole (RULES P4).
    static func masked(_ iin: String) -> String {
        "•••• •••• " + String(iin.filter { $0.isASCII && $0.isNumber }.suffix(4))
    }
}
