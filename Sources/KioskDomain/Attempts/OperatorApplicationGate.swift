/// What an operator must have seen to accept an application in person (B5 "the full set of documents").
public struct DocumentSet: Sendable, Hashable {
    public var identityDocumentSeen: Bool
    public var applicationFormSigned: Bool

    public init(identityDocumentSeen: Bool, applicationFormSigned: Bool) {
        self.identityDocumentSeen = identityDocumentSeen
        self.applicationFormSigned = applicationFormSigned
    }

    public var isComplete: Bool { identityDocumentSeen && applicationFormSigned }
}

/// May an operator accept an application for an EDS? (B5)
public enum OperatorApplicationGate {
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
