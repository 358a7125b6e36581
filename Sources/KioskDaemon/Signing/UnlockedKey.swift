import HelperProtocol
import KioskDomain
import NCALayer
import SigningKeys

/// A key whose PIN was right, as kiosk-sign's client wants it.
struct UnlockedKey: SigningKey {
    let certificates: [[UInt8]]
    let session: any KeySession
    let told: @Sendable (Int) -> Void

    func sign(_ digests: [DigestToSign], progress: SigningClient.Progress?) async throws -> [[UInt8]] {
        try await session.sign(digests) { done in
            told(done)
            progress?(done, digests.count)
        }
    }
}

extension KeyInfo {
    init(_ key: FoundKey) {
        let certificate = key.certificate
        let algorithm =
            switch certificate.scheme {
            case .rsaSHA256, .rsaSHA384, .rsaSHA512: "RSA"
            case .ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512: "EC"
            case .gost2015_256, .gost2015_512: "ECGOST3410-2015"
            case .gost2004: "ECGOST34310"
            case nil: ""
            }
        self.init(
            alias: certificate.fingerprint, keyID: certificate.subjectKeyIdentifier, algorithm: algorithm,
            subjectCN: certificate.subjectName, subjectDN: certificate.subject, issuerCN: certificate.issuerName,
            issuerDN: certificate.issuer, serialNumber: certificate.serialNumber, notBefore: certificate.notBefore,
            notAfter: certificate.notAfter, authorityKeyIdentifier: certificate.authorityKeyIdentifier,
            certificate: certificate.der.bytes)
    }
}
