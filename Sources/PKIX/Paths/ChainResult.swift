public import KioskDomain

/// Why a path is not valid.
public enum ChainProblem: String, Sendable, Hashable, CaseIterable {
    /// A certificate is not signed by the one above it.
    case signature
    /// A key or an algorithm that we do not know.
    case unsupportedAlgorithm
    case expired
    case notYetValid
    /// An issuer is no authority (RFC 5280, 6.1.4 k).
    case notAuthority
    /// More authorities than one of them allows (6.1.4 m).
    case pathTooLong
    /// An issuer's key may not sign certificates (6.1.4 n).
    case keyUsage
    /// A name that an authority above may not vouch for (6.1.3 b, c).
    case nameConstraints
    /// A critical extension that we do not know or cannot read (6.1.4 o).
    case criticalExtension
    /// It ends at a self-signed certificate that is no trust anchor.
    case untrustedRoot
    /// Too many candidates: the search was given up.
    case searchLimit

    /// The stable code for people.
    public var code: FailureCode {
        switch self {
        case .signature: .certificateSignature
        case .unsupportedAlgorithm: .signAlgorithm
        case .expired: .certificateExpired
        case .notYetValid: .certificateNotYetValid
        case .notAuthority, .pathTooLong, .keyUsage, .nameConstraints: .certificatePurpose
        case .criticalExtension, .searchLimit: .certificateMalformed
        case .untrustedRoot: .certificateIssuerMissing
        }
    }
}

/// What became of the search for a path from a certificate to a trust anchor.
public enum ChainResult: Sendable, Hashable {
    /// Valid: the certificate first, the trust anchor last. Revocation is not judged here.
    case path([Certificate])
    /// The issuer of `certificate` is in no pool: an error, never a sign of anything. To be fetched from `addresses` (AIA),
    /// put into the pool, and tried again; empty when the certificate names none.
    case missingIssuer(of: Certificate, addresses: [String])
    /// A path was found and is not valid.
    case invalid(ChainProblem, at: Certificate)

    /// The stable code of what stands against the path; nil when it is valid.
    public var code: FailureCode? {
        switch self {
        case .path: nil
        case .missingIssuer: .certificateIssuerMissing
        case .invalid(let problem, _): problem.code
        }
    }
}
