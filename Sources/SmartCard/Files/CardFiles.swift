/// The files of a card (ISO/IEC 7816-4, 5.3 and 11.2), in clear or through whatever the channel does to commands.
///
/// Cards differ in which form of SELECT they take; what a card refused once is not tried again.
public final class CardFiles {
    /// What SELECT told about a file.
    public struct Selected: Sendable, Hashable {
        /// Bytes of content; nil when the card does not say.
        public var size: Int?
        /// True for a file of records.
        public var hasRecords: Bool
    }

    let channel: any CardChannel
    let limits: APDULimits
    /// P2 of SELECT: file control parameters, file control information, no answer.
    private var answerForms: [UInt8] = [0x04, 0x00, 0x0C]
    private var takesPaths = true
    private var commandsLeft = 2000

    /// The largest file that is read, bytes.
    public static let sizeLimit = 0x10000

    /// The files of the card behind a channel.
    public init(_ channel: any CardChannel, within limits: APDULimits = .short) {
        self.channel = channel
        self.limits = limits
    }

    /// Selects an application by its identifier; false when the card has none of that name.
    public func select(application identifier: [UInt8]) throws(CardError) -> Bool {
        try select(p1: 0x04, identifier) != nil
    }

    /// Selects a file by identifiers from the master file, `3F00` first; nil when one of them does not exist.
    public func select(path: [UInt16]) throws(CardError) -> Selected? {
        let below = path.first == 0x3F00 ? Array(path.dropFirst()) : path
        guard !below.isEmpty else { return try select(p1: 0x00, [0x3F, 0x00]) }
        if takesPaths, below.count <= 8 {
            let selected = try select(p1: 0x08, Self.bytes(below))
            if selected != nil { return selected }
            // "Not found" may mean "no such form of SELECT": the long way tells.
        }
        guard try select(p1: 0x00, [0x3F, 0x00]) != nil, let selected = try walk(below) else { return nil }
        takesPaths = false
        return selected
    }

    /// Selects a file below the current dedicated file, one identifier after the other.
    public func select(below path: [UInt16]) throws(CardError) -> Selected? { try walk(path) }

    /// Reads the selected transparent file to its end, at most ``sizeLimit`` bytes.
    ///
    /// - Parameter offset: where to begin.
    /// - Parameter length: how much to read; to the end when nil.
    public func readBinary(
        _ file: Selected, from offset: Int = 0, length: Int? = nil
    ) throws(CardError) -> [UInt8] {
        let end = min(length.map { offset + min($0, Self.sizeLimit) } ?? Self.sizeLimit, file.size ?? Self.sizeLimit)
        guard offset >= 0, offset < Self.sizeLimit else { throw .badAnswer("an offset of \(offset) in a file") }
        var content: [UInt8] = []
        while offset + content.count < end {
            let wanted = min(end - offset - content.count, limits.answer)
            guard let part = try readPart(at: offset + content.count, wanted), !part.isEmpty else { break }
            content += part.prefix(wanted)
            // Without a known size, a part shorter than asked for is the last one.
            if part.count < wanted, file.size == nil, length == nil { break }
        }
        return content
    }

    /// Reads every record of the selected file, at most 64.
    public func readRecords() throws(CardError) -> [[UInt8]] {
        var records: [[UInt8]] = []
        for number in UInt8(1)...64 {
            let answer = try send(CommandAPDU(ins: 0xB2, p1: number, p2: 0x04, expectedLength: 256))
            guard answer.status == .success || answer.status == .endOfFile else { return records }
            records.append(answer.data)
        }
        return records
    }

    func send(_ command: CommandAPDU) throws(CardError) -> ResponseAPDU {
        guard commandsLeft > 0 else { throw .badAnswer("reading the card's files does not end") }
        commandsLeft -= 1
        return try channel.send(command, within: limits)
    }

    private func walk(_ path: [UInt16]) throws(CardError) -> Selected? {
        guard path.count <= 8 else { throw .badAnswer("a path of \(path.count) files") }
        var selected: Selected?
        for file in path {
            selected = try select(p1: 0x00, Self.bytes([file]))
            guard selected != nil else { return nil }
        }
        return selected
    }

    private func select(p1: UInt8, _ name: [UInt8]) throws(CardError) -> Selected? {
        // An application answers with whatever it likes to say of itself; files with their parameters.
        let forms = p1 == 0x04 ? [0x00, 0x0C] : answerForms
        for form in forms {
            let answer = try send(
                CommandAPDU(
                    ins: 0xA4, p1: p1, p2: form, data: name, expectedLength: form == 0x0C ? nil : 256))
            switch answer.status {
            case .success, .fileInvalidated:
                if p1 != 0x04 { answerForms = [form] + answerForms.filter { $0 != form } }
                return Self.parameters(answer.data)
            case .notFound, .recordNotFound: return nil
            case .incorrectParameters, .functionNotSupported, .wrongLength, .incorrectData, .wrongOffset: continue
            case .instructionNotSupported, .classNotSupported, .conditionsNotSatisfied: return nil
            // Applications that a card has not are refused with any status.
            case _ where p1 == 0x04: return nil
            default: throw .refused(answer.status, step: "SELECT")
            }
        }
        return nil
    }

    /// Nil at the end of the file.
    private func readPart(at offset: Int, _ length: Int) throws(CardError) -> [UInt8]? {
        let answer = try send(Self.readCommand(offset, length))
        switch answer.status {
        case .success, .endOfFile:
            guard offset > 0x7FFF else { return answer.data }
            return try TLV.find([0x53], in: answer.data)
        case .wrongOffset, .incorrectParameters, .wrongLength: return nil
        default: throw .refused(answer.status, step: "READ BINARY")
        }
    }

    /// READ BINARY; beyond 32,767 with the odd instruction, whose data is the offset (7816-4, 11.3.3).
    private static func readCommand(_ offset: Int, _ length: Int) -> CommandAPDU {
        let high = UInt8(offset >> 8 & 0xFF)
        let low = UInt8(offset & 0xFF)
        guard offset > 0x7FFF else {
            return CommandAPDU(ins: 0xB0, p1: high, p2: low, expectedLength: length)
        }
        return CommandAPDU(
            ins: 0xB1, p1: 0, p2: 0, data: TLV(0x54, [0, high, low]).encoded, expectedLength: min(length + 4, 256))
    }

    /// Reads file control parameters or information (7816-4, 7.4.3); an answer in no such form says nothing.
    private static func parameters(_ answer: [UInt8]) -> Selected {
        let template = (try? TLV.parse(answer))?.first { $0.tag == 0x62 || $0.tag == 0x6F }
        let elements = template.flatMap { try? TLV.parse($0.value) } ?? []
        let size = elements.first { $0.tag == 0x80 }?.value
        let descriptor = elements.first { $0.tag == 0x82 }?.value.first ?? 0x01
        // 7816-4, table 12: bits 3 to 1 are 001 for transparent, 010 to 111 for records; 0 says nothing.
        let structure = descriptor & 0x38 == 0x38 ? 0 : descriptor & 0x07
        return Selected(
            size: size.flatMap { (1...3).contains($0.count) ? $0.reduce(0) { $0 << 8 | Int($1) } : nil },
            hasRecords: structure >= 2)
    }

    private static func bytes(_ path: [UInt16]) -> [UInt8] {
        path.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
}
