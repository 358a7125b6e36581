/// What a card is, as far as the kiosk can tell.
public enum CardKind: Sendable, Hashable {
    /// A PIV application (SP 800-73-4) answers; virtual cards name themselves so in the ATR (RULES R1).
    case piv(virtual: Bool)
    /// A known card whose keys only the vendor's PKCS#11 module reaches (DESIGN 4).
    case vendorModule(product: String)
    /// Not in the table and not asked yet.
    case unidentified
    /// Asked, and no application the kiosk can drive answered.
    case unknown

    /// True when the card named itself virtual.
    public var isVirtual: Bool { self == .piv(virtual: true) }
}

/// Which card answers a reset with which bytes. New cards are new rows.
public struct ATRTable: Sendable {
    /// One row: the whole ATR.
    public struct Entry: Sendable, Hashable {
        /// The answer to reset, all bytes.
        public var atr: [UInt8]
        /// What the card is.
        public var kind: CardKind

        /// Makes a row.
        public init(_ atr: [UInt8], _ kind: CardKind) {
            self.atr = atr
            self.kind = kind
        }
    }

    private let kinds: [[UInt8]: CardKind]

    /// A table of these rows; of two with the same ATR the later one counts.
    public init(_ entries: [Entry]) {
        kinds = Dictionary(entries.map { ($0.atr, $0.kind) }) { _, later in later }
    }

    /// The card's kind; ``CardKind/unidentified`` when the table does not know it, so that applications are tried.
    public func identify(_ atr: [UInt8]) -> CardKind { kinds[atr] ?? .unidentified }

    /// The ATR of the project's virtual identity card: T=1, historical bytes `PSC-VIRTUAL-ID`, and the check byte
    /// (ISO/IEC 7816-3, 8.2.5). No real card answers so.
    public static let virtualCard: [UInt8] = {
        let checked = [0x8E, 0x01] + Array("PSC-VIRTUAL-ID".utf8)
        return [0x3B] + checked + [checked.reduce(0, ^)]
    }()

    /// Cards seen in public lists of ATRs, and the virtual card.
    public static let builtIn: ATRTable = {
        let identityCard = CardKind.vendorModule(product: "Identity card of the Republic of Kazakhstan")
        let token = CardKind.vendorModule(product: "eToken PRO (Java 72K)")
        return ATRTable([
            Entry([0x3B, 0x39, 0x19, 0x00] + Array("SOMADS301".utf8), identityCard),
            Entry([0x3B, 0x39, 0x19, 0x00] + Array("SOMADS303".utf8), identityCard),
            Entry([0x3B, 0x3E, 0x95, 0x00] + Array("SOMA-c007-DS1a".utf8), identityCard),
            Entry([0x3B, 0x3E, 0x95, 0x00] + Array("SOMA-c007-DS1b".utf8), identityCard),
            Entry([0x3B, 0x77, 0x18, 0x00, 0x00] + Array("KASAKID".utf8), identityCard),
            Entry([0x3B, 0xD5, 0x18, 0x00, 0x81, 0x31, 0x3A, 0x7D, 0x80, 0x73, 0xC8, 0x21, 0x10, 0x30], token),
            Entry([0x3B, 0xD5, 0x18, 0x00, 0x81, 0x31, 0xFE, 0x7D, 0x80, 0x73, 0xC8, 0x21, 0x10, 0xF4], token),
            Entry(virtualCard, .piv(virtual: true)),
        ])
    }()
}
