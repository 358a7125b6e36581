public import FoundationEssentials
public import KioskDomain

/// What the issuing body signs (RULES D4).
public struct DigitalDocumentContent: Codable, Sendable, Hashable {
    /// Name of the document in the service.
    public var document: String
    /// What it is a copy of.
    public var kind: DigitalDocumentKind
    /// Number of the paper document.
    public var number: String
    /// The owner's 12 digits.
    public var iin: String
    /// The owner's name.
    public var name: String
    /// The owner's, `YYYY-MM-DD`.
    public var birthDate: String
    /// Last day of validity, `YYYY-MM-DD`; nil for a document that has none.
    public var expiresOn: String?
    /// The issuing body.
    public var issuer: String

    /// Memberwise.
    public init(
        document: String, kind: DigitalDocumentKind, number: String, iin: String, name: String, birthDate: String,
        expiresOn: String? = nil, issuer: String
    ) {
        self.document = document
        self.kind = kind
        self.number = number
        self.iin = iin
        self.name = name
        self.birthDate = birthDate
        self.expiresOn = expiresOn
        self.issuer = issuer
    }
}

/// Body of `POST /v1/document-scans`: what a desk scanned or an operator typed (RULES D1).
public struct DocumentScanRequest: Codable, Sendable, Hashable {
    /// Text of the QR code, or the short code.
    public var code: String
    /// Who looks, for both histories.
    public var operatorID: String

    /// Memberwise.
    public init(code: String, operatorID: String) {
        self.code = code
        self.operatorID = operatorID
    }
}

/// A document that may be shown now. It is never kept (RULES D4).
public struct ShownDocument: Codable, Sendable, Hashable {
    /// Name of the access.
    public var access: String
    /// What the issuing body signed.
    public var content: DigitalDocumentContent
    /// The document itself: CMS (RFC 5652), content attached, for who verifies again.
    public var signed: Data
    /// Name in the issuing body's certificate.
    public var signer: String
    /// By the portal's clock, milliseconds since 1970-01-01T00:00:00Z.
    public var shownAtMilliseconds: Int64
    /// The end of the access, by the same clock: no desk shows it longer (RULES D1).
    public var expiresAtMilliseconds: Int64

    /// Memberwise.
    public init(
        access: String, content: DigitalDocumentContent, signed: Data, signer: String, shownAtMilliseconds: Int64,
        expiresAtMilliseconds: Int64
    ) {
        self.access = access
        self.content = content
        self.signed = signed
        self.signer = signer
        self.shownAtMilliseconds = shownAtMilliseconds
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}

/// Body of `PUT /v1/document-accesses/{id}/case`: the document is used for a service (RULES D4).
public struct DocumentUseRequest: Codable, Sendable, Hashable {
    /// Number of an application for an EDS, or of a registration slip.
    public var caseNumber: String
    /// Who uses it, for both histories.
    public var operatorID: String

    /// Memberwise.
    public init(caseNumber: String, operatorID: String) {
        self.caseNumber = caseNumber
        self.operatorID = operatorID
    }
}

/// A document as a case refers to it: not the document.
public struct DocumentReference: Codable, Sendable, Hashable {
    /// Number of the case.
    public var caseNumber: String
    /// Name of the document in the service.
    public var document: String
    /// What it is a copy of.
    public var kind: DigitalDocumentKind
    /// SHA-256 of what was shown, hexadecimal.
    public var digest: String
    /// By the portal's clock, milliseconds since 1970-01-01T00:00:00Z.
    public var attachedAtMilliseconds: Int64

    /// Memberwise.
    public init(
        caseNumber: String, document: String, kind: DigitalDocumentKind, digest: String, attachedAtMilliseconds: Int64
    ) {
        self.caseNumber = caseNumber
        self.document = document
        self.kind = kind
        self.digest = digest
        self.attachedAtMilliseconds = attachedAtMilliseconds
    }
}
