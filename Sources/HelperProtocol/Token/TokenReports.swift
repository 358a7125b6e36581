public import KioskDevices
public import KioskDomain

/// One row of the table of modules, and what is behind it now.
public struct TokenModuleReport: Sendable, Hashable, Codable {
    /// The row's name.
    public var name: String
    /// What it is for.
    public var medium: Medium
    /// The storage name of portal pages (`AKKaztokenStore` …); empty when they have none.
    public var storage: String
    /// The file that is loaded; nil when none of the row's paths exists.
    public var path: String?
    /// `token.NAME`: ok; unknown without an installed module; fault with a code.
    public var status: DeviceStatus
    /// What the module calls itself, with its version.
    public var library: String
    /// Slots with a token; empty slots are left out.
    public var tokens: [TokenReport]

    /// A row without anything found yet.
    public init(name: String, medium: Medium, storage: String, path: String?, status: DeviceStatus) {
        self.name = name
        self.medium = medium
        self.storage = storage
        self.path = path
        self.status = status
        library = ""
        tokens = []
    }
}

extension TokenModuleReport {
    /// What virtual tokens and readers call themselves: SoftHSM in its module, its library and its tokens; the readers of
    /// vpcd in the names of slots.
    private static let virtualNames = ["softhsm", "virtual pcd", "vpcd", "vsmartcard"]

    /// Whether a token of this module is a virtual part (RULES R1): by the file and name of the module, manufacturer and
    /// model, or the reader it lies in.
    public func isVirtual(_ token: TokenReport) -> Bool {
        [path ?? "", library, token.product, token.slotName].contains { name in
            let name = name.lowercased()
            return Self.virtualNames.contains { name.contains($0) }
        }
    }
}

/// One token in a slot.
public struct TokenReport: Sendable, Hashable, Codable {
    /// For all operations.
    public var reference: TokenReference
    /// The reader or slot as the module calls it.
    public var slotName: String
    /// `label` of `CK_TOKEN_INFO`.
    public var label: String
    /// Manufacturer and model.
    public var product: String
    /// The holder's PIN.
    public var userPIN: TokenPINState
    /// The security officer's PIN, which is the PUK of most media.
    public var officerPIN: TokenPINState
    /// PINs are typed on the reader's own pad.
    public var hasPINPad: Bool
    /// Nothing can be written.
    public var isWriteProtected: Bool
    /// The token was initialised (`CKF_TOKEN_INITIALIZED`).
    public var isInitialised: Bool
    /// A log-in of this connection holds.
    public var isLoggedIn: Bool
    /// Bytes of a PIN.
    public var pinLength: ClosedRange<Int>
    /// Algorithms of keys that the token signs with, by the mechanisms it lists; GOST only where it lists them.
    public var signs: [TokenKeyAlgorithm]
    /// Algorithms of keys that it makes.
    public var generates: [TokenKeyAlgorithm]
    /// Key pairs.
    public var keys: [TokenKey]
    /// Certificates, all of them.
    public var certificates: [TokenCertificate]

    /// An empty token.
    public init(reference: TokenReference, slotName: String) {
        self.reference = reference
        self.slotName = slotName
        label = ""
        product = ""
        userPIN = TokenPINState(.untouched)
        officerPIN = TokenPINState(.untouched)
        hasPINPad = false
        isWriteProtected = false
        isInitialised = false
        isLoggedIn = false
        pinLength = 0...SecretBytes.capacity
        signs = []
        generates = []
        keys = []
        certificates = []
    }
}

/// A token that is there, at the least cost: for noticing that one came, went or was swapped.
public struct TokenPresence: Sendable, Hashable, Codable {
    /// Which token, where.
    public var reference: TokenReference
    /// Manufacturer and model.
    public var product: String
    /// Grows each time the module reports an event of the slot: a token drawn and put back between two looks.
    public var changes: Int

    /// Every field as given.
    public init(reference: TokenReference, product: String, changes: Int) {
        self.reference = reference
        self.product = product
        self.changes = changes
    }
}
