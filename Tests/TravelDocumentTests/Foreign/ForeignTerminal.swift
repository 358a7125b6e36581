import SmartCard
import Testing

@testable import TravelDocument
@testable import VirtualCard

/// A terminal whose PACE and secure messaging OpenPACE does.
final class ForeignTerminal {
    private let side: ForeignSide
    private let info: PACEInfo

    init(_ side: ForeignSide, _ info: PACEInfo) {
        self.side = side
        self.info = info
    }

    /// Runs PACE against our chip; its token is checked by OpenPACE.
    func open(_ document: inout VirtualTravelDocument, _ reference: DocumentPassword.Reference) throws {
        let choice = TLV(0x80, info.identifier).encoded + TLV(0x83, [reference.rawValue]).encoded
        try expect(document.answer(CommandAPDU(ins: 0x22, p1: 0xC1, p2: 0xA4, data: choice).encoded()))
        try side.take("foreign_take_nonce", step(&document, nil, 0x80))
        let mapping = try side.make("foreign_mapping")
        try side.take("foreign_map", step(&document, TLV(0x81, mapping), 0x82))
        let key = try side.make("foreign_key")
        let chipKey = try step(&document, TLV(0x83, key), 0x84)
        try side.take("foreign_agree", chipKey)
        let token = try step(&document, TLV(0x85, side.token(over: chipKey)), 0x86)
        #expect(try side.accepts(token: token))
    }

    /// Sends a command of case 3 or 2 protected and opens the answer.
    func send(_ command: CommandAPDU, _ document: inout VirtualTravelDocument) throws -> [UInt8] {
        let cipher = info.cipher
        try side.count()
        var objects: [TLV] = []
        if !command.data.isEmpty {
            objects.append(TLV(0x87, [0x01] + (try side.crypt(encrypting: true, cipher.pad(command.data)))))
        }
        if let expected = command.expectedLength { objects.append(TLV(0x97, [UInt8(expected & 0xFF)])) }
        let header = [command.cla | 0x0C, command.ins, command.p1, command.p2]
        let body = objects.flatMap(\.encoded)
        let code = try side.code(over: cipher.pad(cipher.pad(header) + body))
        let wrapped = CommandAPDU(
            cla: header[0], ins: command.ins, p1: command.p1, p2: command.p2, data: body + TLV(0x8E, code).encoded,
            expectedLength: 256)
        let answer = try ResponseAPDU(document.answer(wrapped.encoded()))
        try side.count()
        let answered = try TLV.parse(answer.data)
        let covered = answered.dropLast().flatMap(\.encoded)
        #expect(try side.code(over: cipher.pad(covered)) == answered.last?.value)
        guard let cryptogram = answered.first, cryptogram.tag == 0x87 else { return [] }
        return cipher.unpad(try side.crypt(encrypting: false, Array(cryptogram.value.dropFirst()))) ?? []
    }

    private func step(_ document: inout VirtualTravelDocument, _ object: TLV?, _ wanted: UInt32) throws -> [UInt8] {
        let isLast = object?.tag == 0x85
        let command = CommandAPDU(
            cla: isLast ? 0 : 0x10, ins: 0x86, p1: 0, p2: 0, data: TLV(0x7C, object.map { [$0] } ?? []).encoded,
            expectedLength: 256)
        let answer = try expect(document.answer(command.encoded()))
        return try #require(try TLV.find([0x7C, wanted], in: answer.data))
    }

    @discardableResult
    private func expect(_ bytes: [UInt8]) throws -> ResponseAPDU {
        let answer = try ResponseAPDU(bytes)
        try #require(answer.status == .success, "\(answer.status)")
        return answer
    }
}
