import CMS
import KioskDomain
import LocalAuthority
import PKIX
import SwiftASN1

/// Stamps time (RFC 3161): the digest in the request decides which authority does.
struct TimeStampService: Sendable {
    let authorities: Authorities
    let clock: PortalClock

    /// Every fault is an answer too.
    func answer(_ request: [UInt8]) async throws -> [UInt8] {
        let digest = (try? TimeStampRequest(der: request))?.imprint.digestAlgorithm
        // What can be forged is worth no time stamp.
        if digest == .sha1 { return Self.badAlgorithm }
        let hierarchy = try await authorities.hierarchy(Self.family(digest))
        let authority = TimeStampAuthority(
            certificate: hierarchy.timeStamps.certificate, chain: [hierarchy.issuing.certificate],
            policy: Self.policy(hierarchy.family), accuracy: .seconds(1))
        return authority.answer(
            request, serialNumber: SerialNumber.random().bytes, at: clock.now(), sign: hierarchy.timeStamps.sign)
    }

    /// SHA-256 and SHA-512 go to RSA, which every program verifies; also what cannot be read, to be refused.
    private static func family(_ digest: DigestAlgorithm?) -> KeyFamily {
        switch digest {
        case .gost34311, .streebog256, .streebog512: .gost
        case .sha384: .ec
        case .sha1, .sha256, .sha512, nil: .rsa
        }
    }

    /// Of the NCA: 4 for GOST 2015; 1 was seen in older tokens.
    private static func policy(_ family: KeyFamily) -> ASN1ObjectIdentifier {
        family == .gost ? [1, 2, 398, 3, 3, 2, 6, 4] : [1, 2, 398, 3, 3, 2, 6, 1]
    }

    /// PKIFailureInfo badAlg (RFC 3161, 2.4.2).
    private static var badAlgorithm: [UInt8] {
        DEREncoding.sequence(
            DEREncoding.sequence(
                DEREncoding.integer(2),
                DEREncoding.namedBits(1 << UInt32(TimeStampResponse.Refusal.badAlgorithm.rawValue))))
    }
}
