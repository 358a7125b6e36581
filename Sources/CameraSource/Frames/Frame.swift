import Glibc
import JPEGCodec

/// One JPEG picture of a camera, in locked memory of its own that is zeroed before it is given back (DESIGN 5.7). Pictures
/// that a camera gives as YUYV are JPEG by the time they are frames.
public final class Frame: Sendable {
    private let memory: LockedBuffer
    /// When it arrived.
    public let arrived: ContinuousClock.Instant
    /// The camera's own remark in the picture (JPEG COM segments), by which a virtual camera names itself (R1).
    public let remark: String?
    /// Size in pixels, by the picture's header; 0 by 0 when it has none.
    public let width: Int
    /// Size in pixels.
    public let height: Int

    /// Copies a whole JPEG picture; nil when the bytes are not one (header, end and segments are looked at, no more).
    public init?(copying jpeg: UnsafeRawBufferPointer, arrived: ContinuousClock.Instant = .now) {
        guard let shape = JPEGShape(jpeg), shape.end == jpeg.count, let memory = LockedBuffer(count: jpeg.count) else {
            return nil
        }
        memory.bytes.copyMemory(from: jpeg)
        self.memory = memory
        self.arrived = arrived
        remark = shape.remark
        width = shape.width
        height = shape.height
    }

    /// The picture, valid as long as the frame lives.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory.bytes) }

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
