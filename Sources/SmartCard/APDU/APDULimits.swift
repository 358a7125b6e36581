/// How long an APDU may be for one card in one reader.
public struct APDULimits: Sendable, Hashable {
    /// The most command data in one APDU; longer data goes as a chain.
    public var command: Int
    /// The most answer data to ask for in one APDU.
    public var answer: Int

    /// Short APDUs only: every card has them.
    public static let short = APDULimits(command: 255, answer: 256)

    /// What a card's answer to reset promises and its reader can pass on.
    ///
    /// Extended lengths are used with the block protocol T=1 only: with T=0 they would need ENVELOPE (ISO/IEC 7816-3,
    /// 12.2), which readers do not agree about.
    ///
    /// - Parameter reader: the reader's longest APDU (PC/SC part 10, `dwMaxAPDUDataSize`), 0 for short ones only; nil
    ///   when it does not say, which most do not that can.
    public init(_ answerToReset: AnswerToReset?, reader: Int? = nil) {
        guard let answerToReset, answerToReset.offersExtendedLength, answerToReset.isBlockProtocol,
            reader.map({ $0 > 261 }) ?? true
        else {
            self = .short
            return
        }
        // Header, two lengths of 3 and 2 bytes and the status come out of the reader's size.
        let room = min(reader ?? Self.longest, Self.longest)
        self.init(command: max(255, room - 9), answer: max(256, room - 2))
    }

    /// Makes limits of their parts.
    public init(command: Int, answer: Int) {
        self.command = min(max(command, 1), 0xFFFF)
        self.answer = min(max(answer, 1), 0x10000)
    }

    // The buffers of chips that say no more than "extended": 2 KiB hold every key and signature of this kiosk.
    private static let longest = 2048
}
