/// 8-bit pixels in locked memory of their own, zeroed before it is given back (DESIGN 5.7).
public final class Picture: Sendable {
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
    private let memory: LockedBuffer

    /// A black picture to be filled by `decoding`.
    ///
    /// - Throws: ``JPEGError/noMemory`` for sizes that do not fit into memory, also for none at all.
    init(
        decoding width: Int, _ height: Int, _ layout: Layout,
        _ fill: (UnsafeMutableRawBufferPointer) throws(JPEGError) -> Void
    ) throws(JPEGError) {
        guard width > 0, height > 0, case let (pixels, tooMany) = width.multipliedReportingOverflow(by: height),
            !tooMany, case let (count, tooLong) = pixels.multipliedReportingOverflow(by: layout.rawValue), !tooLong,
            let memory = LockedBuffer(count: count)
        else { throw .noMemory }
        self.width = width
        self.height = height
        self.layout = layout
        self.memory = memory
        try fill(memory.bytes)
    }

    /// Makes a picture whose bytes `fill` writes; for sizes that the caller chose, not for those of outside data.
    public init<Problem: Error>(
        width: Int, height: Int, layout: Layout, fill: (UnsafeMutableRawBufferPointer) throws(Problem) -> Void
    ) throws(Problem) {
        precondition(width > 0 && height > 0, "a picture has pixels")
        guard let memory = LockedBuffer(count: width * height * layout.rawValue) else {
            preconditionFailure("no memory for a picture")
        }
        self.width = width
        self.height = height
        self.layout = layout
        self.memory = memory
        try fill(memory.bytes)
    }

    /// The pixels, row by row, valid as long as the picture lives.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory.bytes) }

    /// Its luma (ITU-R BT.601, in thousandths); itself when it is grey already.
    ///
    /// - Throws: ``JPEGError/noMemory``.
    public func luma() throws(JPEGError) -> Picture {
        guard layout == .rgb else { return self }
        let source = bytes
        return try Picture(decoding: width, height, .gray) { (gray) throws(JPEGError) in
            for index in gray.indices {
                let (red, green, blue) = (
                    Int(source[3 * index]), Int(source[3 * index + 1]), Int(source[3 * index + 2])
                )
                gray[index] = UInt8((299 * red + 587 * green + 114 * blue) / 1000)
            }
        }
    }
}
