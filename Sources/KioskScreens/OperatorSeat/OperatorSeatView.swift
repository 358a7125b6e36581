public import KioskDomain

/// Who sits at the desk and what the desk asks for (RULES R4).
public struct OperatorSeatView: Sendable, Hashable {
    /// Where the signing-in stands.
    public var session: OperatorSession
    /// The pad to draw while the PIN is asked for (DESIGN 5.6).
    public var pad: PINPad?

    /// Memberwise.
    public init(session: OperatorSession, pad: PINPad? = nil) {
        self.session = session
        self.pad = pad
    }

    /// Changes whenever the page has to be drawn anew.
    var key: String {
        switch session {
        case .locked(let code): "locked \(code?.rawValue ?? "")"
        case .reading: "reading"
        case .pin: "pin \(pad?.id ?? "")"
        case .lastTry: "last-try"
        case .verifying: "verifying"
        case .signedIn(let card): "signed-in \(card.fingerprint)"
        }
    }
}

/// What an operator does at the desk's lock.
public enum OperatorAction: Sendable, Hashable {
    /// Positions on the pad named `pad`, in the order they were touched.
    case pin(pad: String, positions: [Int])
    /// Yes, use the last try.
    case confirmLastTry
    /// Lock the desk now.
    case lock
}
