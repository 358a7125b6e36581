import Glibc

/// The picture of the holder as the chip gave it, not decoded: that is the business of kiosk-vision alone. Zeroed when
/// the last holder lets go; it cannot be printed.
public final class ChipPortrait: @unchecked Sendable, CustomStringConvertible, CustomReflectable {
    // Unchecked: the memory is written only inside `init` and never changes after it.

    /// Told by the first bytes of the picture; what the chip says of it is not believed.
    public enum Format: Sendable, Hashable {
        /// ISO/IEC 10918-1.
        case jpeg
        /// ISO/IEC 15444-1, as a file (JP2) or a bare code stream.
        case jpeg2000
    }

    /// How it is encoded.
    public let format: Format
    private let memory: UnsafeMutableRawBufferPointer

    /// Copies a picture; nil when it begins like none.
    public init?(_ picture: some Collection<UInt8>) {
        guard let format = Self.format(of: picture) else { return nil }
        self.format = format
        memory = .allocate(byteCount: picture.count, alignment: 16)
        memory.copyBytes(from: picture)
    }

    deinit {
        if let start = memory.baseAddress { explicit_bzero(start, memory.count) }
        memory.deallocate()
    }

    /// Bytes of the picture.
    public var count: Int { memory.count }

    /// Lends the bytes for the time of `body`; who copies them zeroes the copy.
    public func withBytes<Value, Problem: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Problem) -> Value
    ) throws(Problem) -> Value {
        try body(UnsafeRawBufferPointer(memory))
    }

    private static func format(of picture: some Collection<UInt8>) -> Format? {
        if picture.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        let beginnings: [[UInt8]] = [
            [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20], [0xFF, 0x4F, 0xFF, 0x51],
        ]
        return beginnings.contains { picture.starts(with: $0) } ? .jpeg2000 : nil
    }

    /// Its size, nothing of it.
    public var description: String { "portrait of \(count) bytes" }
    /// Its size, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}
