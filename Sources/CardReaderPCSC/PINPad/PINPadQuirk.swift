/// What a reader's pad does otherwise than PC/SC part 10 says. New readers are new rows of ``PINPadQuirk/table``.
public struct PINPadQuirk: Sendable, Hashable {
    /// False for a pad that must not be used: the PIN is asked for on the screen.
    public var isUsable = true
    /// Seconds that the pad waits for a digit.
    public var timeOut: UInt8 = 30
    /// The fewest digits that the pad can be told.
    public var fewestDigits: UInt8 = 0
    /// The most digits that the pad can be told.
    public var mostDigits: UInt8 = 255
    /// bEntryValidationCondition: 02 the confirming key, 01 the most digits reached, 04 the time-out.
    public var entryValidation: UInt8 = 0x02

    /// A pad as the standard has it.
    public init() {}

    /// Rows by a part of the reader's name, the first one that fits counts.
    ///
    /// The limits of 4 to 8 digits are those that libccid names for the GemPC pads (`min 4, max 8` in its feature
    /// TLV properties); the Omnikey 3821 shows nothing while it waits and needs both ways of confirming; keyboards with a
    /// reader answer the feature query, then refuse the entry.
    public static let table: [(part: String, quirk: PINPadQuirk)] = [
        ("Gemalto PC Pinpad", PINPadQuirk(fewest: 4, most: 8)),
        ("Gemplus GemPC Pinpad", PINPadQuirk(fewest: 4, most: 8)),
        ("OMNIKEY CardMan 3821", PINPadQuirk(entryValidation: 0x03)),
        ("HP USB Smart Card Keyboard", PINPadQuirk(isUsable: false)),
    ]

    /// The quirk of a reader by its name; the standard's behaviour for a reader that has none.
    public static func of(_ reader: String) -> PINPadQuirk {
        table.first { reader.contains($0.part) }?.quirk ?? PINPadQuirk()
    }

    private init(isUsable: Bool) { self.isUsable = isUsable }
    private init(entryValidation: UInt8) { self.entryValidation = entryValidation }
    private init(fewest: UInt8, most: UInt8) {
        fewestDigits = fewest
        mostDigits = most
    }
}
