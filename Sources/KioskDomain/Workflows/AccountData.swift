/// How a person logs in (L1).
public enum LogInWay: String, Sendable, Hashable, CaseIterable, Codable {
    /// Card and PIN sign the portal's challenge; an SMS code follows.
    case card
    /// The mobile app scans a QR code.
    case phone
}

/// A log-in under way, as the portal opened it. It names a session of the person: it is in no log.
public struct LogIn: Sendable, Hashable {
    /// Its name at the portal.
    public var name: String
    /// What the card signs.
    public var challenge: String
    /// Text of the QR code for the mobile app.
    public var qr: String
    /// Until when the portal waits for EDS or app, in the civil time of the centre, for the person to see.
    public var expiresOn: CivilDateTime?
    /// Whose it is, once an EDS has said so.
    public var iin: IIN?

    /// Every field as given.
    public init(name: String, challenge: String, qr: String) {
        self.name = name
        self.challenge = challenge
        self.qr = qr
    }
}

/// A log-in whose challenge was signed: whose EDS it was, the portal has said.
public struct SignedLogIn: Sendable, Hashable {
    /// The log-in.
    public var logIn: LogIn
    /// Owner of the EDS.
    public var iin: IIN

    /// Every field as given.
    public init(logIn: LogIn, iin: IIN) {
        self.logIn = logIn
        self.iin = iin
    }
}

/// The SMS code that completes a log-in was asked for (L2).
public struct AwaitedCode: Sendable, Hashable {
    /// What it completes.
    public var signed: SignedLogIn
    /// The code.
    public var challenge: CodeChallenge

    /// Every field as given.
    public init(signed: SignedLogIn, challenge: CodeChallenge) {
        self.signed = signed
        self.challenge = challenge
    }
}

/// The report of a code that did not come, as the person puts it together (L3).
public struct MissingCode: Sendable, Hashable {
    /// What happened: one of the five rows.
    public var reason: SMSNotReceivedReason
    /// Where the code should have come.
    public var phone: MobileNumber

    /// Every field as given.
    public init(reason: SMSNotReceivedReason, phone: MobileNumber) {
        self.reason = reason
        self.phone = phone
    }
}

/// An account that is open.
public struct OpenAccount: Sendable, Hashable {
    /// The log-in that opened it.
    public var logIn: LogIn
    /// How: a phone number is changed after a log-in with the EDS only (L4).
    public var way: LogInWay
    /// What it shows.
    public var summary: AccountSummary

    /// Every field as given.
    public init(logIn: LogIn, way: LogInWay, summary: AccountSummary) {
        self.logIn = logIn
        self.way = way
        self.summary = summary
    }
}

/// From where a phone number is registered or changed (L4); it goes on there.
public enum PhoneChange: Sendable, Hashable {
    /// From the open account.
    case account(OpenAccount)
    /// The log-in has no number yet to which its code could go.
    case beforeCode(SignedLogIn)

    /// Whose number it is.
    public var iin: IIN? {
        switch self {
        case .account(let open): open.logIn.iin
        case .beforeCode(let signed): signed.iin
        }
    }

    /// The log-in whose EDS allows it.
    public var logIn: LogIn {
        switch self {
        case .account(let open): open.logIn
        case .beforeCode(let signed): signed.logIn
        }
    }
}

/// Where "try again" goes on after the line was cut or the time of a log-in was over.
public enum LogInRetry: Sendable, Hashable {
    /// Another log-in.
    case begin(LogInWay)
    case sendCode(SignedLogIn)
    /// - proof: of the SMS code; nil after a scan.
    case fetch(LogIn, LogInWay, proof: String?)
}
