import KioskDevices
import KioskDomain
import PKIX

/// What a signature is made over.
public enum SignedContent: Sendable {
    /// The whole document.
    case document([UInt8])
    /// Only its digest, by the signer's digest algorithm; the document may be of any size and anywhere.
    case digest([UInt8])

    /// The digest of the content.
    ///
    /// - Throws: `sign.document-malformed` when a given digest has another length than the algorithm's.
    func digest(_ algorithm: DigestAlgorithm) throws(Failure) -> [UInt8] {
        switch self {
        case .document(let bytes): return algorithm.digest(bytes)
        case .digest(let bytes):
            guard bytes.count == algorithm.length else {
                throw .malformed("digest: \(bytes.count) bytes, \(algorithm) has \(algorithm.length)")
            }
            return bytes
        }
    }
}
