import Crypto
import NIOCore
import NIOSSL

/// A key of a TPM in a TLS handshake: NIO's thread only waits for the TPM's.
struct HandshakeKey: NIOSSLCustomPrivateKey, Hashable {
    let key: TPMKey

    /// The only one that a P-256 key has in TLS 1.3 (RFC 8446 section 4.2.3).
    var signatureAlgorithms: [SignatureAlgorithm] { [.ecdsaSecp256R1Sha256] }

    func sign(
        channel: any Channel, algorithm: SignatureAlgorithm, data: ByteBuffer
    ) -> EventLoopFuture<ByteBuffer> {
        let message = Array(data.readableBytesView)
        return channel.eventLoop.makeFutureWithTask { [key] in
            ByteBuffer(bytes: try await key.sign(message).derRepresentation)
        }
    }

    /// TLS 1.3 never asks for it.
    func decrypt(channel: any Channel, data: ByteBuffer) -> EventLoopFuture<ByteBuffer> {
        channel.eventLoop.makeFailedFuture(NIOSSLError.unableToValidateCertificate)
    }

    static func == (left: Self, right: Self) -> Bool { left.key.wrapped == right.key.wrapped }

    func hash(into hasher: inout Hasher) { hasher.combine(key.wrapped) }
}
