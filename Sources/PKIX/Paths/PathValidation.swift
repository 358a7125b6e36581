import KioskDomain

/// Judges a path whose signatures are right (RFC 5280, 6.1). The certificate in question first, the anchor last.
struct PathValidation {
    let path: [Certificate]
    let instant: UnixTime

    init(_ path: [Certificate], at instant: UnixTime) {
        self.path = path
        self.instant = instant
    }

    /// The first thing found against it.
    var problem: (what: ChainProblem, certificate: Certificate)? {
        for (index, certificate) in path.enumerated() {
            if instant < certificate.notBefore { return (.notYetValid, certificate) }
            if instant > certificate.notAfter { return (.expired, certificate) }
            if !certificate.extensions.unrespected.isEmpty { return (.criticalExtension, certificate) }
            if index > 0, let problem = problem(ofAuthority: certificate, at: index) { return (problem, certificate) }
        }
        return nil
    }

    private func problem(ofAuthority authority: Certificate, at index: Int) -> ChainProblem? {
        let extensions = authority.extensions
        let isAnchor = index == path.count - 1
        // An anchor of the first version is an authority because somebody configured it as one.
        guard extensions.basicConstraints?.isAuthority ?? (isAnchor && authority.version < 3) else {
            return .notAuthority
        }
        let below = path[1..<index].count { !$0.isSelfIssued }
        if let most = extensions.basicConstraints?.pathLength, below > most { return .pathTooLong }
        if let usage = extensions.keyUsage, !usage.contains(.keyCertSign) { return .keyUsage }
        guard let constraints = extensions.nameConstraints else { return nil }
        // Self-issued authorities are not judged by name, the certificate in question always is (6.1.3 b).
        let judged = path[..<index].enumerated().filter { $0.offset == 0 || !$0.element.isSelfIssued }
        return judged.allSatisfy { constraints.allow($0.element) } ? nil : .nameConstraints
    }
}
