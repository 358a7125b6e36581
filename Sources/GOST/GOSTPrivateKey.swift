import CGOST
import Glibc
public import KioskDevices
import KioskDomain

/// A private key of GOST R 34.10 in the memory of this process: locked, kept out of core dumps, zeroed at the end.
public final class GOSTPrivateKey: Sendable {
    /// The curve of the key.
    public let curve: GOSTCurve
    /// The key that others verify with.
    public let publicKey: GOSTPublicKey
    private let number: SecretBytes

    /// Takes a number over, little-endian, of the curve's length.
    ///
    /// - Throws: ``KioskDevices/Failure`` with `keyfile.malformed` when it is not within 1 … q − 1.
    public init(curve: GOSTCurve, number: consuming SecretBytes) throws(Failure) {
        var point = [UInt8](repeating: 0, count: 2 * curve.byteCount)
        let fits = number.withBytes { bytes in
            bytes.count == curve.byteCount
                && cgost_public(curve.number, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, &point) == 1
        }
        guard fits else { throw Failure(.keyFileMalformed, "not a private key of its curve") }
        self.curve = curve
        publicKey = GOSTPublicKey(curve: curve, checked: point)
        self.number = number
    }

    /// Makes a new key from the system's random source.
    ///
    /// - Throws: ``KioskDevices/Failure`` with `internal.error` when the system gives no randomness.
    public init(generating curve: GOSTCurve) throws(Failure) {
        var point = [UInt8](repeating: 0, count: 2 * curve.byteCount)
        var number = SecretBytes()
        let made = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: curve.byteCount) { bytes in
            guard let start = bytes.baseAddress else { return false }
            defer { explicit_bzero(start, bytes.count) }
            return cgost_generate(curve.number, start, &point) == 1 && bytes.allSatisfy { number.append($0) }
        }
        guard made else { throw Failure(.internalError, "no random numbers") }
        self.curve = curve
        publicKey = GOSTPublicKey(curve: curve, checked: point)
        self.number = number
    }

    /// Signs a digest of the curve's length: r, then s, each little-endian. Each call takes a fresh random nonce.
    ///
    /// - Throws: ``KioskDevices/Failure``: `sign.algorithm-unsupported` for a digest of another length,
    ///   `internal.error` when the system gives no randomness.
    public func sign(digest: [UInt8]) throws(Failure) -> [UInt8] {
        guard digest.count == curve.byteCount else { throw Failure(.signAlgorithm, "digest of another length") }
        var signature = [UInt8](repeating: 0, count: 2 * curve.byteCount)
        let done = number.withBytes { bytes in
            cgost_sign(
                curve.number, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, digest, &signature) == 1
        }
        guard done else { throw Failure(.internalError, "no random numbers") }
        return signature
    }

    /// Lends the number, little-endian, for the time of `body`; nothing may keep it.
    public func withNumber<Result, Problem: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        try number.withBytes(body)
    }
}
