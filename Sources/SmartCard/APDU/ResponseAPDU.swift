/// A card's answer: data and status.
public struct ResponseAPDU: Sendable, Hashable {
    /// The data before the status; may be empty.
    public var data: [UInt8]
    /// SW1 SW2.
    public var status: StatusWord

    /// Makes an answer of its parts.
    public init(data: [UInt8] = [], status: StatusWord) {
        self.data = data
        self.status = status
    }

    /// Reads what a card sent.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` when there are not even two status bytes.
    public init(_ bytes: [UInt8]) throws(CardError) {
        guard bytes.count >= 2 else { throw .badAnswer("\(bytes.count) bytes, two are the least") }
        data = Array(bytes.dropLast(2))
        status = StatusWord(UInt16(bytes[bytes.count - 2]) << 8 | UInt16(bytes[bytes.count - 1]))
    }

    /// The bytes as a card sends them.
    public var encoded: [UInt8] { data + [UInt8(status.value >> 8), UInt8(status.value & 0xFF)] }
}
