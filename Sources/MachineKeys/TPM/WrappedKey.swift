import CTSS
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// What is kept of a key in a TPM, in the form that OpenSSL's TPM providers read too ("TSS2 PRIVATE KEY"): public part, and
/// the private part wrapped by the TPM's storage key, which the owner's seed always gives anew.
struct WrappedKey: Sendable, Hashable {
    static let label = "TSS2 PRIVATE KEY"
    /// TCG: a key to be loaded below its parent.
    private static let loadable: ASN1ObjectIdentifier = [2, 23, 133, 10, 1, 3]
    /// TPM 2.0 part 2, 7.4: TPM_RH_OWNER.
    private static let owner = 0x4000_0001

    /// TPM2B_PUBLIC and TPM2B_PRIVATE, one after the other.
    let parts: [UInt8]
    /// 4, X, Y.
    let point: [UInt8]

    /// - Throws: `portal.kiosk-certificate` when these bytes are none.
    init(parts: [UInt8]) throws(Failure) {
        var point = [UInt8](repeating: 0, count: 65)
        let code = ctss_point(parts, parts.count, &point)
        guard code == 0 else { throw Self.malformed }
        (self.parts, self.point) = (parts, point)
    }

    /// - Throws: as ``init(parts:)``, and for a key with a password or below another parent.
    init(der: [UInt8]) throws(Failure) {
        let parts: [UInt8]
        do { parts = try Self.parts(der) } catch { throw Self.malformed }
        try self.init(parts: parts)
    }

    private static func parts(_ der: [UInt8]) throws -> [UInt8] {
        var reader = try ElementReader(der: der[...], limit: Int(CTSS_KEY_MAX) + 64)
        guard try reader.next().objectIdentifier == loadable,
            let empty = try reader.optional(explicit: 0), try empty.primitive(.boolean).first ?? 0 != 0,
            try reader.next().number() == owner
        else { throw malformed }
        let parts = try Array(reader.next().octetString) + Array(reader.next().octetString)
        try reader.finish()
        return parts
    }

    /// The form for files.
    var der: [UInt8] {
        let length = 2 + Int(parts[0]) << 8 + Int(parts[1])
        return DEREncoding.sequence(
            DEREncoding.objectIdentifier(Self.loadable),
            DEREncoding.explicit(0, DEREncoding.primitive(.boolean, [0xFF])), DEREncoding.integer(Self.owner),
            DEREncoding.octetString(parts[..<length]), DEREncoding.octetString(parts[length...]))
    }

    private static let malformed = Failure(.kioskCertificate, "these bytes are no key of a TPM")
}
