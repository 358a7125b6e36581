/// A key of a PIV card and the container of its certificate (SP 800-73-4 part 1, tables 3 and 4b).
public struct PIVSlot: RawRepresentable, Sendable, Hashable, CaseIterable {
    /// The key reference that commands name.
    public let rawValue: UInt8

    /// The slot of a key reference; nil for one that is no key of the holder.
    public init?(rawValue: UInt8) {
        guard Self.present.contains(rawValue) || Self.retiredReferences.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(_ reference: UInt8) { rawValue = reference }

    private static let present: [UInt8] = [0x9A, 0x9C, 0x9D, 0x9E]
    private static let retiredReferences: ClosedRange<UInt8> = 0x82...0x95

    /// PIV authentication: PIN once per session.
    public static let authentication = PIVSlot(0x9A)
    /// Digital signature: PIN before every use.
    public static let signature = PIVSlot(0x9C)
    /// Key management: agreeing on keys or decrypting; PIN once per session.
    public static let keyManagement = PIVSlot(0x9D)
    /// Card authentication: no PIN.
    public static let cardAuthentication = PIVSlot(0x9E)

    /// The four slots of every card; not the retired ones.
    public static let allCases = present.map(PIVSlot.init)

    /// The retired key management slots, oldest first: 82 to 95.
    public static let retired = retiredReferences.map(PIVSlot.init)

    /// The tag of the certificate's data object.
    public var certificateObject: PIVObject {
        switch rawValue {
        case 0x9A: PIVObject(tag: 0x5FC105)
        case 0x9C: PIVObject(tag: 0x5FC10A)
        case 0x9D: PIVObject(tag: 0x5FC10B)
        case 0x9E: PIVObject(tag: 0x5FC101)
        default: PIVObject(tag: 0x5FC10D + UInt32(rawValue - 0x82))
        }
    }

    /// What the standard gives the slot's key to do.
    var purpose: CardKeyPurpose {
        switch rawValue {
        case 0x9A: .authentication
        case 0x9C: .signature
        case 0x9E: .cardAuthentication
        default: .keyManagement
        }
    }

    /// The standard's name of the slot.
    var label: String {
        switch rawValue {
        case 0x9A: "PIV Authentication"
        case 0x9C: "Digital Signature"
        case 0x9D: "Key Management"
        case 0x9E: "Card Authentication"
        default: "Retired Key Management \(rawValue - 0x81)"
        }
    }
}

/// A data object of a PIV card, named by its tag.
public struct PIVObject: Sendable, Hashable {
    /// The tag that GET DATA and PUT DATA name.
    public var tag: UInt32

    /// An object by its tag.
    public init(tag: UInt32) { self.tag = tag }

    /// Card holder unique identifier: holds the card's GUID.
    public static let holderUniqueIdentifier = PIVObject(tag: 0x5FC102)
    /// Card capability container.
    public static let capabilities = PIVObject(tag: 0x5FC107)
    /// Discovery object: which PIN the application uses.
    public static let discovery = PIVObject(tag: 0x7E)
    /// Key history: how many retired slots are in use.
    public static let keyHistory = PIVObject(tag: 0x5FC10C)
    /// The virtual card's own object: the holder's name (01) and IIN (02), readable without PIN. Real PIV cards do not
    /// have it; 5FC109 of the standard asks for the PIN first.
    public static let virtualHolder = PIVObject(tag: 0x5FFE01)
}

/// The card's own number: the GUID of its CHUID. It tells one card from another and is not personal data by itself.
public struct CardID: Sendable, Hashable, CustomStringConvertible {
    /// 16 bytes.
    public var bytes: [UInt8]

    /// Makes an ID; nil unless there are 16 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// 32 hexadecimal digits.
    public var description: String { hex(bytes) }
}

/// Whose card it is, as the card says. Personal data: it prints as nothing (RULES P4).
public struct CardHolder: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name as printed on the card.
    public var name: String
    /// Twelve digits, not checked here.
    public var iin: String

    /// Makes a holder.
    public init(name: String, iin: String) {
        self.name = name
        self.iin = iin
    }

    /// Never the data itself.
    public var description: String { "card holder" }
    /// Never the data itself.
    public var debugDescription: String { description }
    /// Never the data itself.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
