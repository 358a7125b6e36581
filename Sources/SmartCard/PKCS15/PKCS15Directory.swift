/// What a card's own description says (ISO/IEC 7816-15): the content of ODF, TokenInfo and the directories they name.
struct PKCS15Directory: Sendable, Hashable {
    /// How the application is selected: by its identifier, else by its path.
    var application: Application
    var token = PKCS15Token()
    var privateKeys: [PKCS15Key] = []
    var publicKeys: [PKCS15PublicKey] = []
    var certificates: [PKCS15Certificate] = []
    var pins: [PKCS15PIN] = []
    /// What was damaged and passed over.
    var damages: [String] = []

    struct Application: Sendable, Hashable {
        var identifier: [UInt8]?
        var path: PKCS15Path?
        var label = ""
        /// Where the application's own description says the object directory is.
        var objectDirectory: PKCS15Path?
        var tokenInformation: PKCS15Path?
    }

    /// The most objects of one kind.
    static let objectLimit = 64

    /// The PIN that protects a key; the first that is no PUK and no administrator's when the key names none.
    func pin(for key: PKCS15Key?) -> PKCS15PIN? {
        if let wanted = key?.common.authID, let match = pins.first(where: { $0.authID == wanted && !$0.isPUK }) {
            return match
        }
        return pins.first { !$0.isPUK && !$0.isAdministrators }
    }

    /// The PUK of a PIN: the one that its own authentication identifier names, else the only one.
    func puk(for pin: PKCS15PIN) -> PKCS15PIN? {
        guard !pin.isUnblockDisabled else { return nil }
        if let wanted = pin.common.authID, let match = pins.first(where: { $0.authID == wanted && $0 != pin }) {
            return match
        }
        let all = pins.filter(\.isPUK)
        return all.count == 1 ? all[0] : nil
    }
}

/// EF.TokenInfo (7816-15, 8.10 `CardInfo`).
struct PKCS15Token: Sendable, Hashable {
    var serial: [UInt8] = []
    var label = ""
    var algorithms: [Algorithm] = []

    /// `AlgorithmInfo`.
    struct Algorithm: Sendable, Hashable {
        /// What keys name it by.
        var reference: Int
        /// A mechanism of PKCS#11.
        var mechanism: Int
        /// What MANAGE SECURITY ENVIRONMENT names it by; nil when it need not.
        var cardReference: UInt8?
        /// `supportedOperations` has compute-signature, or says nothing.
        var signs: Bool
    }
}

/// `CommonObjectAttributes` (8.2.8).
struct PKCS15Common: Sendable, Hashable {
    var label = ""
    var authID: [UInt8]?
    /// How many uses one VERIFY allows; nil for any number.
    var userConsent: Int?
}

/// An entry of a PrKDF (8.4).
struct PKCS15Key: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case rsa, ec }
    var common: PKCS15Common
    var kind: Kind
    var identifier: [UInt8]
    var usage: BitString
    var reference: UInt8?
    var path: PKCS15Path?
    /// Bits of an RSA modulus; nil for EC.
    var modulusLength: Int?
    /// References into ``PKCS15Token/algorithms``.
    var algorithms: [Int]
    /// False when the key is only stored here, and the card does not compute with it.
    var isNative: Bool

    /// `KeyUsageFlags`: sign, nonRepudiation.
    var signs: Bool { usage.isSet(2) || usage.isSet(3) || usage.isSet(9) }
    var bindsItsHolder: Bool { usage.isSet(9) }
    /// decrypt, unwrap, derive.
    var managesKeys: Bool { usage.isSet(1) || usage.isSet(5) || usage.isSet(8) }
}

/// An entry of a PuKDF (8.5).
struct PKCS15PublicKey: Sendable, Hashable {
    var identifier: [UInt8]
    /// The key itself, or where it is.
    var value: PKCS15Value
}

/// An entry of a CDF (8.7).
struct PKCS15Certificate: Sendable, Hashable {
    var common: PKCS15Common
    var identifier: [UInt8]
    var isAuthority: Bool
    var value: PKCS15Value
}

/// `ObjectValue` (8.2.9).
enum PKCS15Value: Sendable, Hashable {
    case direct([UInt8])
    case indirect(PKCS15Path)
}

/// An entry of an AODF that is a PIN (8.9.2 `PasswordAttributes`).
struct PKCS15PIN: Sendable, Hashable {
    var common: PKCS15Common
    /// What other objects name it by.
    var authID: [UInt8]?
    var flags: BitString
    var format: PINFormat
    /// The file or application to select before it is used.
    var path: PKCS15Path?

    var isChangeDisabled: Bool { flags.isSet(2) }
    var isUnblockDisabled: Bool { flags.isSet(3) }
    var isPUK: Bool { flags.isSet(6) }
    var isAdministrators: Bool { flags.isSet(7) }
}
