/// Until when an application may be handed in (E4).
public enum ApplicationDeadline {
    /// The last day on which it is taken.
    public static func lastDay(submitted: CivilDate, days: Int) -> CivilDate { submitted.adding(days: days) }

    /// Whether it is still taken on that day; the last day counts.
    public static func isOpen(submitted: CivilDate, on day: CivilDate, days: Int) -> Bool {
        day <= lastDay(submitted: submitted, days: days)
    }
}

/// How an operator answers an application (E5).
public enum ApplicationAnswer: Sendable, Hashable {
    case confirmed
    case refused(justification: String)

    /// Nil when the justification is empty: a refusal without one is not an answer.
    public static func refusing(because justification: String) -> ApplicationAnswer? {
        justification.contains { !$0.isWhitespace } ? .refused(justification: justification) : nil
    }
}

/// Where an application stands (E10). The raw value is the code on the wire.
public enum ApplicationStatus: String, Sendable, Hashable, CaseIterable, Codable {
    /// Made from outside: its form is not handed in yet (E4).
    case applied
    /// Handed in at a desk, not answered yet (E5).
    case submitted
    case confirmed, refused, issued, written, revoked
}

/// What a person is told who asks for an application (E5, E10).
public enum ApplicationAdvice: Sendable, Hashable {
    case showStatus
    /// Not confirmed in time: go to the Public Service Centre where it was submitted.
    case goToCentre

    /// - Parameter days: how many days may pass; after more than these the person is sent.
    public static func about(
        _ status: ApplicationStatus, submitted: CivilDate, on day: CivilDate, days: Int
    ) -> ApplicationAdvice {
        status == .submitted && submitted.days(until: day) > days ? .goToCentre : .showStatus
    }
}

/// The template that a certificate was issued by, as far as a rule asks (E6).
public enum CertificateTemplate: String, Sendable, Hashable, CaseIterable, Codable {
    case ordinary
    /// "IS Treasury – Client"
    case treasuryClient = "is-treasury-client"
    /// "SSL certificate"
    case ssl

    /// As far as a certificate tells it (E6): one for servers of TLS names that purpose (RFC 5280, 4.2.1.12), alone or beside
    /// others. "IS Treasury – Client" is told by nothing in it.
    ///
    /// - Parameter extendedKeyUsages: dotted object identifiers.
    public init(extendedKeyUsages: [String]) {
        self = extendedKeyUsages.contains("1.3.6.1.5.5.7.3.1") ? .ssl : .ordinary
    }
}

/// May a certificate be re-issued with its own key? (E6)
public enum ReissueGate {
    /// What the gate answers.
    public enum Decision: Sendable, Hashable {
        case allowed
        /// Not valid any more (or not yet, or revoked): the whole procedure anew.
        case notValid
        /// Not for this template.
        case templateExcluded
    }

    /// From the certificate's own dates and its revocation.
    public static func decide(
        template: CertificateTemplate, notBefore: UnixTime, notAfter: UnixTime, isRevoked: Bool, now: UnixTime
    ) -> Decision {
        guard template == .ordinary else { return .templateExcluded }
        // RFC 5280, 4.1.2.5: both ends of the validity are inclusive.
        guard !isRevoked, notBefore <= now, now <= notAfter else { return .notValid }
        return .allowed
    }
}
