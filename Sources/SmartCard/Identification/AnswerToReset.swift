/// What an answer to reset says beyond its bytes (ISO/IEC 7816-3, 8.2; 7816-4, 12.1.1).
public struct AnswerToReset: Sendable, Hashable {
    /// The historical bytes.
    public let historicalBytes: [UInt8]
    /// True when the first protocol offered is T=1.
    public let isBlockProtocol: Bool

    /// Reads an answer to reset; nil when its own lengths do not hold.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= 2, bytes.count <= 33, bytes[0] == 0x3B || bytes[0] == 0x3F else { return nil }
        let count = Int(bytes[1] & 0x0F)
        var rest = bytes[2...]
        var announced: UInt8? = bytes[1] >> 4
        var first: UInt8?
        while let present = announced {
            announced = nil
            for bit in 0..<4 where present & (1 << bit) != 0 {
                guard let byte = rest.popFirst() else { return nil }
                if bit == 3 {
                    first = first ?? byte & 0x0F
                    announced = byte >> 4
                }
            }
        }
        guard rest.count >= count else { return nil }
        historicalBytes = Array(rest.prefix(count))
        isBlockProtocol = first == 1
    }

    /// The card capabilities' third software function byte says "extended Lc and Le fields" (7816-4, 12.1.1.9, table
    /// 119; 8.1.1.2.7 of the 2005 edition).
    public var offersExtendedLength: Bool {
        guard let capabilities, capabilities.count == 3 else { return false }
        return capabilities[2] & 0x40 != 0
    }

    /// The content of the compact-TLV element 7x.
    private var capabilities: [UInt8]? {
        // Category 80: elements to the end. Category 00: elements, then three bytes of status.
        guard let category = historicalBytes.first, category == 0x80 || category == 0x00 else { return nil }
        var rest = historicalBytes.dropFirst().dropLast(category == 0x00 ? 3 : 0)
        while let head = rest.popFirst() {
            let length = Int(head & 0x0F)
            guard rest.count >= length else { return nil }
            if head >> 4 == 0x7 { return Array(rest.prefix(length)) }
            rest = rest.dropFirst(length)
        }
        return nil
    }
}
