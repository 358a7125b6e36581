/// The two status bytes that end every answer of a card (ISO/IEC 7816-4, 5.6).
public struct StatusWord: Sendable, Hashable, CustomStringConvertible {
    /// SW1 and SW2, big-endian.
    public var value: UInt16

    /// Makes a status word of its value, such as `0x9000`.
    public init(_ value: UInt16) { self.value = value }

    /// Done.
    public static let success = StatusWord(0x9000)
    /// Wrong length.
    public static let wrongLength = StatusWord(0x6700)
    /// The class byte asks for secure messaging or a channel that the card does not have.
    public static let classFunctionsNotSupported = StatusWord(0x6882)
    /// The last command of a chain was expected.
    public static let lastOfChainExpected = StatusWord(0x6883)
    /// Not allowed without the PIN or the administrative key.
    public static let securityStatusNotSatisfied = StatusWord(0x6982)
    /// The PIN or PUK is blocked.
    public static let authenticationBlocked = StatusWord(0x6983)
    /// The reference data is not usable.
    public static let referenceDataNotUsable = StatusWord(0x6984)
    /// Conditions of use not satisfied.
    public static let conditionsNotSatisfied = StatusWord(0x6985)
    /// Incorrect parameters in the data field.
    public static let incorrectData = StatusWord(0x6A80)
    /// Function not supported.
    public static let functionNotSupported = StatusWord(0x6A81)
    /// No such file, application or data object.
    public static let notFound = StatusWord(0x6A82)
    /// Incorrect P1 or P2.
    public static let incorrectParameters = StatusWord(0x6A86)
    /// No such reference data or key.
    public static let referenceNotFound = StatusWord(0x6A88)
    /// Unknown instruction.
    public static let instructionNotSupported = StatusWord(0x6D00)
    /// Unknown class.
    public static let classNotSupported = StatusWord(0x6E00)
    /// The selected file or application was switched off.
    public static let fileInvalidated = StatusWord(0x6283)
    /// The file ends before the length that was asked for; what there is was given.
    public static let endOfFile = StatusWord(0x6282)
    /// The command does not fit the file's structure.
    public static let incompatibleWithFile = StatusWord(0x6981)
    /// No such record.
    public static let recordNotFound = StatusWord(0x6A83)
    /// Wrong offset.
    public static let wrongOffset = StatusWord(0x6B00)
    /// The card gives no precise diagnosis.
    public static let noPreciseDiagnosis = StatusWord(0x6F00)

    /// Tries that remain, of 63Cx; nil for every other status.
    public var remainingTries: Int? { value & 0xFFF0 == 0x63C0 ? Int(value & 0x0F) : nil }

    /// Bytes still waiting, of 61xx, where 00 stands for 256 or more; nil for every other status.
    public var bytesWaiting: Int? { value >> 8 == 0x61 ? Self.length(value) : nil }

    /// The length to ask for instead, of 6Cxx; nil for every other status.
    public var correctLength: Int? { value >> 8 == 0x6C ? Self.length(value) : nil }

    /// Four hexadecimal digits.
    public var description: String { hex([UInt8(value >> 8), UInt8(value & 0xFF)]) }

    private static func length(_ value: UInt16) -> Int { value & 0xFF == 0 ? 256 : Int(value & 0xFF) }
}
