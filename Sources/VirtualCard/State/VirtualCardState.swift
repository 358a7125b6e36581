import FoundationEssentials
public import SmartCard

/// What makes a new virtual card somebody's.
public struct Personalisation: Sendable {
    /// Name and IIN that the card gives without PIN.
    public var holder: CardHolder
    /// The PIN for the demonstration, 6 to 8 digits.
    public var pin: String
    /// The PUK for the demonstration, 6 to 8 digits.
    public var puk: String
    /// The card's GUID; a random one when nil.
    public var cardID: CardID?
    /// What a virtual document has besides.
    public var document = DocumentOptions()
    /// A new PIV card has a key for authentication with its certificate at once, as an operator's has.
    public var signsIn: Bool

    /// Makes a personalisation.
    public init(holder: CardHolder, pin: String, puk: String, cardID: CardID? = nil, signsIn: Bool = false) {
        self.holder = holder
        self.pin = pin
        self.puk = puk
        self.cardID = cardID
        self.signsIn = signsIn
    }

    /// A PIN or PUK as the card keeps it.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength`` for one that cannot be entered.
    func padded(_ secret: KeyPath<Personalisation, String>, in shape: SecretShape) throws(CardError) -> [UInt8] {
        let digits = Array(self[keyPath: secret].utf8)
        guard !digits.isEmpty else { throw .pinEmpty }
        let padded = shape.padded(digits)
        guard shape.isWellFormed(padded) else { throw .pinLength }
        return padded
    }

    /// Makes a personalisation with a random GUID.
    public init(holderName: String, iin: String, pin: String, puk: String) {
        self.init(holder: CardHolder(name: holderName, iin: iin), pin: pin, puk: puk)
    }
}

/// Everything a virtual card keeps without power; the JSON in its state file.
public struct VirtualCardState: Codable, Sendable, Hashable {
    var version = 1
    var cardID: Data
    var holderName: String
    var holderIIN: String
    var pin: RetrySecret
    var puk: RetrySecret
    var managementKey: Data
    var keys: [UInt8: VirtualKey] = [:]
    var objects: [UInt32: Data] = [:]
    /// Nil in the state of a card made before there was such a switch.
    private var keepsPUKCounter: Bool?

    /// A new card without keys and certificates.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength`` for a PIN or PUK that cannot be entered.
    public init(_ person: Personalisation) throws(CardError) {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        cardID = Data(person.cardID?.bytes ?? random)
        holderName = person.holder.name
        holderIIN = person.holder.iin
        pin = RetrySecret(try person.padded(\.pin, in: .piv))
        puk = RetrySecret(try person.padded(\.puk, in: .piv))
        managementKey = ManagementKey.derive(cardID: Array(cardID))
    }

    /// The card does not tell the tries of its PUK, as the standard has it.
    public var hidesPUKCounter: Bool {
        get { keepsPUKCounter ?? false }
        set { keepsPUKCounter = newValue }
    }

    /// Tries left for the PIN.
    public var pinTries: Int { pin.remaining }
    /// Tries left for the PUK.
    public var pukTries: Int { puk.remaining }
}
