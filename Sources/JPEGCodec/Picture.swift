import Glibc

/// 8-bit pixels in memory of their own, zeroed before it is given back (DESIGN 5.7).
public final class Picture: @unchecked Sendable {
    // Unchecked: the memory is written only inside `init` and never changes after it.

    /// How the bytes of one pixel are laid out.
    public enum Layout: Int, Sendable {
        /// One byte of luma, 0 black to 255 white.
        case gray = 1
        /// Red, green, blue.
        case rgb = 3
    }

    /// Size in pixels.
    public let width: Int
    /// Size in pixels.
    public let height: Int
    /// Bytes per pixel by its raw value; rows follow each other without gaps.
    public let layout: Layout
    private let memory: UnsafeMutableRawBufferPointer

    /// Makes a picture whose bytes `fill` writes.
    public init<Problem: Error>(
        width: Int, height: Int, layout: Layout, fill: (UnsafeMutableRawBufferPointer) throws(Problem) -> Void
    ) throws(Problem) {
        precondition(width > 0 && height > 0, "a picture has pixels")
        self.width = width
        self.height = height
        self.layout = layout
        memory = .allocate(byteCount: width * height * layout.rawValue, alignment: 16)
        try fill(memory)
    }

    /// Its luma (ITU-R BT.601, in thousandths); itself when it is grey already.
    public var luma: Picture {
        guard layout == .rgb else { return self }
        return Picture(width: width, height: height, layout: .gray) { gray in
            for index in gray.indices {
                let (red, green, blue) = (Int(bytes[3 * index]), Int(bytes[3 * index + 1]), Int(bytes[3 * index + 2]))
                gray[index] = UInt8((299 * red + 587 * green + 114 * blue) / 1000)
            }
        }
    }

    deinit {
        if let start = memory.baseAddress { explicit_bzero(start, memory.count) }
        memory.deallocate()
    }

    /// The pixels, row by row, valid as long as the picture lives.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }
}
