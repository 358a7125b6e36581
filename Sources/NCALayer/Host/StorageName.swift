/// Where a key may lie, by the names that pages use (`docs/ncalayer.md`).
public enum StorageName: String, Sendable, Hashable, CaseIterable, Codable {
    case idCard = "AKKZIDCardStore"
    case kaztoken = "AKKaztokenStore"
    case eToken72K = "AKEToken72KStore"
    case eToken5110 = "AKEToken5110Store"
    case jaCarta = "AKJaCartaStore"
    case aKey = "AKAKEYStore"
    case pkcs12 = "PKCS12"
    case jks = "JKS"

    /// False for the two file stores, which `getActiveTokens` never lists.
    public var isHardware: Bool { self != .pkcs12 && self != .jks }
}
