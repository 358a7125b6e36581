import KioskDevices
import SmartCard

/// Reads transparent files by READ BINARY (ISO/IEC 7816-4, 11.3.3), plain or protected.
struct FileReader {
    private let send: (CommandAPDU) throws(CardError) -> ResponseAPDU
    private let part: Int

    /// What an answer in the short form can hold under secure messaging in whole blocks.
    static let shortPart = 223
    /// No part is longer, whatever the card says of itself.
    static let longestPart = 0x0F00

    /// - Parameter part: bytes to ask for at once.
    init(part: Int = shortPart, send: @escaping (CommandAPDU) throws(CardError) -> ResponseAPDU) {
        self.part = min(max(part, Self.shortPart), Self.longestPart)
        self.send = send
    }

    /// The whole file with its tag; nil when there is no such file or nobody may read it.
    ///
    /// - Parameter progress: told after each part which share is read.
    /// - Throws: ``CardError/badAnswer(_:)`` for another tag, more than the limit, or a card that gives it by drops.
    func read(_ file: ElementaryFile, _ progress: (Double) -> Void = { _ in }) throws(CardError) -> [UInt8]? {
        let first = try send(
            CommandAPDU(ins: 0xB0, p1: 0x80 | file.shortIdentifier, p2: 0, expectedLength: Self.headerLength))
        switch first.status {
        case .success, .endOfFile: break
        case .notFound, .securityStatusNotSatisfied, .conditionsNotSatisfied, .incorrectParameters,
            .functionNotSupported:
            return nil
        default: throw .refused(first.status, step: "READ BINARY \(file.name)")
        }
        var bytes = first.data
        let total = try Self.length(bytes, of: file)
        bytes.reserveCapacity(total)
        var reads = 0
        while bytes.count < total {
            reads += 1
            guard reads <= 16 + 2 * total / Self.shortPart else { throw .badAnswer("\(file.name) comes by drops") }
            var next = try more(at: bytes.count, min(part, total - bytes.count), of: file)
            bytes += next
            wipe(&next)
            progress(Double(min(bytes.count, total)) / Double(total))
        }
        return Array(bytes.prefix(total))
    }

    /// The whole file, which the chip must have.
    func require(_ file: ElementaryFile, _ progress: (Double) -> Void = { _ in }) throws(CardError) -> [UInt8] {
        guard let bytes = try read(file, progress) else { throw .badAnswer("the chip has no \(file.name)") }
        return bytes
    }

    /// One answer to READ BINARY with a short file number, whatever it holds; nil when the card refuses.
    func beginning(ofFile shortIdentifier: UInt8) throws(CardError) -> [UInt8]? {
        let answer = try send(CommandAPDU(ins: 0xB0, p1: 0x80 | shortIdentifier, p2: 0, expectedLength: 256))
        return answer.status == .success || answer.status == .endOfFile ? answer.data : nil
    }

    /// Enough for a tag and its length.
    private static let headerLength = 6

    private static func length(_ beginning: [UInt8], of file: ElementaryFile) throws(CardError) -> Int {
        var rest = beginning.prefix(headerLength)
        let (tag, length) = try TLV.header(&rest)
        guard tag == file.tag else { throw .badAnswer("\(file.name) begins with another tag") }
        let total = rest.startIndex + length
        guard total <= file.limit else { throw .badAnswer("\(file.name) of \(total) bytes, over the limit") }
        return total
    }

    private func more(at offset: Int, _ count: Int, of file: ElementaryFile) throws(CardError) -> [UInt8] {
        // Fifteen bits of an offset fit P1 P2; beyond stands the odd instruction with the offset as an object.
        let isFar = offset > 0x7FFF
        let answer = try send(isFar ? Self.far(offset, count) : Self.near(offset, count))
        guard answer.status == .success || answer.status == .endOfFile else {
            throw .refused(answer.status, step: "READ BINARY \(file.name)")
        }
        var data = answer.data
        if isFar {
            guard let content = try TLV.find([0x53], in: data) else { throw .badAnswer("no data object 53") }
            data = content
        }
        guard (1...count).contains(data.count) else {
            throw .badAnswer("\(file.name): \(data.count) bytes where \(count) were asked for")
        }
        return data
    }

    private static func near(_ offset: Int, _ count: Int) -> CommandAPDU {
        CommandAPDU(ins: 0xB0, p1: UInt8(offset >> 8), p2: UInt8(offset & 0xFF), expectedLength: count)
    }

    private static func far(_ offset: Int, _ count: Int) -> CommandAPDU {
        let bytes = [UInt8(offset >> 16 & 0xFF), UInt8(offset >> 8 & 0xFF), UInt8(offset & 0xFF)]
        let number = Array(bytes.drop { $0 == 0 })
        // Four more for the tag and length around the data, within what the part allows.
        let asked = min(count + 4, count > shortPart ? longestPart : shortPart)
        return CommandAPDU(ins: 0xB1, p1: 0, p2: 0, data: TLV(0x54, number).encoded, expectedLength: asked)
    }
}
