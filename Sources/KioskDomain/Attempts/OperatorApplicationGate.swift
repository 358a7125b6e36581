/// What an operator must have seen to accept an application in person (B5 "the full set of documents").
public struct DocumentSet: Sendable, Hashable {
    /// The identity card or passport was seen.
    public var identityDocumentSeen: Bool
    /// The printed form was signed by hand.
    public var applicationFormSigned: Bool

    /// Every field as given.
    public init(identityDocumentSeen: Bool, applicationFormSigned: Bool) {
        self.identityDocumentSeen = identityDocumentSeen
        self.applicationFormSigned = applicationFormSigned
    }

    /// Nothing is missing.
    public var isComplete: Bool { identityDocumentSeen && applicationFormSigned }
}

/// May an operator accept an application for an EDS? (B5)
public enum OperatorApplicationGate {
    /// What the operator reads.
    public enum Decision: Sendable, Hashable {
        case accepted
        /// Fewer failures than needed: cannot be accepted; the count is shown.
        case tooFewAttempts(failures: Int, needed: Int)
        case documentsMissing
    }

    /// - Parameter failures: since the last success, over all channels, signed but unsynced ones included.
    public static func decide(failures: Int, limit: Int, documents: DocumentSet) -> Decision {
        guard failures >= limit else { return .tooFewAttempts(failures: failures, needed: limit) }
        return documents.isComplete ? .accepted : .documentsMissing
    }
}
