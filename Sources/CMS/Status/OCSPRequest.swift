public import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// What is asked of an OCSP responder (OCSPRequest, RFC 6960 4.1). Unsigned: nobody needs to know who asks.
public struct OCSPRequest: Sendable, Hashable {
    /// The certificates asked about.
    public let certificates: [OCSPCertificateID]
    /// What the answer has to repeat, as the octets of the extension's value; nil when none was sent.
    public let nonce: [UInt8]?

    /// A request about one certificate.
    ///
    /// - Parameter hasNonce: off only for a responder that answers from a store (RFC 5019).
    public init(_ certificate: OCSPCertificateID, hasNonce: Bool = true) {
        certificates = [certificate]
        // RFC 8954: 1 to 32 octets within an OCTET STRING of their own.
        nonce = hasNonce ? DEREncoding.octetString(Nonce.octets(32)) : nil
    }

    /// Reads a request; a signature on it is not looked at.
    ///
    /// - Throws: `sign.document-malformed`; `sign.algorithm-unsupported` for a digest that is not known here.
    public init(der: [UInt8]) throws(Failure) {
        let root = try ASN1Limits.message.parse(der[...], "OCSPRequest")
        self = try Failure.reading("OCSPRequest") { try OCSPRequest(root) }
    }

    private init(_ node: ASN1Node) throws {
        var whole = try ElementReader(node)
        var reader = try ElementReader(try whole.next())
        _ = reader.optional(context: 0)
        _ = reader.optional(context: 1)
        certificates = try reader.next().elements(limit: Self.maximumCertificates).map { node in
            var request = try ElementReader(node)
            return try OCSPCertificateID(request.next())
        }
        nonce = try OCSPExtensions.nonce(reader.optional(explicit: 2))
        try reader.finish()
        _ = whole.optional(context: 0)
        try whole.finish()
    }

    /// More certificates than one asks about at once.
    static let maximumCertificates = 64

    /// The request as it is sent (`application/ocsp-request`).
    public var der: [UInt8] {
        let list = DEREncoding.sequence(of: certificates.map { DEREncoding.sequence($0.der) })
        return DEREncoding.sequence(
            DEREncoding.sequence(
                of: [list] + (nonce.map { [DEREncoding.explicit(2, OCSPExtensions.der(nonce: $0))] } ?? [])))
    }
}

/// The one extension of OCSP that we use.
enum OCSPExtensions {
    static func nonce(_ node: ASN1Node?) throws -> [UInt8]? {
        let all = try node?.elements().map { try CertificateExtension($0) } ?? []
        return all.first { $0.name == OID.ocspNonce }?.value
    }

    static func der(nonce: [UInt8]) -> [UInt8] {
        DEREncoding.sequence(CertificateExtension(OID.ocspNonce, value: nonce).der)
    }
}
