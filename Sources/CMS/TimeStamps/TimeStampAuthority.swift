import KioskDevices
public import KioskDomain
public import PKIX
public import SwiftASN1

/// The answering side of RFC 3161, for an authority of ours. It holds no key: it is lent one for each answer.
public struct TimeStampAuthority: Sendable {
    /// Signs the time stamps; its only purpose must be time stamping, and critical (RFC 3161 2.3).
    public let certificate: Certificate
    /// The certificates above it, which come with it when the request wants them.
    public let chain: [Certificate]
    /// Under which policy time is stamped; a request for another is refused.
    public let policy: ASN1ObjectIdentifier
    /// What the authority promises, in whole seconds; nil promises nothing.
    public let accuracy: Duration?

    /// Every field as given.
    public init(
        certificate: Certificate, chain: [Certificate] = [], policy: ASN1ObjectIdentifier, accuracy: Duration? = nil
    ) {
        self.certificate = certificate
        self.chain = chain
        self.policy = policy
        self.accuracy = accuracy
    }

    /// The answer to a request (`application/timestamp-reply`); every fault is an answer too.
    ///
    /// - Parameters:
    ///   - serialNumber: content octets of a positive INTEGER that no time stamp had before.
    ///   - instant: the time to stamp; nil when the authority does not know it, which is refused.
    ///   - sign: signs a digest with the key of ``certificate``, in the key's usual way.
    public func answer(
        _ request: [UInt8], serialNumber: [UInt8], at instant: UnixTime?, sign: (_ digest: [UInt8]) throws -> [UInt8]
    ) -> [UInt8] {
        let wanted: TimeStampRequest
        do {
            wanted = try TimeStampRequest(der: request)
        } catch {
            return TimeStampResponse.refusing(error.code == .signAlgorithm ? .badAlgorithm : .badDataFormat)
        }
        guard wanted.policy == nil || wanted.policy == policy else {
            return TimeStampResponse.refusing(.unacceptedPolicy)
        }
        guard let instant else { return TimeStampResponse.refusing(.timeNotAvailable) }
        let info = TimeStampInfo(
            policy: policy, imprint: wanted.imprint, serialNumber: serialNumber, time: instant, accuracy: accuracy,
            nonce: wanted.nonce)
        do {
            let options = CAdESOptions(
                signingTime: instant, certificates: wanted.wantsCertificate ? .chain : .none,
                contentType: OID.timeStampInfo)
            let prepared = try CAdESSigning.prepare(
                .document(info.der), certificate: certificate, chain: chain, options: options)
            let token = try prepared.complete(signature: sign(prepared.digestToSign))
            return TimeStampResponse.granting(token.encoded())
        } catch {
            return TimeStampResponse.refusing(.systemFailure)
        }
    }
}
