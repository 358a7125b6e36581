/// One card, byte by byte. Synchronous: it is used on the executor of the reader that holds the card.
public protocol CardChannel: AnyObject {
    /// Sends one command APDU and gives the whole answer with its status bytes.
    ///
    /// The command may hold a PIN: an implementation keeps no copy of it.
    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8]
}

extension CardChannel {
    /// Sends a command and follows what ISO/IEC 7816-4 lets a card ask for: chaining of long data (5.3.3), GET RESPONSE
    /// on 61xx until all is there, one repetition with the right Le on 6Cxx.
    ///
    /// - Parameter limits: what fits one APDU; a command that fits goes as one.
    /// - Throws: ``CardError/badAnswer(_:)`` when the card asks without end.
    public func send(_ command: CommandAPDU, within limits: APDULimits = .short) throws(CardError) -> ResponseAPDU {
        var answer = ResponseAPDU(status: .success)
        for part in command.chain(of: limits.command) {
            answer = try sendOne(part)
            let isLast = part.cla & CommandAPDU.chainingBit == 0
            guard isLast || answer.status == .success else { return answer }
        }
        return try collect(answer, cla: command.cla)
    }

    private func sendOne(_ command: CommandAPDU) throws(CardError) -> ResponseAPDU {
        let answer = try exchange(command)
        guard let length = answer.status.correctLength, command.expectedLength != nil else { return answer }
        var corrected = command
        corrected.expectedLength = length
        return try exchange(corrected)
    }

    private func collect(_ first: ResponseAPDU, cla: UInt8) throws(CardError) -> ResponseAPDU {
        var data = first.data
        var status = first.status
        var rounds = 0
        while let waiting = status.bytesWaiting {
            rounds += 1
            // 65,536 bytes are the most that an answer can have, in parts of 255 or 256.
            guard rounds <= 257, data.count <= 0x10000 else { throw .badAnswer("61xx without end") }
            let next = try sendOne(CommandAPDU(cla: cla, ins: 0xC0, p1: 0, p2: 0, expectedLength: waiting))
            data += next.data
            status = next.status
        }
        return ResponseAPDU(data: data, status: status)
    }

    private func exchange(_ command: CommandAPDU) throws(CardError) -> ResponseAPDU {
        try ResponseAPDU(transmit(command.encoded()))
    }

    /// Sends bytes that are no secret.
    public func transmit(_ command: [UInt8]) throws(CardError) -> [UInt8] {
        try transmit(command.span.bytes)
    }
}
