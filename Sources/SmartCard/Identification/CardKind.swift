/// What a card is, as far as the kiosk can tell.
public enum CardKind: Sendable, Hashable {
    /// A PIV application (SP 800-73-4) answers; virtual cards name themselves so in the ATR (RULES R1).
    case piv(virtual: Bool)
    /// A card that describes its keys itself (ISO/IEC 7816-15).
    case pkcs15(virtual: Bool)
    /// A chip of an identity card or passport (ICAO 9303) and nothing to sign with.
    case travelDocument(virtual: Bool)
    /// A known card whose keys only the vendor's PKCS#11 module reaches (DESIGN 4).
    case vendorModule(product: String)
    /// Not in the table and not asked yet.
    case unidentified
    /// Asked, and no application the kiosk can drive answered.
    case unknown

    /// True when the card named itself virtual.
    public var isVirtual: Bool {
        switch self {
        case .piv(let virtual), .pkcs15(let virtual), .travelDocument(let virtual): virtual
        case .vendorModule, .unidentified, .unknown: false
        }
    }
}
