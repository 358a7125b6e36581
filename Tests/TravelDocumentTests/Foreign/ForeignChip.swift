import SmartCard

@testable import TravelDocument

/// A chip whose PACE and secure messaging OpenPACE does; only the APDUs around them are ours.
final class ForeignChip: CardChannel {
    private let side: ForeignSide
    private var terminalKey: [UInt8] = []
    /// True once the terminal's token held.
    private(set) var accepted = false

    init(_ side: ForeignSide) { self.side = side }

    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        let bytes = command.withUnsafeBytes { Array($0) }
        guard let command = CommandAPDU(parsing: bytes) else { throw .badAnswer("no command") }
        do {
            return try answer(command).encoded
        } catch {
            throw .badAnswer("\(error)")
        }
    }

    private func answer(_ command: CommandAPDU) throws -> ResponseAPDU {
        if command.ins == 0x22 { return ResponseAPDU(status: .success) }
        let object = try TLV.find([0x7C], in: command.data).map(TLV.parse)?.first
        let value = object?.value ?? []
        let made: TLV
        switch object?.tag {
        case nil: made = TLV(0x80, try side.make("foreign_make_nonce"))
        case 0x81:
            made = TLV(0x82, try side.make("foreign_mapping"))
            try side.take("foreign_map", value)
        case 0x83:
            terminalKey = value
            made = TLV(0x84, try side.make("foreign_key"))
            try side.take("foreign_agree", value)
        default:
            guard try side.accepts(token: value) else { return ResponseAPDU(status: StatusWord(0x6300)) }
            accepted = true
            made = TLV(0x86, try side.token(over: terminalKey))
        }
        return ResponseAPDU(data: TLV(0x7C, [made]).encoded, status: .success)
    }

    /// The data of a protected command, its code checked by OpenPACE.
    func open(_ command: CommandAPDU, _ cipher: SessionCipher) throws -> [UInt8] {
        try side.count()
        let objects = try TLV.parse(command.data)
        let covered =
            cipher.pad([command.cla, command.ins, command.p1, command.p2]) + objects.dropLast().flatMap(\.encoded)
        guard try side.code(over: cipher.pad(covered)) == objects.last?.value else { throw CardError.closed }
        let padded = try side.crypt(encrypting: false, Array(objects[0].value.dropFirst()))
        return cipher.unpad(padded) ?? []
    }

    /// An answer protected by OpenPACE.
    func seal(_ data: [UInt8], _ cipher: SessionCipher) throws -> ResponseAPDU {
        try side.count()
        let encrypted = try side.crypt(encrypting: true, cipher.pad(data))
        let body = TLV(0x87, [0x01] + encrypted).encoded + TLV(0x99, [0x90, 0x00]).encoded
        let code = TLV(0x8E, try side.code(over: cipher.pad(body))).encoded
        return ResponseAPDU(data: body + code, status: .success)
    }
}
