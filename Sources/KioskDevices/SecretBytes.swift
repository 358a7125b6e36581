import Glibc

/// Bytes that must not outlive their use: a PIN, a PUK (DESIGN 5.6).
///
/// The memory is a page of its own, locked, left out of core dumps, and zeroed when the value dies. The type cannot be
/// copied or printed; the one call that sends it consumes it.
public struct SecretBytes: ~Copyable, @unchecked Sendable {
    // Unchecked: the pointer is owned by this one value, which cannot be copied.
    private let page: UnsafeMutableRawPointer
    /// Number of bytes held; at most ``capacity``.
    public private(set) var count = 0

    private static let size = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// The largest number of bytes that one secret holds.
    public static var capacity: Int { 64 }

    /// An empty secret.
    public init() {
        guard let page = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            page != MAP_FAILED
        else { preconditionFailure("no memory for a secret") }
        // A refused lock (RLIMIT_MEMLOCK) leaves the page swappable; the units set LimitMEMLOCK, kiosks have no swap.
        mlock(page, Self.size)
        madvise(page, Self.size, MADV_DONTDUMP)
        self.page = page
    }

    deinit {
        explicit_bzero(page, Self.size)
        munlock(page, Self.size)
        munmap(page, Self.size)
    }

    /// Adds one byte; false when the secret is full.
    public mutating func append(_ byte: UInt8) -> Bool {
        guard count < Self.capacity else { return false }
        page.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
        return true
    }

    /// A second secret with the same bytes, in memory of its own. For one use only: a medium that wants its PIN before
    /// each signature of a batch that the person has agreed to.
    public borrowing func duplicate() -> SecretBytes {
        var copy = SecretBytes()
        withBytes { bytes in for byte in bytes { _ = copy.append(byte) } }
        return copy
    }

    /// Whether both hold the same bytes.
    public borrowing func isEqual(to other: borrowing SecretBytes) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for index in 0..<count {
            difference |=
                page.load(fromByteOffset: index, as: UInt8.self)
                ^ other.page.load(fromByteOffset: index, as: UInt8.self)
        }
        return difference == 0
    }

    /// Lends the bytes for the time of `body`; nothing may keep them.
    public borrowing func withBytes<Result, Problem: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        try body(UnsafeRawBufferPointer(start: page, count: count))
    }
}
