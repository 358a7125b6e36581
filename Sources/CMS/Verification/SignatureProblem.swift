public import KioskDomain

/// What stands against a signature, or what should be said about it.
public struct SignatureProblem: Sendable, Hashable, Codable {
    /// What was looked at.
    public enum Step: String, Sendable, Hashable, Codable, CaseIterable {
        /// The document's digest.
        case content
        /// What is signed besides the document.
        case attributes
        /// The signature's value under the certificate's key.
        case value
        /// The signer's certificate itself.
        case certificate
        /// The path to an authority that is trusted.
        case chain
        /// Whether a certificate was revoked.
        case revocation
        /// The time stamp and its own certificate.
        case timeStamp = "time-stamp"
    }

    /// The stable code.
    public let code: FailureCode
    /// What was looked at.
    public let step: Step
    /// For a technician; no personal data.
    public let detail: String

    /// Every field as given.
    public init(_ code: FailureCode, _ step: Step, _ detail: String) {
        self.code = code
        self.step = step
        self.detail = detail
    }
}

/// The answer to one question about a signature.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// Yes.
    case valid
    /// No.
    case invalid
    /// It could not be found out: neither yes nor no.
    case unknown
}
