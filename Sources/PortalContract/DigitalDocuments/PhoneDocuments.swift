public import KioskDomain

/// Answer of `GET /demonstration/digital-documents`: what the section "Digital documents" of the app lists. The app is a stub;
/// demonstration mode only.
public struct PhoneDocumentList: Codable, Sendable, Hashable {
    /// One document.
    public struct Item: Codable, Sendable, Hashable {
        /// Its name in the service.
        public var document: String
        /// What it is a copy of.
        public var kind: DigitalDocumentKind

        /// Memberwise.
        public init(document: String, kind: DigitalDocumentKind) {
            self.document = document
            self.kind = kind
        }
    }

    /// By kind.
    public var documents: [Item]

    /// Memberwise.
    public init(documents: [Item]) { self.documents = documents }
}

/// Body of `POST /demonstration/document-accesses`: the owner taps "Open access" (RULES D1, D2); demonstration mode only.
public struct DocumentAccessRequest: Codable, Sendable, Hashable {
    /// The owner's 12 digits: the phone of the stub is nobody's.
    public var iin: String
    /// Name of the document.
    public var document: String

    /// Memberwise.
    public init(iin: String, document: String) {
        self.iin = iin
        self.document = document
    }
}

/// Body of the owner's later deeds with an access.
public struct DocumentOwner: Codable, Sendable, Hashable {
    /// The owner's 12 digits.
    public var iin: String

    /// Memberwise.
    public init(iin: String) { self.iin = iin }
}

/// An access as the owner's phone shows it.
public struct OpenedAccess: Codable, Sendable, Hashable {
    /// Its name.
    public var access: String
    /// Text of the QR code; nil but when it was just opened: the portal keeps its hash only.
    public var qr: String?
    /// Eight digits, for who has no camera; nil as above.
    public var shortCode: String?
    /// From this instant on it is dead, by the portal's clock; milliseconds since 1970-01-01T00:00:00Z.
    public var expiresAtMilliseconds: Int64
    /// As far as it can be extended.
    public var longestMilliseconds: Int64

    /// Memberwise.
    public init(
        access: String, qr: String? = nil, shortCode: String? = nil, expiresAtMilliseconds: Int64,
        longestMilliseconds: Int64
    ) {
        self.access = access
        self.qr = qr
        self.shortCode = shortCode
        self.expiresAtMilliseconds = expiresAtMilliseconds
        self.longestMilliseconds = longestMilliseconds
    }
}

/// The forms of a code for a digital document (RULES D1).
public enum DocumentCode: Sendable, Hashable {
    /// Text of a QR code.
    case qr(String)
    /// Eight digits.
    case short(String)

    /// Before the 32 hexadecimal digits of a QR code.
    public static let prefix = "PSCDOC1:"

    /// - Returns: nil for what is no code of ours: another system's, or half of one.
    public init?(_ text: String) {
        let bare = text.filter { $0 != " " && $0 != "-" }
        if bare.utf8.count == 8, bare.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            self = .short(bare)
            return
        }
        guard text.hasPrefix(Self.prefix) else { return nil }
        let token = text.dropFirst(Self.prefix.count)
        guard token.utf8.count == 32,
            token.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self = .qr(String(token))
    }
}
