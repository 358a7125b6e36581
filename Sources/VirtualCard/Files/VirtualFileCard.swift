import FoundationEssentials
import SmartCard

/// A virtual card with files (ISO/IEC 7816-4) and signing keys (7816-8), which describes itself by PKCS#15 (7816-15) or
/// is blank.
///
/// It takes the commands of the open IsoApplet besides: OpenSC's programs must know a card's commands before they write
/// to it, and so drive this one without a word of configuration. Its ATR names it virtual (RULES R1).
public struct VirtualFileCard: VirtualCard, Sendable {
    /// What survives a loss of power.
    public internal(set) var state: VirtualFileCardState
    var session = FileCardSession()
    private var transmission = TransmissionState(takesExtended: false)
    private let save: @Sendable (VirtualFileCardState) throws -> Void

    /// A card with this state.
    ///
    /// - Parameter save: makes a changed state durable; it is called before the answer is given.
    public init(
        _ state: VirtualFileCardState, save: @escaping @Sendable (VirtualFileCardState) throws -> Void = { _ in }
    ) {
        self.state = state
        self.save = save
    }

    /// The answer to reset.
    public var atr: [UInt8] { ATRTable.virtualPKCS15Card }

    /// Tries left for PIN and PUK.
    public var tries: (pin: Int, puk: Int)? { (state.pinTries, state.pukTries) }

    /// Forgets what a card forgets without power.
    public mutating func reset() {
        session = FileCardSession()
        transmission = TransmissionState(takesExtended: false)
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
        do throws(Refusal) {
            let data: [UInt8] =
                switch command.ins {
                case 0xA4: try select(command)
                case 0xB0: try readBinary(command)
                case 0xD6: try updateBinary(command)
                case 0xE0: try createFile(command)
                case 0xE4: try deleteFile(command)
                case 0x20: try verify(command)
                case 0x24: try changeReference(command)
                case 0x2C: try resetRetryCounter(command)
                case 0x22: try manageSecurityEnvironment(command)
                case 0x2A: try performSecurityOperation(command)
                case 0x46: try generate(command)
                default: throw Refusal(.instructionNotSupported)
                }
            return ResponseAPDU(data: data, status: .success)
        } catch {
            return ResponseAPDU(status: error.status)
        }
    }
}

/// What a card with files knows while it has power.
struct FileCardSession: Sendable {
    var selected: [UInt16] = [0x3F00]
    var isVerified = false
    /// The PIN was right and no consenting signature has used that yet.
    var isFreshlyVerified = false
    var algorithm: UInt8?
    var key: UInt8?
}
