public import KioskDomain

/// Where a certificate request stands. Raw values are kept in the journal.
public enum CertificateStep: String, Sendable, Hashable, CaseIterable, Codable {
    /// The application is accepted; keys are made, the portal is asked.
    case requested
    /// Both certificates are here, safely kept.
    case issued
    /// They are being written to the medium.
    case writing
    case written
    /// Something on the medium began and its end is not known: a person or the card itself must settle it (R5).
    case interrupted

    /// Steps that may follow. An interrupted request can be taken up again at any of them; a written one is done.
    public func mayBecome(_ next: CertificateStep) -> Bool {
        switch self {
        case .requested: next == .issued || next == .interrupted
        case .issued: next == .writing || next == .interrupted
        case .writing: next == .written || next == .interrupted
        case .interrupted: next != .interrupted
        case .written: false
        }
    }
}

/// One piece of work that changes a card (R5).
public enum CardWork: Sendable, Hashable {
    case key(EDSKey)
    case certificate(EDSKey)

    var name: String {
        switch self {
        case .key(let key): "\(key.rawValue) key"
        case .certificate(let key): "\(key.rawValue) certificate"
        }
    }
}

/// Both requests (PKCS#10) or both certificates (X.509), DER (E0).
public struct KeySet: Sendable, Hashable, Codable {
    /// Nil where the portal's template has one certificate for both.
    public var authentication: [UInt8]?
    /// DER.
    public var signature: [UInt8]

    /// Every field as given.
    public init(authentication: [UInt8]?, signature: [UInt8]) {
        self.authentication = authentication
        self.signature = signature
    }
}

/// One application's certificates on their way from the keys to the card.
public struct CertificateRequestRecord: Sendable, Hashable {
    /// The record's number at this kiosk.
    public var sequence: Int64
    /// The portal's application number (E4).
    public var application: String
    /// Sequence of the attempt it rests on.
    public var attempt: Int64?
    /// How far it has come.
    public var step: CertificateStep
    /// Nil once erased (R6), like all that follows.
    public var person: SealedPerson?
    /// As sent to the portal; nil before they are kept.
    public var requests: KeySet?
    /// As issued; nil before.
    public var certificates: KeySet?
    /// How far the card has certainly been changed (R5).
    public var progress: CardWriteProgress
    /// When it was recorded.
    public var openedAt: UnixTime
    /// Its last step or piece of work.
    public var changedAt: UnixTime
}
