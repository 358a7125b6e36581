import Glibc

/// Memory for what must not outlive its use: a picture of a person, a descriptor (DESIGN 5.7). Pages of its own, kept out
/// of core dumps, locked as far as the limit of the process allows, zeroed before they are given back.
public final class LockedBuffer: @unchecked Sendable {
    // Unchecked: whoever makes a buffer fills it before handing it on; after that it is only read.

    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// Size in bytes.
    public let count: Int
    /// False when the locked-memory limit (RLIMIT_MEMLOCK) was reached: the pages could be swapped, were there swap.
    public let isLocked: Bool
    private let start: UnsafeMutableRawPointer
    private let mapped: Int
    /// For tests: is shown the bytes just before they are given back.
    var whenReleased: ((UnsafeRawBufferPointer) -> Void)?

    /// Zeroed memory; nil for no bytes and when there is no memory.
    public init?(count: Int) {
        guard count > 0, case let (rounded, overflow) = count.addingReportingOverflow(Self.pageSize - 1), !overflow
        else { return nil }
        mapped = rounded / Self.pageSize * Self.pageSize
        guard let start = mmap(nil, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            start != MAP_FAILED
        else { return nil }
        self.start = start
        self.count = count
        isLocked = mlock(start, mapped) == 0
        madvise(start, mapped, MADV_DONTDUMP)
    }

    deinit {
        wipe()
        whenReleased?(UnsafeRawBufferPointer(start: start, count: count))
        munmap(start, mapped)
    }

    /// The memory, valid as long as the buffer lives.
    public var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: start, count: count) }

    /// Zeroes the memory in a way that the compiler cannot leave out.
    public func wipe() { explicit_bzero(start, mapped) }

    /// Zeroes a part of such memory in the same way.
    static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
        if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
    }
}
