import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import PortalContract

/// Signs what a holder applies for with the EDS.
protocol HolderSigner: Sendable {
    /// Where its keys are: a re-issue makes the new ones there (E6).
    var medium: Medium { get }
    /// Name of the key file, when it is one.
    var file: String? { get }
    /// - Parameter statement: made of the holder's IIN and the signer's serial number, hexadecimal.
    /// - Returns: compact JWS.
    func statement(_ statement: (IIN, String) throws -> Data) async throws -> String
}

extension CardStatement: HolderSigner {
    var medium: Medium { .idCard }
    var file: String? { nil }
    func statement(_ statement: (IIN, String) throws -> Data) async throws -> String { try await signed(statement) }
}

/// What a holder signs with the key of a file that kiosk-sign holds open.
struct FileStatement: HolderSigner {
    let key: FileKey
    let certificate: CertificateSummary
    let file: String?
    var medium: Medium { .file }

    func statement(_ statement: (IIN, String) throws -> Data) async throws -> String {
        guard let scheme = certificate.scheme, let (algorithm, digest) = Self.algorithm(for: scheme) else {
            throw Failure(.signAlgorithm)
        }
        let der = certificate.der.bytes
        let (iin, serial) = try CardStatement.holder(of: der)
        let input = try CertifiedJWS.Input(try statement(iin, serial), algorithm, certificate: Data(der))
        let value = digest.digest(Array(input.text.utf8))
        let signatures = try await key.sign([DigestToSign(scheme: scheme, digest: value)], progress: nil)
        guard let signature = signatures.first else { throw Failure(.signHelperFault) }
        return try input.signed(Data(signature))
    }

    /// RFC 7518, 3.1: those that the portal takes.
    private static func algorithm(for scheme: SignatureScheme) -> (CertifiedJWS.Algorithm, DigestAlgorithm)? {
        switch scheme {
        case .rsaSHA256: (.rs256, .sha256)
        case .ecdsaSHA256: (.es256, .sha256)
        case .ecdsaSHA384: (.es384, .sha384)
        case .rsaSHA384, .rsaSHA512, .ecdsaSHA512, .gost2004, .gost2015_256, .gost2015_512: nil
        }
    }
}
