/// What the portal finds wrong between a kiosk and itself (`docs/sync.md`). Raw values are those of `FailureCode`.
public enum KioskAlarmCode: String, Codable, Sendable, Hashable, CaseIterable {
    /// The kiosk rewrote links of its audit chain.
    case chainFork = "audit.chain-fork"
    /// Links of the chain never came.
    case chainGap = "audit.chain-gap"
    /// Its journal was begun anew.
    case journalReplaced = "journal.replaced"
    /// Its disk is an old picture; nothing is taken any more.
    case fenced = "kiosk.fenced"
    /// The portal's database had forgotten its certificate.
    case readmitted = "kiosk.readmitted"
    /// The portal's own database was put back.
    case setBack = "portal.set-back"
}

/// What somebody of the portal's team said about an alarm.
public enum KioskAlarmStanding: String, Codable, Sendable, Hashable, CaseIterable {
    /// Somebody looks after it.
    case seen
    /// Nothing is left to do, until it is found again.
    case handled
}

/// Something that was found wrong with a kiosk, once for each code, however often it was found.
public struct KioskAlarm: Codable, Sendable, Hashable {
    /// The kiosk.
    public var kioskID: String
    /// What was found.
    public var code: KioskAlarmCode
    /// Milliseconds since 1970, portal's clock, as all times here.
    public var firstAtMilliseconds: Int64
    /// When it was found last.
    public var lastAtMilliseconds: Int64
    /// How often it was found.
    public var findings: Int64
    /// True until somebody handled all findings.
    public var isOpen: Bool
    /// What was last said about it.
    public var handling: KioskAlarmHandling?

    /// Memberwise.
    public init(
        kioskID: String, code: KioskAlarmCode, firstAtMilliseconds: Int64, lastAtMilliseconds: Int64, findings: Int64,
        isOpen: Bool, handling: KioskAlarmHandling? = nil
    ) {
        self.kioskID = kioskID
        self.code = code
        self.firstAtMilliseconds = firstAtMilliseconds
        self.lastAtMilliseconds = lastAtMilliseconds
        self.findings = findings
        self.isOpen = isOpen
        self.handling = handling
    }
}

/// What was said about an alarm, by whom.
public struct KioskAlarmHandling: Codable, Sendable, Hashable {
    /// How it stands.
    public var standing: KioskAlarmStanding
    /// The name that the person gave.
    public var person: String
    /// The certificate that was shown; `portal-command` for the command beside the portal.
    public var by: String
    /// For whoever looks next.
    public var note: String
    /// Findings that the person knew of.
    public var findings: Int64
    /// Milliseconds since 1970, portal's clock.
    public var atMilliseconds: Int64

    /// Memberwise.
    public init(
        standing: KioskAlarmStanding, person: String, by: String, note: String, findings: Int64, atMilliseconds: Int64
    ) {
        self.standing = standing
        self.person = person
        self.by = by
        self.note = note
        self.findings = findings
        self.atMilliseconds = atMilliseconds
    }
}

/// Answer of `GET /v1/alarms`: at most ``limit`` by kiosk and code, those after the one that was named.
public struct KioskAlarmList: Codable, Sendable, Hashable {
    /// Alarms in one answer.
    public static let limit = 200

    /// By kiosk, then code.
    public var alarms: [KioskAlarm]

    /// Memberwise.
    public init(alarms: [KioskAlarm]) { self.alarms = alarms }
}

/// Body of `PUT /v1/alarms/{id}/{code}`.
public struct KioskAlarmWord: Codable, Sendable, Hashable {
    /// How the alarm shall stand.
    public var standing: KioskAlarmStanding
    /// Who says so, as colleagues know the person.
    public var person: String
    /// For whoever looks next; may be empty.
    public var note: String
    /// Findings that the person knows of: one that comes meanwhile opens the alarm again.
    public var findings: Int64

    /// Memberwise.
    public init(standing: KioskAlarmStanding, person: String, note: String, findings: Int64) {
        self.standing = standing
        self.person = person
        self.note = note
        self.findings = findings
    }
}

/// Body of `POST /v1/kiosks/{id}/fence-lifting`.
public struct FenceLiftingRequest: Codable, Sendable, Hashable {
    /// Who agrees that the kiosk enrols anew.
    public var person: String
    /// What was found of its disk.
    public var note: String

    /// Memberwise.
    public init(person: String, note: String) {
        self.person = person
        self.note = note
    }
}
