/// Answer of `POST /v1/log-ins`: a log-in to the personal account, begun at a machine (RULES L1).
public struct LogInOpened: Codable, Sendable, Hashable {
    /// Its name, 32 hexadecimal digits.
    public var logIn: String
    /// What the EDS signs, 64 hexadecimal digits; good for this log-in only.
    public var challenge: String
    /// Text of the QR code for the mobile app; begins with ``LogInCode/prefix``.
    public var qr: String
    /// Milliseconds since 1970, portal's clock: until then the proofs have to be there.
    public var expiresAtMilliseconds: Int64

    /// Memberwise.
    public init(logIn: String, challenge: String, qr: String, expiresAtMilliseconds: Int64) {
        self.logIn = logIn
        self.challenge = challenge
        self.qr = qr
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}

/// The QR code of a log-in.
public enum LogInCode {
    /// Codes of other systems begin with something else.
    public static let prefix = "psc-log-in:"
}

/// What the holder signs to log in.
public struct LogInStatement: Codable, Sendable, Hashable {
    /// Name of the log-in.
    public var logIn: String
    /// As the portal gave it.
    public var challenge: String
    /// Hexadecimal serial number of the certificate that signs, as the portal issued it.
    public var certificate: String
    /// ID of the machine at which the holder stands.
    public var kiosk: String

    /// Memberwise.
    public init(logIn: String, challenge: String, certificate: String, kiosk: String) {
        self.logIn = logIn
        self.challenge = challenge
        self.certificate = certificate
        self.kiosk = kiosk
    }
}

/// Body of `PUT /v1/log-ins/{logIn}/eds`.
public struct LogInSignature: Codable, Sendable, Hashable {
    /// Compact JWS (RFC 7515) over a ``LogInStatement`` by a key for authentication; its header's `x5c` (section 4.1.6) begins
    /// with that key's certificate.
    public var statement: String
    /// Memberwise.
    public init(statement: String) { self.statement = statement }
}

/// Body of `PUT /v1/log-ins/{logIn}/code`.
public struct LogInCodeProof: Codable, Sendable, Hashable {
    /// Of an SMS code with the purpose `login`; used up by it (RULES L2).
    public var proof: String
    /// Memberwise.
    public init(proof: String) { self.proof = proof }
}

/// What a log-in still needs (RULES L1).
public enum LogInNeed: String, Codable, Sendable, Hashable, CaseIterable {
    /// An EDS, or the mobile app.
    case eds
    /// The SMS code from 1414.
    case code
    /// Nothing: the account is open.
    case nothing
}

/// Where a log-in stands.
public struct LogInStanding: Codable, Sendable, Hashable {
    /// Its name.
    public var logIn: String
    /// What is missing.
    public var needs: LogInNeed
    /// Whose it is, once an EDS or the mobile app has said so: 12 digits.
    public var iin: String?
    /// Until when the account stays open, or the proofs have to be there.
    public var expiresAtMilliseconds: Int64

    /// Memberwise.
    public init(logIn: String, needs: LogInNeed, iin: String? = nil, expiresAtMilliseconds: Int64) {
        self.logIn = logIn
        self.needs = needs
        self.iin = iin
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}

/// Body of `POST /demonstration/log-in-scans`: the stub of the person's phone scans the QR code.
public struct LogInScan: Codable, Sendable, Hashable {
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

/// Answer of `PUT /v1/log-ins/{logIn}/end`.
public struct LogInEnded: Codable, Sendable, Hashable {
    /// Its name, good for nothing any more.
    public var logIn: String
    /// Memberwise.
    public init(logIn: String) { self.logIn = logIn }
}
