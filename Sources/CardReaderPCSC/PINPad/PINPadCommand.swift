import SmartCard

/// The language of the pad's own messages (`wLangId`, USB language identifiers).
public enum PINPadLanguage: UInt16, Sendable {
    /// Kazakh.
    case kazakh = 0x043F
    /// Russian.
    case russian = 0x0419
    /// English.
    case english = 0x0409
}

/// Writes PIN_VERIFY_STRUCTURE and PIN_MODIFY_STRUCTURE (PC/SC part 10, 2.5.2 and 2.5.3); numbers are little-endian.
struct PINPadCommand {
    private let command: PINCommand
    private let format: PINFormat
    private let quirk: PINPadQuirk
    private let language: PINPadLanguage

    /// - Throws: ``CardError/unsupported(_:)`` for a PIN that no pad can write: letters, or a length of the card's choice.
    init(_ command: PINCommand, _ format: PINFormat, _ quirk: PINPadQuirk, _ language: PINPadLanguage) throws(CardError)
    {
        guard [.digits, .bcd].contains(format.encoding), (1...15).contains(format.storedLength),
            format.padding != nil
        else { throw .unsupported("this card's PIN on a reader's pad") }
        self.command = command
        self.format = format
        self.quirk = quirk
        self.language = language
    }

    /// For FEATURE_VERIFY_PIN_DIRECT: one message, the reader's first.
    var verify: [UInt8] {
        timeOuts + layout + lengths + [quirk.entryValidation, 1] + languageBytes + [0] + prologue + body(blocks: 1)
    }

    /// For FEATURE_MODIFY_PIN_DIRECT: the old PIN, the new one behind it, the new one again. bConfirmPIN: entered twice
    /// (bit 0), the old one asked for (bit 1).
    var modify: [UInt8] {
        timeOuts + layout + [0, UInt8(format.storedLength)] + lengths + [0x03, quirk.entryValidation, 3]
            + languageBytes + [0, 1, 2] + prologue + body(blocks: 2)
    }

    private var timeOuts: [UInt8] { [quirk.timeOut, quirk.timeOut] }

    /// bmFormatString: units of bytes, position 0, left justified, ASCII or BCD. bmPINBlockString: no length inside the
    /// block, its size. bmPINLengthFormat: none.
    private var layout: [UInt8] { [format.encoding == .bcd ? 0x81 : 0x82, UInt8(format.storedLength), 0x00] }

    /// wPINMaxExtraDigit: the maximum in the lower byte.
    private var lengths: [UInt8] {
        [min(UInt8(format.maximum), quirk.mostDigits), max(UInt8(format.minimum), quirk.fewestDigits)]
    }

    private var languageBytes: [UInt8] { [UInt8(language.rawValue & 0xFF), UInt8(language.rawValue >> 8)] }

    /// For T=1 readers that build blocks themselves; none here does.
    private var prologue: [UInt8] { [0, 0, 0] }

    private func body(blocks: Int) -> [UInt8] {
        let data = [UInt8](repeating: format.padding ?? 0xFF, count: blocks * format.storedLength)
        let whole = command.header + [UInt8(data.count)] + data
        return (0..<4).map { UInt8(truncatingIfNeeded: whole.count >> ($0 * 8)) } + whole
    }
}
