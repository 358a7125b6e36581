/// Which card answers a reset with which bytes. New cards are new rows, also without a release: a configuration adds its
/// rows to the built-in ones (``init(rows:addedTo:)``).
public struct ATRTable: Sendable, Hashable {
    /// One row: an ATR, or a family of them by a mask.
    public struct Entry: Sendable, Hashable {
        /// The answer to reset, all bytes.
        public var atr: [UInt8]
        /// The bits that count, as long as the ATR; nil when all do.
        public var mask: [UInt8]?
        /// What the card is.
        public var kind: CardKind
        /// Path of the vendor's PKCS#11 module; nil when none is known here.
        public var module: String?

        /// Makes a row.
        public init(_ atr: [UInt8], mask: [UInt8]? = nil, _ kind: CardKind, module: String? = nil) {
            self.atr = atr
            self.mask = mask
            self.kind = kind
            self.module = module
        }

        /// Whether a card with this ATR is meant.
        func matches(_ other: [UInt8]) -> Bool {
            guard let mask else { return other == atr }
            guard other.count == atr.count, mask.count == atr.count else { return false }
            return atr.indices.allSatisfy { (atr[$0] ^ other[$0]) & mask[$0] == 0 }
        }
    }

    /// The rows in order; the later one counts.
    let allEntries: [Entry]

    /// A table of these rows; of two that fit the same card the later one counts.
    public init(_ entries: [Entry]) { allEntries = entries }

    /// The row for a card; nil when the table does not know it. No row of a configuration takes a virtual card's name
    /// away (RULES R1).
    public func entry(for atr: [UInt8]) -> Entry? {
        allEntries.last { $0.kind.isVirtual && $0.matches(atr) } ?? allEntries.last { $0.matches(atr) }
    }

    /// The card's kind; ``CardKind/unidentified`` when the table does not know it, so that applications are tried.
    public func identify(_ atr: [UInt8]) -> CardKind { entry(for: atr)?.kind ?? .unidentified }

    /// An ATR with T=1, these characters as historical bytes, and the check byte (ISO/IEC 7816-3, 8.2.5), for virtual
    /// cards: they name themselves in clear text.
    public static func virtual(_ name: String) -> [UInt8] {
        let historical = Array(name.utf8.prefix(15))
        let checked = [0x80 | UInt8(historical.count), 0x01] + historical
        return [0x3B] + checked + [checked.reduce(0, ^)]
    }

    /// The ATR of the project's virtual PIV card. No real card answers so.
    public static let virtualCard = virtual("PSC-VIRTUAL-ID")

    /// The same card when it takes extended lengths: category 80, card capabilities with extended lengths and chaining
    /// (7816-4, 12.1.1.9), and as much of the name as there is room for.
    public static let virtualExtendedCard: [UInt8] = {
        let historical: [UInt8] = [0x80, 0x73, 0x80, 0x01, 0xC0, 0x58] + Array("PSC-VIRT".utf8)
        let checked = [0x80 | UInt8(historical.count), 0x01] + historical
        return [0x3B] + checked + [checked.reduce(0, ^)]
    }()

    /// The ATR of the project's virtual PKCS#15 card.
    public static let virtualPKCS15Card = virtual("PSC-VIRTUAL-P15")

    /// The ATR of the project's virtual travel document.
    public static let virtualTravelDocument = virtual("PSC-VIRTUAL-DOC")

    /// Cards seen in public lists of ATRs, and the virtual cards.
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
            Entry(virtualExtendedCard, .piv(virtual: true)),
            Entry(virtualPKCS15Card, .pkcs15(virtual: true)),
            Entry(virtualTravelDocument, .travelDocument(virtual: true)),
        ])
    }()
}
