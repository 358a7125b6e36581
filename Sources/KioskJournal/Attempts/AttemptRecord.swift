public import KioskDomain

/// The person an entry is about, sealed at rest and masked whenever it is printed (DESIGN 5.7, P4).
public struct SealedPerson: Sendable, Hashable {
    /// Whom it is about.
    public var iin: IIN
    /// Further fields by name, such as `documentNumber`.
    public var fields: [String: String]

    /// Every field as given.
    public init(iin: IIN, fields: [String: String] = [:]) {
        self.iin = iin
        self.fields = fields
    }
}

extension SealedPerson: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without personal data.
    public var description: String { "person \(iin.masked)" }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Without personal data.
    public var customMirror: Mirror { Mirror(self, children: ["iin": iin.masked]) }
}

/// What is known when a person presses Start (B2).
public struct AttemptDraft: Sendable, Hashable {
    /// Who pressed Start.
    public var person: SealedPerson
    /// Name of the session at this kiosk.
    public var session: String
    /// Where it is made.
    public var channel: AttemptChannel
    /// The portal's proof of B0; sealed with the person.
    public var proof: String

    /// Every field as given.
    public init(person: SealedPerson, session: String, channel: AttemptChannel = .kiosk, proof: String) {
        self.person = person
        self.session = session
        self.channel = channel
        self.proof = proof
    }
}

/// One attempt at biometric identification as the journal holds it.
public struct AttemptRecord: Sendable, Hashable, Identifiable {
    /// 128 random bits in hexadecimal.
    public var id: String
    /// The attempt's number at this kiosk, and that of its `attempt.opened` event.
    public var sequence: Int64
    /// Nil once the personal fields are erased (R6).
    public var person: SealedPerson?
    /// Name of the session at this kiosk.
    public var session: String
    /// Where it is made.
    public var channel: AttemptChannel
    /// Nil once the personal fields are erased.
    public var proof: String?
    /// When Start was pressed.
    public var openedAt: UnixTime
    /// Nil while the attempt is open.
    public var outcome: AttemptOutcome?
    /// Nil while the attempt is open.
    public var closedAt: UnixTime?
    /// What the kiosk swears about it, without pictures.
    public var evidence: String?
    /// True once the portal has confirmed the outcome.
    public var isSynced: Bool
}
