import Glibc

/// One JPEG picture of a camera, in memory of its own that is zeroed before it is given back (DESIGN 5.7).
public final class Frame: @unchecked Sendable {
    // Unchecked: the memory is written only inside `init` and never changes after it.
    private let memory: UnsafeMutableRawBufferPointer
    /// When it arrived.
    public let arrived: ContinuousClock.Instant
    /// The camera's own remark in the picture (JPEG COM segments), by which a virtual camera names itself (R1).
    public let remark: String?

    /// Copies a whole JPEG picture; nil when the bytes are not one (header, end and segments are looked at, no more).
    public init?(copying jpeg: UnsafeRawBufferPointer, arrived: ContinuousClock.Instant = .now) {
        guard let shape = JPEGShape(jpeg), shape.end == jpeg.count else { return nil }
        remark = shape.remark
        self.arrived = arrived
        memory = .allocate(byteCount: jpeg.count, alignment: 16)
        memory.copyMemory(from: jpeg)
    }

    deinit {
        if let start = memory.baseAddress { explicit_bzero(start, memory.count) }
        memory.deallocate()
    }

    /// The picture, valid as long as the frame lives.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }

    /// True when the remark says so.
    public var isVirtual: Bool { remark?.hasPrefix("VIRTUAL") ?? false }

    /// True when both hold the same bytes.
    func equals(_ other: Frame) -> Bool {
        guard bytes.count == other.bytes.count, let mine = bytes.baseAddress, let its = other.bytes.baseAddress else {
            return false
        }
        return memcmp(mine, its, bytes.count) == 0
    }
}
