/// A command to a card (ISO/IEC 7816-3, 12.1, cases 1 to 4, short and extended).
public struct CommandAPDU: Sendable, Hashable {
    /// Class byte.
    public var cla: UInt8
    /// Instruction byte.
    public var ins: UInt8
    /// First parameter.
    public var p1: UInt8
    /// Second parameter.
    public var p2: UInt8
    /// The command's data, at most 65,535 bytes.
    public var data: [UInt8]
    /// Ne: the most bytes the card may answer, 1 to 65,536; nil when none are expected.
    public var expectedLength: Int?

    /// Makes a command; `expectedLength` 256 is the Le byte 00.
    public init(
        cla: UInt8 = 0, ins: UInt8, p1: UInt8, p2: UInt8, data: [UInt8] = [], expectedLength: Int? = nil
    ) {
        self.cla = cla
        self.ins = ins
        self.p1 = p1
        self.p2 = p2
        self.data = data
        self.expectedLength = expectedLength
    }

    /// The bytes to send: short where they fit, else extended.
    ///
    /// - Throws: ``CardError/unsupported(_:)`` for lengths that no APDU can have.
    public func encoded() throws(CardError) -> [UInt8] {
        guard data.count <= 0xFFFF, (1...0x10000).contains(expectedLength ?? 1) else {
            throw .unsupported("an APDU of \(data.count) bytes with Le \(expectedLength ?? 0)")
        }
        return [cla, ins, p1, p2] + (isShort ? shortBody : extendedBody)
    }

    /// True when both lengths fit the short form.
    public var isShort: Bool { data.count <= 255 && (expectedLength ?? 0) <= 256 }

    /// The same command as a chain (7816-4, 5.3.3) of commands that carry at most `length` bytes: all but the last have
    /// the chaining bit in CLA, only the last asks for an answer.
    public func chain(of length: Int = 255) -> [CommandAPDU] {
        let length = max(length, 1)
        guard data.count > length else { return [self] }
        return stride(from: 0, to: data.count, by: length).map { start in
            let end = min(start + length, data.count)
            let isLast = end == data.count
            return CommandAPDU(
                cla: isLast ? cla : cla | Self.chainingBit, ins: ins, p1: p1, p2: p2, data: Array(data[start..<end]),
                expectedLength: isLast ? expectedLength : nil)
        }
    }

    /// The bit of CLA that says "more of this command follows".
    public static let chainingBit: UInt8 = 0x10

    private var shortBody: [UInt8] {
        let length: [UInt8] = data.isEmpty ? [] : [UInt8(data.count)]
        return length + data + (expectedLength.map { [UInt8($0 & 0xFF)] } ?? [])
    }

    private var extendedBody: [UInt8] {
        let expected = expectedLength.map { [UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] } ?? []
        if data.isEmpty { return [0] + expected }
        return [0, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data + expected
    }
}

extension CommandAPDU {
    /// Reads a command as a card does; nil when the lengths do not agree with the bytes.
    public init?(parsing bytes: [UInt8]) {
        guard bytes.count >= 4 else { return nil }
        let body = bytes[4...]
        guard let (data, expected) = Self.parseShort(body) ?? Self.parseExtended(body) else { return nil }
        self.init(
            cla: bytes[0], ins: bytes[1], p1: bytes[2], p2: bytes[3], data: Array(data), expectedLength: expected)
    }

    private static func parseShort(_ body: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int?)? {
        guard let first = body.first else { return ([], nil) }
        if body.count == 1 { return ([], first == 0 ? 256 : Int(first)) }
        guard first != 0 else { return nil }
        let rest = body.dropFirst()
        switch rest.count - Int(first) {
        case 0: return (rest, nil)
        case 1: return (rest.dropLast(), rest.last == 0 ? 256 : rest.last.map(Int.init))
        default: return nil
        }
    }

    private static func parseExtended(_ body: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int?)? {
        guard body.first == 0, body.count >= 3 else { return nil }
        let length = Int(body[body.startIndex + 1]) << 8 | Int(body[body.startIndex + 2])
        let rest = body.dropFirst(3)
        if rest.isEmpty { return ([], length == 0 ? 65536 : length) }
        guard length > 0 else { return nil }
        switch rest.count - length {
        case 0: return (rest, nil)
        case 2:
            let expected = Int(rest[rest.endIndex - 2]) << 8 | Int(rest[rest.endIndex - 1])
            return (rest.dropLast(2), expected == 0 ? 65536 : expected)
        default: return nil
        }
    }
}
