public import HelperProtocol
public import KioskDomain
internal import KioskTexts
public import SigningKeys

/// What `kioskctl verify` does.
public enum VerifyCommand {
    /// Judges a document in a kiosk-sign of this command's own.
    public static func report(
        _ document: SigningDocument, settings: SigningSettings, asksRevocation: Bool, helper: String
    ) async throws -> VerificationReport {
        try await SignHelper.with(program: helper, settings: settings) { client in
            var trust = settings.trust(SignHelper.now(), asksRevocation: asksRevocation)
            if settings.anchors.isEmpty { trust.chain = .none }
            return try await client.verify(document, trust: trust)
        }
    }

    /// For a person: what is wrong stands in plain words, IINs are masked (P4).
    public static func text(_ report: VerificationReport, in language: Language) -> String {
        VerificationText(language, reason: { $0.text[language] }).render(report)
    }

    /// 0 valid, 1 unknown, 2 invalid.
    public static func exitStatus(_ report: VerificationReport) -> Int32 {
        switch report.verdict {
        case .valid: 0
        case .unknown: 1
        case .invalid: 2
        }
    }
}
