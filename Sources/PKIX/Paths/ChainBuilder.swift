public import KioskDomain

/// Finds and judges a path from a certificate to a trust anchor (RFC 5280, 6). It fetches nothing: what is missing is its
/// answer.
public struct ChainBuilder: Sendable {
    /// Certificates on a path at most, the first and the anchor included.
    public static let depth = 8
    /// Signatures checked in one search at most.
    public static let steps = 64

    private let anchors: Set<Certificate>
    private let pool: [DistinguishedName: [Certificate]]

    /// - Parameters:
    ///   - anchors: trusted by configuration; a path ends at one of them.
    ///   - intermediates: authorities from anywhere; they are trusted only through a path.
    public init(anchors: [Certificate], intermediates: [Certificate] = []) {
        self.anchors = Set(anchors)
        // Anchors first: the shortest way up is tried first.
        var seen: Set<Certificate> = []
        let all = (anchors + intermediates).filter { seen.insert($0).inserted }
        pool = Dictionary(grouping: all, by: \.subject)
    }

    /// The path of a certificate, judged at an instant.
    public func path(for certificate: Certificate, at instant: UnixTime) -> ChainResult {
        var search = Search(steps: Self.steps, instant: instant)
        return find([certificate], &search) ?? search.best ?? .invalid(.searchLimit, at: certificate)
    }

    private struct Search {
        var steps: Int
        let instant: UnixTime
        /// What to say when nothing leads to an anchor: a path that was found and judged before a missing issuer,
        /// a missing issuer before a wrong signature.
        var best: ChainResult?

        mutating func note(_ result: ChainResult) {
            if rank(result) > best.map(rank) ?? -1 { best = result }
        }

        private func rank(_ result: ChainResult) -> Int {
            switch result {
            case .path: 4
            case .missingIssuer: 2
            case .invalid(.signature, _), .invalid(.unsupportedAlgorithm, _), .invalid(.searchLimit, _): 0
            case .invalid(.untrustedRoot, _): 1
            case .invalid: 3
            }
        }
    }

    /// Nil when no way from here is valid; the search has noted why.
    private func find(_ path: [Certificate], _ search: inout Search) -> ChainResult? {
        guard let last = path.last else { return nil }
        if anchors.contains(last) {
            if let problem = PathValidation(path, at: search.instant).problem {
                search.note(.invalid(problem.what, at: problem.certificate))
                return nil
            }
            return .path(path)
        }
        let candidates = issuers(of: last).filter { !path.contains($0) }
        guard !candidates.isEmpty else {
            let isRoot = last.isSelfIssued && last.publicKey.map { last.isSigned(by: $0) } == true
            search.note(
                isRoot
                    ? .invalid(.untrustedRoot, at: last)
                    : .missingIssuer(of: last, addresses: last.extensions.caIssuers))
            return nil
        }
        guard path.count < Self.depth else {
            search.note(.invalid(.pathTooLong, at: last))
            return nil
        }
        for candidate in candidates {
            guard search.steps > 0 else {
                search.note(.invalid(.searchLimit, at: last))
                return nil
            }
            search.steps -= 1
            guard let key = candidate.publicKey, SignatureAlgorithm(last.signatureAlgorithm) != nil else {
                search.note(.invalid(.unsupportedAlgorithm, at: last))
                continue
            }
            guard last.isSigned(by: key) else {
                search.note(.invalid(.signature, at: last))
                continue
            }
            if let found = find(path + [candidate], &search) { return found }
        }
        return nil
    }

    /// Those whose name fits, and of them first those whose key identifier fits. It is only a hint (RFC 5280, 4.2.1.1).
    private func issuers(of certificate: Certificate) -> [Certificate] {
        let named = pool[certificate.issuer] ?? []
        guard let wanted = certificate.extensions.authorityKeyIdentifier?.keyIdentifier else { return named }
        let fitting = named.filter { $0.extensions.subjectKeyIdentifier == wanted }
        return fitting + named.filter { $0.extensions.subjectKeyIdentifier != wanted }
    }
}
