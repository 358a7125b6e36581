public import Crypto
import FoundationEssentials
public import KioskDevices
import KioskDomain
public import NIOSSL

/// A key in a file of mode 0600, where a machine has no TPM.
public struct FileKey: MachineKey {
    private let key: P256.Signing.PrivateKey

    /// - Parameter key: a new one unless given.
    public init(_ key: P256.Signing.PrivateKey = P256.Signing.PrivateKey()) { self.key = key }

    /// From a PrivateKeyInfo (RFC 5208) in DER, which the caller wipes.
    ///
    /// - Throws: `portal.kiosk-certificate` when it is none for P-256.
    init(der: [UInt8]) throws(Failure) {
        do { key = try P256.Signing.PrivateKey(derRepresentation: der) } catch {
            throw Failure(.kioskCertificate, "the key file holds no P-256 key")
        }
    }

    /// In a file.
    public var home: KeyHome { .file }
    /// A file is a file.
    public var isVirtual: Bool { false }
    /// What others verify with.
    public var publicKey: P256.Signing.PublicKey { key.publicKey }
    /// PKCS#8.
    public var kept: String { key.pemRepresentation + "\n" }
    /// A key in memory always signs.
    public var fault: Failure? { nil }

    /// At once.
    public func sign(_ message: [UInt8]) async throws(Failure) -> P256.Signing.ECDSASignature {
        do { return try key.signature(for: message) } catch {
            throw Failure(.internalError, "a key in memory does not sign")
        }
    }

    /// The key itself.
    public func forHandshake() throws(Failure) -> NIOSSLPrivateKey {
        do { return try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der) } catch {
            throw Failure(.kioskCertificate, "TLS does not take the key")
        }
    }
}
