import Crypto
import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract

/// Proofs of B0 that this portal knows again without its database: one that was put back to yesterday lost the rows, and the
/// attempts of that day, which the kiosks offer again, must count.
///
/// A proof is when it was made (8 bytes, milliseconds), 8 random bytes, and an HMAC-SHA-256 (RFC 2104) over both, the person,
/// the purpose and the machine; Base64.
struct ProofSeal: Sendable {
    private static let bodyLength = 16

    /// The first one seals.
    private let keys: [SymmetricKey]

    /// - Parameter authorities: all portals of a database have them, and no machine has.
    init(_ authorities: AuthorityRoll) {
        keys = authorities.trusted.map { identity in
            identity.key.withPKCS8 { bytes in
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: SymmetricKey(data: bytes), info: Data("proof of identity".utf8),
                    outputByteCount: 32)
            }
        }
    }

    func make(_ claim: ProofClaim, at now: UnixTime) -> String {
        let time = UInt64(bitPattern: now.milliseconds)
        let body =
            (0..<8).reversed().map { UInt8(truncatingIfNeeded: time >> ($0 * 8)) }
            + (0..<8).map { _ in UInt8.random(in: 0...255) }
        return (Data(body) + HMAC<SHA256>.authenticationCode(for: claim.text(body), using: keys[0]))
            .base64EncodedString()
    }

    /// When this portal made the proof for exactly this; nil when it did not.
    func madeAt(_ proof: String, _ claim: ProofClaim) -> UnixTime? {
        guard let bytes = Data(base64Encoded: proof), bytes.count == Self.bodyLength + SHA256.byteCount else {
            return nil
        }
        let (body, code) = (Array(bytes.prefix(Self.bodyLength)), bytes.dropFirst(Self.bodyLength))
        let isOurs = keys.contains {
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: claim.text(body), using: $0)
        }
        guard isOurs else { return nil }
        return UnixTime(milliseconds: Int64(bitPattern: body.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }))
    }
}

/// What a proof says.
struct ProofClaim {
    var iin: String
    var purpose: SMSPurpose
    var kiosk: String

    /// No part holds the separator.
    fileprivate func text(_ body: [UInt8]) -> Data {
        Data(body) + Data("\(purpose.rawValue)|\(iin)|\(kiosk)".utf8)
    }
}
