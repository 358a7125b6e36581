import Crypto
import FoundationEssentials
import GOST

/// A hash function fed piece by piece, for documents that are larger than one likes to hold.
public struct Digester: Sendable {
    private enum State: Sendable {
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
        case gost(GOSTHash)
    }

    /// Which function.
    public let algorithm: DigestAlgorithm
    private var state: State

    /// Nothing hashed yet.
    public init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        switch algorithm {
        case .sha1: state = .sha1(Insecure.SHA1())
        case .sha256: state = .sha256(SHA256())
        case .sha384: state = .sha384(SHA384())
        case .sha512: state = .sha512(SHA512())
        case .gost34311: state = .gost(GOSTHash(.gost34311))
        case .streebog256: state = .gost(GOSTHash(.streebog256))
        case .streebog512: state = .gost(GOSTHash(.streebog512))
        }
    }

    /// Hashes more.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ update(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { update($0) }
        }
    }

    /// Hashes more.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .sha1(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha1(hash)
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        case .sha384(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha384(hash)
        case .sha512(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha512(hash)
        case .gost(var hash):
            hash.update(bytes)
            state = .gost(hash)
        }
    }

    /// The digest of all that was hashed.
    public consuming func finish() -> [UInt8] {
        switch state {
        case .sha1(let hash): Array(hash.finalize())
        case .sha256(let hash): Array(hash.finalize())
        case .sha384(let hash): Array(hash.finalize())
        case .sha512(let hash): Array(hash.finalize())
        case .gost(let hash): hash.finish()
        }
    }
}
