/// A key of a PIV card and the container of its certificate (SP 800-73-4 part 1, tables 3 and 4b).
public enum PIVSlot: UInt8, Sendable, Hashable, CaseIterable {
    /// PIV authentication: PIN once per session.
    case authentication = 0x9A
    /// Digital signature: PIN before every use.
    case signature = 0x9C
    /// Key management (decryption).
    case keyManagement = 0x9D
    /// Card authentication: no PIN.
    case cardAuthentication = 0x9E

    /// The tag of the certificate's data object.
    public var certificateObject: PIVObject {
        switch self {
        case .authentication: PIVObject(tag: 0x5FC105)
        case .signature: PIVObject(tag: 0x5FC10A)
        case .keyManagement: PIVObject(tag: 0x5FC10B)
        case .cardAuthentication: PIVObject(tag: 0x5FC101)
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
