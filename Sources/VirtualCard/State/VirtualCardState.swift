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

    /// Makes a personalisation.
    public init(holder: CardHolder, pin: String, puk: String, cardID: CardID? = nil) {
        self.holder = holder
        self.pin = pin
        self.puk = puk
        self.cardID = cardID
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

    /// A new card without keys and certificates.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength`` for a PIN or PUK that cannot be entered.
    public init(_ person: Personalisation) throws(CardError) {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        cardID = Data(person.cardID?.bytes ?? random)
        holderName = person.holder.name
        holderIIN = person.holder.iin
        pin = RetrySecret(try Self.padded(person.pin))
        puk = RetrySecret(try Self.padded(person.puk))
        managementKey = ManagementKey.derive(cardID: Array(cardID))
    }

    /// Tries left for the PIN.
    public var pinTries: Int { pin.remaining }
    /// Tries left for the PUK.
    public var pukTries: Int { puk.remaining }

    private static func padded(_ digits: String) throws(CardError) -> [UInt8] {
        guard !digits.isEmpty else { throw .pinEmpty }
        let padded = Array(digits.utf8) + Array(repeating: 0xFF, count: max(0, 8 - digits.utf8.count))
        guard RetrySecret.isWellFormed(padded) else { throw .pinLength }
        return padded
    }
}
