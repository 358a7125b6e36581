import SmartCard

/// What any card does around its commands: chaining of long ones, parts of long answers, APDUs that it does not take.
struct TransmissionState: Sendable {
    /// Extended lengths are understood.
    var takesExtended: Bool
    /// The rest of a long answer.
    private var waiting: [UInt8] = []
    private var chain: CommandAPDU?

    init(takesExtended: Bool) { self.takesExtended = takesExtended }

    /// The most data one chained command may carry.
    private static let chainLimit = 8192

    /// Answers one APDU; `run` gets each whole command.
    mutating func answer(_ bytes: [UInt8], _ run: (CommandAPDU) -> ResponseAPDU) -> [UInt8] {
        guard let part = CommandAPDU(parsing: bytes), takesExtended || bytes.count <= 261 else {
            return ResponseAPDU(status: .wrongLength).encoded
        }
        guard part.cla & ~CommandAPDU.chainingBit == 0 else { return ResponseAPDU(status: .classNotSupported).encoded }
        guard let command = assemble(part) else { return ResponseAPDU(status: .success).encoded }
        if command.ins == 0xC0 { return nextPart(at: command.expectedLength).encoded }
        waiting = []
        let response = run(command)
        guard response.data.count > command.expectedLength ?? 256 else { return response.encoded }
        waiting = response.data
        return nextPart(at: command.expectedLength).encoded
    }

    /// The whole command, once its last part is here; nil before.
    private mutating func assemble(_ part: CommandAPDU) -> CommandAPDU? {
        var whole = part
        whole.cla &= ~CommandAPDU.chainingBit
        if let begun = chain, begun.ins == part.ins, begun.p1 == part.p1, begun.p2 == part.p2,
            begun.data.count + part.data.count <= Self.chainLimit
        {
            whole.data = begun.data + part.data
        }
        let isLast = part.cla & CommandAPDU.chainingBit == 0
        chain = isLast ? nil : whole
        return isLast ? whole : nil
    }

    /// As much of the waiting answer as was asked for, and how much is left (ISO/IEC 7816-4, 5.3.4).
    private mutating func nextPart(at expected: Int?) -> ResponseAPDU {
        let data = Array(waiting.prefix(expected ?? 256))
        waiting.removeFirst(data.count)
        let status = waiting.isEmpty ? StatusWord.success : StatusWord(0x6100 | UInt16(min(waiting.count, 256) & 0xFF))
        return ResponseAPDU(data: data, status: status)
    }
}
