import FoundationEssentials
import SmartCard

/// An identity card that is not one: a PIV application (SP 800-73-4) with RSA-2048 and P-256, PIN and PUK with counters
/// of five, an AES-256 administrative key, and an object of its own with the holder's name and IIN
/// (``SmartCard/PIVObject/virtualHolder``). It names itself virtual in its ATR (RULES R1).
///
/// A value: a copy is the card at that moment.
public struct VirtualPIVCard: Sendable {
    /// What survives a loss of power.
    public internal(set) var state: VirtualCardState
    var session = CardSession()
    private let save: @Sendable (VirtualCardState) throws -> Void

    /// A card with this state.
    ///
    /// - Parameter save: makes a changed state durable; it is called before the answer is given.
    public init(_ state: VirtualCardState, save: @escaping @Sendable (VirtualCardState) throws -> Void = { _ in }) {
        self.state = state
        self.save = save
    }

    /// The answer to reset.
    public var atr: [UInt8] { ATRTable.virtualCard }

    /// Forgets what a card forgets without power: the PIN was entered, the challenge was answered, half a command.
    public mutating func reset() { session = CardSession() }

    /// Answers one command APDU.
    public mutating func answer(_ bytes: [UInt8]) -> [UInt8] {
        guard let part = CommandAPDU(parsing: bytes) else { return Self.refusal(.wrongLength) }
        guard part.cla & ~CommandAPDU.chainingBit == 0 else { return Self.refusal(StatusWord(0x6E00)) }
        guard let command = session.assemble(part) else { return ResponseAPDU(status: .success).encoded }
        if command.ins == 0xC0 { return session.nextPart(at: command.expectedLength).encoded }
        session.waiting = []
        let former = state
        var response = run(command)
        if state != former {
            do {
                try save(state)
            } catch {
                state = former
                response = ResponseAPDU(status: StatusWord(0x6581))
            }
        }
        guard response.data.count > command.expectedLength ?? 256 else { return response.encoded }
        session.waiting = response.data
        return session.nextPart(at: command.expectedLength).encoded
    }

    private mutating func run(_ command: CommandAPDU) -> ResponseAPDU {
        // A challenge holds for the very next command only.
        let challenge = session.challenge
        session.challenge = nil
        do throws(Refusal) {
            let data: [UInt8] =
                switch command.ins {
                case 0xA4: try select(command)
                case 0xCB: try getData(command)
                case 0xDB: try putData(command)
                case 0x20: try verify(command)
                case 0x24: try changeReference(command)
                case 0x2C: try resetRetryCounter(command)
                case 0x47: try generate(command)
                case 0x87: try authenticate(command, challenge: challenge)
                default: throw Refusal(.instructionNotSupported)
                }
            return ResponseAPDU(data: data, status: .success)
        } catch {
            return ResponseAPDU(status: error.status)
        }
    }

    private static func refusal(_ status: StatusWord) -> [UInt8] { ResponseAPDU(status: status).encoded }
}

/// A command that the card refuses with a status.
struct Refusal: Error {
    var status: StatusWord
    init(_ status: StatusWord) { self.status = status }
}

/// What a card knows while it has power.
struct CardSession: Sendable {
    /// The PIN was right since the last reset.
    var isVerified = false
    /// The PIN was right and no 9C signature has used that yet (SP 800-73-4 part 1, table 4b: "PIN Always").
    var isFreshlyVerified = false
    var isAdministrator = false
    var challenge: [UInt8]?
    /// The rest of a long answer.
    var waiting: [UInt8] = []
    private var chain: CommandAPDU?

    /// The most data one chained command may carry.
    private static let chainLimit = 8192

    /// The whole command, once its last part is here; nil before.
    mutating func assemble(_ part: CommandAPDU) -> CommandAPDU? {
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
    mutating func nextPart(at expected: Int?) -> ResponseAPDU {
        let data = Array(waiting.prefix(expected ?? 256))
        waiting.removeFirst(data.count)
        let status = waiting.isEmpty ? StatusWord.success : StatusWord(0x6100 | UInt16(min(waiting.count, 256) & 0xFF))
        return ResponseAPDU(data: data, status: status)
    }
}
