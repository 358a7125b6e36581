public import Crypto
public import KioskDevices
import KioskDomain
public import NIOSSL
public import PKIX
import SwiftASN1

/// Where a private key lives.
public enum KeyHome: String, Sendable, Hashable {
    /// In a file that only this user may read.
    case file
    /// In this machine's TPM 2.0.
    case tpm
}

/// The P-256 key by which a machine is known to others, wherever it lives.
public protocol MachineKey: Sendable {
    /// Where it lives.
    var home: KeyHome { get }
    /// Whether it lives in a software TPM (RULES R1).
    var isVirtual: Bool { get }
    /// What others verify with.
    var publicKey: P256.Signing.PublicKey { get }
    /// What a file holds so that the key can be used again, PEM: the key itself, or what only its TPM can load.
    var kept: String { get }
    /// Why the last signature was not made; nil after one that was.
    var fault: Failure? { get }

    /// ECDSA with SHA-256 over `message`.
    ///
    /// - Throws: `tpm.fault`, `tpm.busy`, `tpm.locked`, `tpm.key-lost`.
    func sign(_ message: [UInt8]) async throws(Failure) -> P256.Signing.ECDSASignature

    /// For a handshake of TLS 1.3.
    func forHandshake() throws(Failure) -> NIOSSLPrivateKey
}

extension MachineKey {
    /// PKCS#10 for this key: only its owner can make it, so it is the proof of who asks.
    ///
    /// - Throws: as ``sign(_:)``.
    public func request() async throws(Failure) -> CertificationRequest {
        let own = try PublicKey(der: Array(publicKey.derRepresentation))
        let part = CertificationRequest.toBeSigned(
            subject: DistinguishedName([.init(.NameAttributes.commonName, "machine")]), publicKey: own.info,
            own.algorithm.signatureAlgorithm)
        let signature = try await sign(part.bytes)
        return try CertificationRequest(der: part.assembled(signature: Array(signature.derRepresentation)))
    }
}
