public import Crypto
public import KioskDevices
import KioskDomain
public import NIOSSL
import PKIX
import Synchronization

/// A key that was made in a TPM 2.0 and never leaves it.
public final class TPMKey: MachineKey {
    /// What others verify with.
    public let publicKey: P256.Signing.PublicKey
    let wrapped: WrappedKey
    private let tpm: TPM
    private let lastFault = Mutex<Failure?>(nil)

    /// - Throws: `portal.kiosk-certificate` when its public part is no point of the curve.
    init(_ wrapped: WrappedKey, in tpm: TPM) throws(Failure) {
        do { publicKey = try P256.Signing.PublicKey(x963Representation: wrapped.point) } catch {
            throw Failure(.kioskCertificate, "the public part of the key is no point of the curve")
        }
        self.wrapped = wrapped
        self.tpm = tpm
    }

    /// In the TPM.
    public var home: KeyHome { .tpm }
    /// Of its TPM.
    public var isVirtual: Bool { tpm.isVirtual }
    /// Only that TPM can load it.
    public var kept: String { PEM.text(wrapped.der, label: WrappedKey.label) }
    /// Why the last signature was not made; nil after one that was.
    public var fault: Failure? { lastFault.withLock { $0 } }

    /// Waits for the TPM.
    public func sign(_ message: [UInt8]) async throws(Failure) -> P256.Signing.ECDSASignature {
        do throws(Failure) {
            let raw = try await tpm.sign(Array(SHA256.hash(data: message)), with: wrapped)
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw) else {
                throw Failure(.tpmFault, "the TPM's signature is none")
            }
            lastFault.withLock { $0 = nil }
            return signature
        } catch {
            lastFault.withLock { $0 = error }
            throw error
        }
    }

    /// The handshake waits for the TPM.
    public func forHandshake() throws(Failure) -> NIOSSLPrivateKey {
        NIOSSLPrivateKey(customPrivateKey: HandshakeKey(key: self))
    }
}
