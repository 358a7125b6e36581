public import KioskDomain

/// How long a list is used after it was fetched, however long it says itself that it lasts (the NCA's own values).
public struct RevocationPolicy: Sendable, Hashable {
    /// For whole lists.
    public var listAge: Duration
    /// For delta lists.
    public var deltaAge: Duration

    /// 24 hours and 60 minutes where nothing else is said.
    public init(listAge: Duration = .seconds(24 * 3600), deltaAge: Duration = .seconds(3600)) {
        self.listAge = listAge
        self.deltaAge = deltaAge
    }
}

/// A list and when it came.
public struct FetchedList: Sendable {
    /// The list.
    public let list: CertificateList
    /// When it was fetched.
    public let fetchedAt: UnixTime

    /// Every field as given.
    public init(_ list: CertificateList, fetchedAt: UnixTime) {
        self.list = list
        self.fetchedAt = fetchedAt
    }

    /// Whether it may still be used from a cache at this instant.
    public func isFresh(at instant: UnixTime, _ policy: RevocationPolicy = RevocationPolicy()) -> Bool {
        staleness(at: instant, policy) == nil
    }

    func staleness(at instant: UnixTime, _ policy: RevocationPolicy) -> RevocationUnknown? {
        let age = list.baseNumber == nil ? policy.listAge : policy.deltaAge
        if list.thisUpdate > instant { return .notYetValid }
        if let next = list.nextUpdate, next < instant { return .stale }
        return fetchedAt + age < instant ? .stale : nil
    }
}

extension Certificate {
    /// What lists say about this certificate at an instant. The issuer's certificate must have been judged by a path.
    ///
    /// A delta adds to the whole list when it is not older than that and starts at or before it (RFC 5280, 5.2.4);
    /// a certificate that it removes again is good. A delta that cannot be used makes the answer unknown: give none
    /// rather than a bad one.
    public func revocation(
        by base: FetchedList?, delta: FetchedList? = nil, issuer: Certificate?, at instant: UnixTime,
        policy: RevocationPolicy = RevocationPolicy()
    ) -> RevocationStatus {
        guard let issuer else { return .unknown(.issuerMissing) }
        guard let base else { return .unknown(.unavailable) }
        guard base.list.baseNumber == nil else { return .unknown(.outOfScope) }
        let places = extensions.crlDistributionPoints
        if let problem = problem(with: base, issuer, places, at: instant, policy) { return .unknown(problem) }
        guard let delta else { return status(in: base.list) ?? .good }
        if let problem = problem(with: delta, issuer, places + extensions.freshestCRL, at: instant, policy) {
            return .unknown(problem)
        }
        guard let start = delta.list.baseNumber, let number = base.list.number, let newer = delta.list.number,
            !number.isLess(than: start)
        else { return .unknown(.outOfScope) }
        let added = newer.isLess(than: number) ? nil : status(in: delta.list)
        return added ?? status(in: base.list) ?? .good
    }

    private func problem(
        with fetched: FetchedList, _ issuer: Certificate, _ places: [String], at instant: UnixTime,
        _ policy: RevocationPolicy
    ) -> RevocationUnknown? {
        let list = fetched.list
        guard list.issuer == self.issuer, issuer.subject == self.issuer, !list.hasUnknownCritical,
            list.scope.covers(self, published: places)
        else { return .outOfScope }
        guard issuer.extensions.keyUsage?.contains(.cRLSign) ?? true, let key = issuer.publicKey,
            list.isSigned(by: key)
        else { return .untrusted }
        return fetched.staleness(at: instant, policy)
    }

    /// Nil when the list does not name this certificate.
    private func status(in list: CertificateList) -> RevocationStatus? {
        let entry: CertificateList.Entry?
        do { entry = try list.entry(for: serialNumber) } catch { return .unknown(.outOfScope) }
        guard let entry else { return nil }
        guard entry.isUnderstood else { return .unknown(.outOfScope) }
        return entry.reason == .removeFromList ? .good : .fromEntry(at: entry.revokedAt, reason: entry.reason)
    }
}

extension SerialNumber {
    /// As unsigned numbers.
    func isLess(than other: SerialNumber) -> Bool {
        let left = bytes.drop { $0 == 0 }
        let right = other.bytes.drop { $0 == 0 }
        return left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
    }
}
