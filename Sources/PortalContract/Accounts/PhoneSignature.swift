public import FoundationEssentials

/// The QR code by which the mobile app signs (RULES L5).
public enum PhoneSignatureCode {
    /// Codes of other systems begin with something else.
    public static let prefix = "psc-sign:"
}

/// Body of `POST /v1/phone-signatures`: a document that a person at a machine wants to sign with the mobile app (RULES L5).
public struct PhoneSignatureRequest: Codable, Sendable, Hashable {
    /// Who is to sign: 12 digits.
    public var iin: String
    /// What is signed, at most ``limit`` bytes.
    public var document: Data

    /// Bytes of the longest document.
    public static let limit = 65_536

    /// Memberwise.
    public init(iin: String, document: Data) {
        self.iin = iin
        self.document = document
    }
}

/// Answer of `POST /v1/phone-signatures`.
public struct PhoneSignatureOpened: Codable, Sendable, Hashable {
    /// Its name, 32 hexadecimal digits; for the machine alone.
    public var name: String
    /// Text of the QR code; begins with ``PhoneSignatureCode/prefix``. Good for one scan.
    public var qr: String
    /// SHA-256 of the document, hexadecimal.
    public var digest: String
    /// Milliseconds since 1970, portal's clock: until then the signature has to be there.
    public var expiresAtMilliseconds: Int64

    /// Memberwise.
    public init(name: String, qr: String, digest: String, expiresAtMilliseconds: Int64) {
        self.name = name
        self.qr = qr
        self.digest = digest
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}

/// How far a signature by the mobile app is.
public enum PhoneSignatureState: String, Codable, Sendable, Hashable, CaseIterable {
    /// The code was not scanned yet.
    case waiting
    /// The app shows what is to be signed.
    case scanned
    case signed
}

/// Where a signature by the mobile app stands.
public struct PhoneSignatureStanding: Codable, Sendable, Hashable {
    /// How far it is.
    public var state: PhoneSignatureState
    /// CMS (RFC 5652) with the document attached, once it is signed.
    public var signature: Data?
    /// Milliseconds since 1970, portal's clock.
    public var expiresAtMilliseconds: Int64

    /// Memberwise.
    public init(state: PhoneSignatureState, signature: Data? = nil, expiresAtMilliseconds: Int64) {
        self.state = state
        self.signature = signature
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}

/// Answer of `PUT /v1/phone-signatures/{signature}/end`.
public struct PhoneSignatureEnded: Codable, Sendable, Hashable {
    /// Its name, good for nothing any more.
    public var name: String
    /// Memberwise.
    public init(name: String) { self.name = name }
}

/// Body of `POST /demonstration/phone-signature-scans`: the stub of the person's phone scans the QR code.
public struct PhoneSignatureScan: Codable, Sendable, Hashable {
    /// Whose phone it is: 12 digits.
    public var iin: String
    /// Text of the QR code.
    public var qr: String

    /// Memberwise.
    public init(iin: String, qr: String) {
        self.iin = iin
        self.qr = qr
    }
}

/// Answer of `POST /demonstration/phone-signature-scans`: what the app shows before its owner signs.
public struct PhoneSignatureDocument: Codable, Sendable, Hashable {
    /// What is signed.
    public var document: Data
    /// Its SHA-256, hexadecimal.
    public var digest: String
    /// Milliseconds since 1970, portal's clock.
    public var expiresAtMilliseconds: Int64

    /// Memberwise.
    public init(document: Data, digest: String, expiresAtMilliseconds: Int64) {
        self.document = document
        self.digest = digest
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}

/// Body of `POST /demonstration/phone-signatures`: the stub of the person's phone has signed.
public struct PhoneSignatureAnswer: Codable, Sendable, Hashable {
    /// Text of the QR code.
    public var qr: String
    /// CMS (RFC 5652) with the document attached, by the person's own EDS.
    public var signature: Data

    /// Memberwise.
    public init(qr: String, signature: Data) {
        self.qr = qr
        self.signature = signature
    }
}

/// Body of `POST /v1/phone-revocations`: the EDS on a card is revoked with another EDS of its holder (RULES E7, L5); answered
/// with ``OwnRevocations``. The same signature again has the same answer.
public struct PhoneRevocationRequest: Codable, Sendable, Hashable {
    /// CMS with a ``RevocationStatement`` attached; its `certificate` is the one that is revoked, with its set.
    public var signature: Data
    /// Memberwise.
    public init(signature: Data) { self.signature = signature }
}
