/// Body of `PUT /v1/kiosk`: how the machine is, so that the portal's team sees clocks and trust of all of them.
public struct KioskPresence: Codable, Sendable, Hashable {
    /// The machine's own clock, milliseconds since 1970, not corrected.
    public var clockMilliseconds: Int64
    /// ``PortalTrust/digest`` of what it pins; left out while it has only what was configured.
    public var trustDigest: String?
    /// Left out by a machine that takes no sets of configuration.
    public var configuration: ConfigurationPresence?
    /// Left out by machines of a former version, and by those that are no kiosk.
    public var report: KioskReport?

    /// Memberwise.
    public init(clockMilliseconds: Int64, trustDigest: String? = nil, telling: KioskTelling = KioskTelling()) {
        self.clockMilliseconds = clockMilliseconds
        self.trustDigest = trustDigest
        configuration = telling.configuration
        report = telling.report
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
    /// The set of configuration that the machine is offered; left out when it has no new one to take.
    public var configuration: ConfigurationName?

    /// Memberwise.
    public init(
        kioskID: String, roles: [KioskRole], nowMilliseconds: Int64, clockOffsetMilliseconds: Int64,
        certificateEndsAtMilliseconds: Int64, trust: PortalTrust, configuration: ConfigurationName? = nil
    ) {
        self.kioskID = kioskID
        self.roles = roles
        self.nowMilliseconds = nowMilliseconds
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
        self.certificateEndsAtMilliseconds = certificateEndsAtMilliseconds
        self.trust = trust
        self.configuration = configuration
    }
}

/// What a machine tells the portal of itself with its presence.
public struct KioskTelling: Sendable, Hashable {
    /// Nil where it takes no sets of configuration.
    public var configuration: ConfigurationPresence?
    /// What the portal's team shall know of it; nil of a machine that is no kiosk.
    public var report: KioskReport?

    /// Memberwise.
    public init(configuration: ConfigurationPresence? = nil, report: KioskReport? = nil) {
        self.configuration = configuration
        self.report = report
    }
}
