public import KioskDomain
public import PKIX

/// What is at hand about certificates being revoked. Nothing is fetched while verifying.
public struct StatusEvidence: Sendable {
    /// An OCSP answer and the request that it answers.
    public struct Answer: Sendable {
        /// The answer.
        public let response: OCSPResponse
        /// Nil for an answer from elsewhere.
        public let request: OCSPRequest?

        /// Every field as given.
        public init(_ response: OCSPResponse, answering request: OCSPRequest?) {
            self.response = response
            self.request = request
        }
    }

    /// Answers of OCSP responders.
    public var answers: [Answer]
    /// Whole lists.
    public var lists: [FetchedList]
    /// Delta lists.
    public var deltas: [FetchedList]
    /// How answers are judged.
    public var answerPolicy: OCSPPolicy
    /// How lists are judged.
    public var listPolicy: RevocationPolicy

    /// Every field as given; nothing unless said otherwise.
    public init(
        answers: [Answer] = [], lists: [FetchedList] = [], deltas: [FetchedList] = [],
        answerPolicy: OCSPPolicy = OCSPPolicy(), listPolicy: RevocationPolicy = RevocationPolicy()
    ) {
        self.answers = answers
        self.lists = lists
        self.deltas = deltas
        self.answerPolicy = answerPolicy
        self.listPolicy = listPolicy
    }

    /// What all of it says together: revoked before never issued before good; else why nothing is known.
    public func status(of certificate: Certificate, issuer: Certificate?, at instant: UnixTime) -> RevocationStatus {
        let byAnswers = answers.map {
            certificate.revocation(
                by: $0.response, answering: $0.request, issuer: issuer, at: instant, policy: answerPolicy)
        }
        let delta = deltas.first { $0.list.issuer == certificate.issuer }
        let byLists = lists.filter { $0.list.issuer == certificate.issuer }.map {
            certificate.revocation(by: $0, delta: delta, issuer: issuer, at: instant, policy: listPolicy)
        }
        let all = byAnswers + byLists
        return all.max { Self.rank($0) < Self.rank($1) } ?? .unknown(issuer == nil ? .issuerMissing : .unavailable)
    }

    private static func rank(_ status: RevocationStatus) -> Int {
        switch status {
        case .unknown(.outOfScope): 0
        case .unknown: 1
        case .good: 2
        case .neverIssued: 3
        case .revoked: 4
        }
    }
}
