import FoundationEssentials
import SmartCard

/// An identity card that is not one: a PIV application (SP 800-73-4) with RSA and elliptic curves, PIN and PUK with
/// counters of five, an AES-256 administrative key, and an object of its own with the holder's name and IIN
/// (``SmartCard/PIVObject/virtualHolder``). It names itself virtual in its ATR (RULES R1).
public struct VirtualPIVCard: VirtualCard, Sendable {
    /// What survives a loss of power.
    public internal(set) var state: VirtualCardState
    var session = CardSession()
    private var transmission: TransmissionState
    private let save: @Sendable (VirtualCardState) throws -> Void

    /// A card with this state.
    ///
    /// - Parameters:
    ///   - extendedLength: whether it takes extended APDUs, and says so in its ATR.
    ///   - save: makes a changed state durable; it is called before the answer is given.
    public init(
        _ state: VirtualCardState, extendedLength: Bool = false,
        save: @escaping @Sendable (VirtualCardState) throws -> Void = { _ in }
    ) {
        self.state = state
        self.save = save
        transmission = TransmissionState(takesExtended: extendedLength)
    }

    /// The answer to reset.
    public var atr: [UInt8] {
        transmission.takesExtended ? ATRTable.virtualExtendedCard : ATRTable.virtualCard
    }

    /// Tries left for PIN and PUK.
    public var tries: (pin: Int, puk: Int)? { (state.pinTries, state.pukTries) }

    /// Forgets what a card forgets without power: the PIN was entered, the challenge was answered, half a command.
    public mutating func reset() {
        session = CardSession()
        transmission = TransmissionState(takesExtended: transmission.takesExtended)
    }

    /// Answers one command APDU.
    public mutating func answer(_ bytes: [UInt8]) -> [UInt8] {
        var transmission = transmission
        defer { self.transmission = transmission }
        return transmission.answer(bytes) { keep($0) }
    }

    /// Runs a command; a change is durable before its answer is given.
    private mutating func keep(_ command: CommandAPDU) -> ResponseAPDU {
        let former = state
        let response = run(command)
        guard state != former else { return response }
        do {
            try save(state)
            return response
        } catch {
            state = former
            return ResponseAPDU(status: StatusWord(0x6581))
        }
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
}

/// What a PIV card knows while it has power.
struct CardSession: Sendable {
    /// The PIN was right since the last reset.
    var isVerified = false
    /// The PIN was right and no 9C signature has used that yet (SP 800-73-4 part 1, table 4b: "PIN Always").
    var isFreshlyVerified = false
    var isAdministrator = false
    var challenge: [UInt8]?
}
