/// One machine as an admin or a technician sees it.
public struct RegisteredKiosk: Codable, Sendable, Hashable {
    /// Never changes.
    public var kioskID: String
    /// What it may do.
    public var roles: [KioskRole]
    /// Milliseconds since 1970, portal's clock, as all times here.
    public var enrolledAtMilliseconds: Int64
    /// Of its newest certificate; left out for one of an older version that has not fetched any yet.
    public var certificateEndsAtMilliseconds: Int64?
    /// When it last told how it is.
    public var seenAtMilliseconds: Int64?
    /// Portal's clock minus the machine's, as measured then.
    public var clockOffsetMilliseconds: Int64?
    /// ``PortalTrust/digest`` of what it pinned then.
    public var trustDigest: String?
    /// The PSC that it speaks for; left out while none is on record.
    public var centre: String?
    /// Set once it is revoked.
    public var revocation: KioskRevocation?

    /// Memberwise.
    public init(
        kioskID: String, roles: [KioskRole], enrolledAtMilliseconds: Int64,
        certificateEndsAtMilliseconds: Int64? = nil, seenAtMilliseconds: Int64? = nil,
        clockOffsetMilliseconds: Int64? = nil, trustDigest: String? = nil, centre: String? = nil,
        revocation: KioskRevocation? = nil
    ) {
        self.kioskID = kioskID
        self.roles = roles
        self.enrolledAtMilliseconds = enrolledAtMilliseconds
        self.certificateEndsAtMilliseconds = certificateEndsAtMilliseconds
        self.seenAtMilliseconds = seenAtMilliseconds
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
        self.trustDigest = trustDigest
        self.centre = centre
        self.revocation = revocation
    }
}

/// Answer of `GET /v1/kiosks`: at most ``limit`` machines by ID, those after the one that was named.
public struct KioskList: Codable, Sendable, Hashable {
    /// Machines in one answer.
    public static let limit = 500

    /// By ID.
    public var kiosks: [RegisteredKiosk]
    /// Of the set that machines shall pin now.
    public var trustDigest: String

    /// Memberwise.
    public init(kiosks: [RegisteredKiosk], trustDigest: String) {
        self.kiosks = kiosks
        self.trustDigest = trustDigest
    }
}

/// Why a machine is shut out.
public enum KioskRevocationCause: String, Codable, Sendable, Hashable, CaseIterable {
    /// Stolen, or not to be found.
    case lost
    /// Somebody else may have its key.
    case compromised
    /// Another machine stands in its place.
    case replaced
    /// Its place is given up.
    case closed
}

/// Body of `PUT /v1/kiosks/{id}/revocation`.
public struct KioskRevocationRequest: Codable, Sendable, Hashable {
    /// For the record.
    public var cause: KioskRevocationCause

    /// Memberwise.
    public init(cause: KioskRevocationCause) { self.cause = cause }
}

/// A revocation is never taken back: the machine enrols anew, as another one.
public struct KioskRevocation: Codable, Sendable, Hashable {
    /// The first one given.
    public var cause: KioskRevocationCause
    /// Milliseconds since 1970, portal's clock.
    public var revokedAtMilliseconds: Int64

    /// Memberwise.
    public init(cause: KioskRevocationCause, revokedAtMilliseconds: Int64) {
        self.cause = cause
        self.revokedAtMilliseconds = revokedAtMilliseconds
    }
}

/// Body of `POST /v1/enrolment-codes`.
public struct EnrolmentCodeRequest: Codable, Sendable, Hashable {
    /// What the code shall be good for; at least one.
    public var roles: [KioskRole]
    /// The enrolled machine that the code is for: with a new key it stays the same machine, and its former certificates
    /// end. Nil for a new one.
    public var kioskID: String?
    /// The PSC that the machine shall speak for: slips and reservations of another it neither tells nor sees. Nil leaves that
    /// as it is.
    public var centre: String?

    /// Memberwise.
    public init(roles: [KioskRole], kioskID: String? = nil, centre: String? = nil) {
        self.roles = roles
        self.kioskID = kioskID
        self.centre = centre
    }
}

/// A code for one machine.
public struct EnrolmentCode: Codable, Sendable, Hashable {
    /// Shown once; the portal keeps its hash.
    public var code: String
    /// Milliseconds since 1970, portal's clock.
    public var validUntilMilliseconds: Int64

    /// Memberwise.
    public init(code: String, validUntilMilliseconds: Int64) {
        self.code = code
        self.validUntilMilliseconds = validUntilMilliseconds
    }
}
