import SmartCard
import TravelDocument

extension VirtualTravelDocument {
    /// SELECT: the master file, the application, or a file of where the card stands.
    mutating func select(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        switch (command.p1, command.data) {
        case (0x00, [0x3F, 0x00]), (0x00, []):
            isInApplication = false
            current = nil
        case (0x04, TravelDocumentReader.applicationIdentifier):
            guard secrets.hasBasicAccess || session != nil else { throw Refusal(.securityStatusNotSatisfied) }
            isInApplication = true
            current = nil
        case (0x02, _):
            guard let number = DocumentFiles.shortNumber(of: command.data) else { throw Refusal(.notFound) }
            _ = try file(number)
            current = number
        default: throw Refusal(.notFound)
        }
        return []
    }

    /// READ BINARY with the offset in P1 P2, or a short file number in P1.
    mutating func readBinary(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        let offset: Int
        if command.p1 & 0x80 != 0 {
            current = command.p1 & 0x1F
            offset = Int(command.p2)
        } else {
            offset = Int(command.p1) << 8 | Int(command.p2)
        }
        return try part(at: offset, command.expectedLength ?? 256)
    }

    /// READ BINARY with the odd instruction: the offset is an object, the answer is one.
    mutating func readBinaryAsObject(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        if command.p1 == 0, command.p2 & 0x1F != 0 { current = command.p2 & 0x1F }
        guard let offset = try? TLV.find([0x54], in: command.data), (1...3).contains(offset.count) else {
            throw Refusal(.incorrectData)
        }
        let number = offset.reduce(0) { $0 << 8 | Int($1) }
        // Tag and length of the answer come out of what was asked for.
        let expected = (command.expectedLength ?? 256) - 4
        return TLV(0x53, try part(at: number, max(expected, 1))).encoded
    }

    private func part(at offset: Int, _ count: Int) throws(Refusal) -> [UInt8] {
        guard let current else { throw Refusal(.noCurrentFile) }
        let file = try file(current)
        guard offset < file.count else { throw Refusal(.wrongOffset) }
        // What a short answer has room for under secure messaging in every cipher.
        return Array(file[offset...].prefix(min(count, count > 256 ? longestAnswer : 223)))
    }

    private func file(_ number: UInt8) throws(Refusal) -> [UInt8] {
        guard isInApplication else {
            guard let file = files.master[number] else { throw Refusal(.notFound) }
            return file
        }
        guard session != nil else { throw Refusal(.securityStatusNotSatisfied) }
        guard let file = files.application[number] else { throw Refusal(.notFound) }
        return file
    }
}
