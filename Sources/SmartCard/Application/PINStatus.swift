/// What is known of a card's PIN before anybody types one (RULES E9). Nothing in it was found out by trying.
public struct PINStatus: Sendable, Hashable {
    /// Tries left for the PIN.
    public var pin: PINCounter
    /// Tries left for the PUK; ``PINCounter/unknown`` where the card does not tell.
    public var puk: PINCounter
    /// How the PIN is written.
    public var format: PINFormat
    /// How the PUK is written; nil when the medium has none: then only the whole procedure of a new EDS helps.
    public var pukFormat: PINFormat?
    /// True when the holder may choose a new PIN.
    public var canChange: Bool

    /// Makes a status of its parts.
    public init(pin: PINCounter, puk: PINCounter, format: PINFormat, pukFormat: PINFormat?, canChange: Bool) {
        self.pin = pin
        self.puk = puk
        self.format = format
        self.pukFormat = pukFormat
        self.canChange = canChange
    }
}
