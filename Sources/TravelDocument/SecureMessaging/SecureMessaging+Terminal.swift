package import SmartCard

extension SecureMessaging {
    /// Wraps a command (cases 1 to 4). The answer belongs to ``unprotect(_:)``, once.
    package mutating func protect(_ command: CommandAPDU) throws(CardError) -> CommandAPDU {
        guard !isOver else { throw .closed }
        countOn()
        let cla = command.cla | Self.protectedClass
        var objects: [TLV] = []
        if !command.data.isEmpty { objects.append(try cryptogram(command.data, isTLV: command.ins & 1 == 1)) }
        if let expected = command.expectedLength {
            let isLong = !command.isShort
            let bytes = isLong ? [UInt8(expected >> 8 & 0xFF), UInt8(expected & 0xFF)] : [UInt8(expected & 0xFF)]
            objects.append(TLV(MessageTag.expectedLength, bytes))
        }
        let body = objects.flatMap(\.encoded)
        let header = cipher.pad([cla, command.ins, command.p1, command.p2])
        // The code covers the header alone when the command has neither data nor Le.
        let code = TLV(MessageTag.code, try self.code(over: body.isEmpty ? Array(header.prefix(4)) : header + body))
        var wrapped = CommandAPDU(
            cla: cla, ins: command.ins, p1: command.p1, p2: command.p2, data: body + code.encoded, expectedLength: 256)
        if !command.isShort || !wrapped.isShort { wrapped.expectedLength = 0x10000 }
        return wrapped
    }

    /// Opens an answer: its code first, then its status, then its data. Anything wrong ends the session.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` for an answer without protection, with a wrong code, of a former command.
    package mutating func unprotect(_ answer: ResponseAPDU) throws(CardError) -> ResponseAPDU {
        guard !isOver else { throw .closed }
        countOn()
        do throws(CardError) {
            return try open(answer)
        } catch {
            end()
            throw error
        }
    }

    private func open(_ answer: ResponseAPDU) throws(CardError) -> ResponseAPDU {
        guard !answer.data.isEmpty else { throw .badAnswer("no protection, status \(answer.status)") }
        let objects = try verified(answer.data, after: [])
        guard let status = objects.last, status.tag == MessageTag.status, status.value.count == 2 else {
            throw .badAnswer("no protected status")
        }
        let data: [UInt8]
        switch objects.count {
        case 1: data = []
        case 2: data = try plain(objects[0])
        default: throw .badAnswer("data objects that secure messaging does not have")
        }
        return ResponseAPDU(data: data, status: StatusWord(UInt16(status.value[0]) << 8 | UInt16(status.value[1])))
    }
}
