import CGOST

/// The hash functions of Kazakhstan's signatures, fed piece by piece.
public struct GOSTHash: Sendable {
    /// Which function.
    public enum Algorithm: Sendable, Hashable, CaseIterable {
        /// GOST 34.311-95: GOST R 34.11-94 with the S-boxes of its test parameters and a zero start value (RFC 5831).
        case gost34311
        /// GOST R 34.11-2012 (Streebog) with 256 bits (RFC 6986).
        case streebog256
        /// GOST R 34.11-2012 (Streebog) with 512 bits (RFC 6986).
        case streebog512

        /// Bytes of a digest: 32 or 64.
        public var byteCount: Int { self == .streebog512 ? 64 : 32 }
    }

    private enum State {
        case gost94(gosthash94_ctx)
        case streebog(streebog512_ctx)
    }

    private let algorithm: Algorithm
    private var state: State

    /// Nothing hashed yet.
    public init(_ algorithm: Algorithm) {
        self.algorithm = algorithm
        switch algorithm {
        case .gost34311:
            var context = gosthash94_ctx()
            nettle_gosthash94_init(&context)
            state = .gost94(context)
        case .streebog256:
            var context = streebog512_ctx()
            nettle_streebog256_init(&context)
            state = .streebog(context)
        case .streebog512:
            var context = streebog512_ctx()
            nettle_streebog512_init(&context)
            state = .streebog(context)
        }
    }

    /// Hashes more.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        switch state {
        case .gost94(var context):
            nettle_gosthash94_update(&context, bytes.count, start)
            state = .gost94(context)
        case .streebog(var context):
            nettle_streebog512_update(&context, bytes.count, start)
            state = .streebog(context)
        }
    }

    /// The digest of all that was hashed.
    public consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: algorithm.byteCount)
        switch state {
        case .gost94(var context): nettle_gosthash94_digest(&context, digest.count, &digest)
        case .streebog(var context):
            if algorithm == .streebog256 {
                nettle_streebog256_digest(&context, digest.count, &digest)
            } else {
                nettle_streebog512_digest(&context, digest.count, &digest)
            }
        }
        return digest
    }

    /// The digest of one message.
    public static func digest(_ message: [UInt8], _ algorithm: Algorithm) -> [UInt8] {
        var hash = GOSTHash(algorithm)
        message.withUnsafeBytes { hash.update($0) }
        return hash.finish()
    }
}
