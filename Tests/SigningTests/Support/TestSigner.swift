import HelperProtocol
import KeyFiles
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// A person with a key file that a helper holds open.
struct TestSigner {
    static let password = "Qpw-91-demo"

    let certificate: Certificate
    let key: FileKey
    let file: Int

    init(
        _ client: SigningClient, _ authority: TestAuthority, _ algorithm: KeyAlgorithm = .ecP256,
        certify: (TestAuthority, PublicKey) throws -> Certificate = { try $0.issue($1) }
    ) async throws {
        let key = try PrivateKey.generate(algorithm)
        certificate = try certify(authority, key.publicKey)
        let entry = KeyFileEntry(name: "demo", key: key, certificates: [certificate])
        let bytes = try KeyFileWriter.write([entry], password: secret(Self.password), rounds: 1000)
        guard case .opened(let contents) = try await client.openKeyFile(bytes, password: secret(Self.password)) else {
            throw Failure(.keyFilePassword)
        }
        self.key = FileKey(try #require(contents.keys.first), of: contents, client: client)
        file = contents.file
    }
}

extension SigningClient {
    /// Signs one document with a key; the signer must not be refused.
    nonisolated func signOne(
        _ document: SigningDocument, _ profile: SigningProfile, with signer: TestSigner, trust: TrustSettings,
        rules: SignerRules = SignerRules()
    ) async throws -> [UInt8] {
        let outcome = try await sign([document], profile, with: signer.key, rules: rules, trust: trust)
        guard case .signed(let results) = outcome, let result = results.first else {
            throw Failure(.certificatePurpose, "\(outcome)")
        }
        return result
    }
}
