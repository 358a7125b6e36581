import KioskDevices
public import KioskDomain
public import PKIX
import SwiftASN1

/// The answering side of OCSP (RFC 6960), for an authority of ours. It holds no key: it is lent one for each answer.
public struct OCSPResponder: Sendable {
    /// Signs the answers: the issuer's certificate or one that the issuer made for OCSP.
    public let certificate: Certificate
    /// Certificates that go with the answer.
    public let chain: [Certificate]
    /// How long an answer holds.
    public let lifetime: Duration

    /// Every field as given.
    public init(certificate: Certificate, chain: [Certificate] = [], lifetime: Duration = .seconds(3600)) {
        self.certificate = certificate
        self.chain = chain
        self.lifetime = lifetime
    }

    /// The answer to a request (`application/ocsp-response`). One that cannot be read is answered as such; a nonce is
    /// repeated.
    ///
    /// - Parameters:
    ///   - status: what is known; ``RevocationStatus/unknown(_:)`` for certificates of others.
    ///   - sign: signs a digest with the key of ``certificate``, in the key's usual way.
    public func answer(
        _ request: [UInt8], at instant: UnixTime, status: (OCSPCertificateID) throws -> RevocationStatus,
        sign: (_ digest: [UInt8]) throws -> [UInt8]
    ) -> [UInt8] {
        guard let request = try? OCSPRequest(der: request), !request.certificates.isEmpty else {
            return Self.refusing(.malformedRequest)
        }
        do {
            let entries = try request.certificates.map { try entry($0, status($0), instant) }
            return try signed(entries, request.nonce, instant, sign)
        } catch {
            return Self.refusing(.internalError)
        }
    }

    /// An answer that is none.
    static func refusing(_ status: OCSPResponse.Status) -> [UInt8] {
        DEREncoding.sequence(DEREncoding.enumerated(status.rawValue))
    }

    private func entry(_ certificate: OCSPCertificateID, _ status: RevocationStatus, _ instant: UnixTime) -> [UInt8] {
        DEREncoding.sequence(
            certificate.der, Self.encoded(status), DEREncoding.generalizedTime(instant),
            DEREncoding.explicit(0, DEREncoding.generalizedTime(instant + lifetime)))
    }

    private static func encoded(_ status: RevocationStatus) -> [UInt8] {
        switch status {
        case .good: DEREncoding.primitive(DEREncoding.context(0), [])
        case .revoked(let time, let reason): revoked(time, reason)
        case .neverIssued: revoked(UnixTime(milliseconds: 0), .certificateHold)
        case .unknown: DEREncoding.primitive(DEREncoding.context(2), [])
        }
    }

    private static func revoked(_ time: UnixTime, _ reason: RevocationReason?) -> [UInt8] {
        let reason = reason.map { [DEREncoding.explicit(0, DEREncoding.enumerated($0.rawValue))] } ?? []
        return DEREncoding.constructed(DEREncoding.context(1), [DEREncoding.generalizedTime(time)] + reason)
    }

    private func signed(
        _ entries: [[UInt8]], _ nonce: [UInt8]?, _ instant: UnixTime, _ sign: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        guard let key = certificate.publicKey else { throw Failure(.signAlgorithm, "the responder's key") }
        let responder = DEREncoding.explicit(
            2, DEREncoding.octetString(certificate.subjectPublicKeyInfo.keyIdentifier))
        let extensions = nonce.map { [DEREncoding.explicit(1, OCSPExtensions.der(nonce: $0))] } ?? []
        let data = DEREncoding.sequence(
            of: [responder, DEREncoding.generalizedTime(instant), DEREncoding.sequence(of: entries)] + extensions)
        let unsigned = ToBeSigned(bytes: data, algorithm: key.algorithm.signatureAlgorithm)
        let certificates = DEREncoding.sequence(of: ([certificate] + chain).map(\.der))
        let basic = DEREncoding.sequence(
            data, unsigned.algorithm.identifier.der, DEREncoding.bitString(try sign(unsigned.digest)),
            DEREncoding.explicit(0, certificates))
        let bytes = DEREncoding.sequence(
            DEREncoding.objectIdentifier(OID.basicOCSPResponse), DEREncoding.octetString(basic))
        return DEREncoding.sequence(DEREncoding.enumerated(0), DEREncoding.explicit(0, bytes))
    }
}
