/// Where an EDS is kept (E1).
public enum Medium: String, Sendable, Hashable, CaseIterable, Codable {
    /// A PKCS#12 file.
    case file
    case idCard = "id-card"
    case kaztoken
    case eToken = "etoken"
    case jaCarta = "jacarta"
    case aKey = "akey"
    /// Named in the sources; a kiosk cannot reach it.
    case sim

    /// Keys are made there and never leave it (E2).
    public var isProtected: Bool { self != .file }

    /// A token with a vendor's PKCS#11 module.
    public var isToken: Bool {
        switch self {
        case .kaztoken, .eToken, .jaCarta, .aKey: true
        case .file, .idCard, .sim: false
        }
    }

    /// The PIN that the maker sets, as ASCII (E8). For comparing only: it is never tried by the software.
    public var factoryPIN: [UInt8]? {
        switch self {
        case .kaztoken: Array("12345678".utf8)
        case .eToken, .jaCarta: Array("1234567890".utf8)
        case .file, .idCard, .aKey, .sim: nil
        }
    }
}

/// The key pairs of an EDS (E0). One certificate for both only where the portal's template says so.
public enum EDSKey: String, Sendable, Hashable, CaseIterable, Codable {
    case authentication, signature

    /// Which keys get a certificate of their own, in the order of writing.
    public static func certificates(templateHasOneForBoth: Bool) -> [EDSKey] {
        templateHasOneForBoth ? [.signature] : [.authentication, .signature]
    }
}

/// Where a private key may be made (E2).
public enum KeyOrigin: Sendable, Hashable {
    case onMedium, inProgram

    /// Where the keys of this medium are made.
    public static func of(_ medium: Medium) -> KeyOrigin { medium.isProtected ? .onMedium : .inProgram }
}
