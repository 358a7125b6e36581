import SmartCard
import TravelDocument

/// An identity document that is not one: an eMRTD (ICAO 9303 parts 10 and 11) with BAC, PACE over curves and secure
/// messaging. It names itself virtual in its ATR (RULES R1).
public struct VirtualTravelDocument: VirtualCard {
    /// What it holds.
    public let files: DocumentFiles
    /// What goes wrong with it.
    public var fault: DocumentFault?
    let secrets: DocumentSecrets
    let offers: [PACEInfo]
    /// How long the longest answer may be.
    let longestAnswer: Int

    // What it forgets without power.
    var session: SecureMessaging?
    var isInApplication = false
    var current: UInt8?
    var challenge: [UInt8]?
    var exchange = PACEExchange.idle
    var protectedAnswers = 0
    /// Wrong passwords since the last right one; survives a reset, as a card's counter does.
    var wrongTries = 0

    /// None to speak of: passwords of the document are no PINs.
    public var tries: (pin: Int, puk: Int)? { nil }

    /// How many wrong passwords PACE takes.
    public static let tryLimit = 5

    /// A document with these files.
    ///
    /// - Parameter secrets: what opens it.
    public init(_ files: DocumentFiles, secrets: DocumentSecrets, fault: DocumentFault? = nil) {
        self.files = files
        self.secrets = secrets
        self.fault = fault
        offers = files.master[0x1C].flatMap { try? CardAccess($0) }?.offers ?? []
        longestAnswer = files.master[0x01] == nil ? 256 : 0x1000
    }

    /// The answer to reset.
    public var atr: [UInt8] { ATRTable.virtualTravelDocument }

    /// Forgets what a card forgets without power.
    public mutating func reset() {
        endSession()
        isInApplication = false
        current = nil
        challenge = nil
        exchange = .idle
    }

    /// Answers one command APDU.
    public mutating func answer(_ bytes: [UInt8]) -> [UInt8] {
        guard let command = CommandAPDU(parsing: bytes) else { return ResponseAPDU(status: .wrongLength).encoded }
        if fault == .mute, session != nil { return [] }
        guard command.cla & 0x0C == 0x0C else {
            // A command without protection ends the session (9303-11, 9.8.3).
            if session != nil { endSession() }
            return respond(command).encoded
        }
        guard session != nil, let plain = session?.open(command) else {
            endSession()
            return ResponseAPDU(status: Self.wrongProtection).encoded
        }
        let inner = respond(plain)
        guard var sealed = try? session?.seal(inner, isTLV: plain.ins & 1 == 1) else {
            return ResponseAPDU(status: .noPreciseDiagnosis).encoded
        }
        protectedAnswers += 1
        if fault == .tamperedMessage, protectedAnswers == 3, !sealed.data.isEmpty {
            sealed.data[sealed.data.count - 1] ^= 1
        }
        return sealed.encoded
    }

    /// Secure messaging data objects incorrect.
    private static let wrongProtection = StatusWord(0x6988)

    private mutating func endSession() {
        session?.end()
        session = nil
        protectedAnswers = 0
    }

    private mutating func respond(_ command: CommandAPDU) -> ResponseAPDU {
        // A challenge holds for the very next command only.
        let challenge = challenge
        self.challenge = nil
        do throws(Refusal) {
            return ResponseAPDU(data: try run(command, challenge), status: .success)
        } catch {
            return ResponseAPDU(status: error.status)
        }
    }

    private mutating func run(_ command: CommandAPDU, _ challenge: [UInt8]?) throws(Refusal) -> [UInt8] {
        switch command.ins {
        case 0xA4: try select(command)
        case 0xB0: try readBinary(command)
        case 0xB1: try readBinaryAsObject(command)
        case 0x84: try giveChallenge(command)
        case 0x82: try authenticate(command, challenge)
        case 0x22: try choosePACE(command)
        case 0x86: try continuePACE(command)
        default: throw Refusal(.instructionNotSupported)
        }
    }
}
