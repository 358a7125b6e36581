public import KioskDevices
import KioskDomain
import PKIX
public import SwiftASN1

/// What is asked of a time-stamp authority (TimeStampReq, RFC 3161 2.4.1).
public struct TimeStampRequest: Sendable, Hashable {
    /// What the time stamp shall vouch for.
    public let imprint: MessageImprint
    /// The policy wanted; nil leaves it to the authority.
    public let policy: ASN1ObjectIdentifier?
    /// Content octets of the INTEGER that the answer must repeat.
    public let nonce: [UInt8]?
    /// Whether the authority's certificate shall come with the answer.
    public let wantsCertificate: Bool

    /// A request with a fresh nonce that wants the certificate.
    public init(_ imprint: MessageImprint, policy: ASN1ObjectIdentifier? = nil) {
        self.imprint = imprint
        self.policy = policy
        nonce = Nonce.integer()
        wantsCertificate = true
    }

    /// Reads a request.
    ///
    /// - Throws: `sign.document-malformed`; `sign.algorithm-unsupported` for a digest that is not known here.
    public init(der: [UInt8]) throws(Failure) {
        let root = try ASN1Limits.message.parse(der[...], "TimeStampReq")
        self = try Failure.reading("TimeStampReq") { try TimeStampRequest(root) }
    }

    private init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        guard try reader.next().number() == 1 else { throw Failure.malformed("TimeStampReq: version") }
        imprint = try MessageImprint(reader.next())
        policy = try reader.optional(.objectIdentifier)?.objectIdentifier
        nonce = try reader.optional(.integer).map { Array(try $0.integerBytes) }
        wantsCertificate = try reader.optional(.boolean)?.boolean() ?? false
        guard reader.optional(context: 0) == nil else {
            throw Failure.malformed("TimeStampReq: extensions are not served")
        }
        try reader.finish()
    }

    /// The request as it is sent (`application/timestamp-query`).
    public var der: [UInt8] {
        var parts = [DEREncoding.integer(1), imprint.der]
        if let policy { parts.append(DEREncoding.objectIdentifier(policy)) }
        if let nonce { parts.append(DEREncoding.primitive(.integer, nonce)) }
        if wantsCertificate { parts.append(DEREncoding.yes) }
        return DEREncoding.sequence(of: parts)
    }
}
