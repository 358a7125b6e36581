/// Body of `PUT /v1/kiosk`: how the machine is, so that the portal's team sees clocks and trust of all of them.
public struct KioskPresence: Codable, Sendable, Hashable {
    /// The machine's own clock, milliseconds since 1970, not corrected.
    public var clockMilliseconds: Int64
    /// ``PortalTrust/digest`` of what it pins; left out while it has only what was configured.
    public var trustDigest: String?

    /// Memberwise.
    public init(clockMilliseconds: Int64, trustDigest: String? = nil) {
        self.clockMilliseconds = clockMilliseconds
        self.trustDigest = trustDigest
    }
}

/// Answer of `PUT /v1/kiosk`.
public struct KioskStanding: Codable, Sendable, Hashable {
    /// As in the certificate that the machine showed.
    public var kioskID: String
    /// What it may do now.
    public var roles: [KioskRole]
    /// Milliseconds since 1970, portal's clock.
    public var nowMilliseconds: Int64
    /// Portal's clock minus the machine's, the way here counted in.
    public var clockOffsetMilliseconds: Int64
    /// When the certificate ends that the machine showed.
    public var certificateEndsAtMilliseconds: Int64
    /// What the machine shall pin from now on.
    public var trust: PortalTrust

    /// Memberwise.
    public init(
        kioskID: String, roles: [KioskRole], nowMilliseconds: Int64, clockOffsetMilliseconds: Int64,
        certificateEndsAtMilliseconds: Int64, trust: PortalTrust
    ) {
        self.kioskID = kioskID
        self.roles = roles
        self.nowMilliseconds = nowMilliseconds
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
        self.certificateEndsAtMilliseconds = certificateEndsAtMilliseconds
        self.trust = trust
    }
}
