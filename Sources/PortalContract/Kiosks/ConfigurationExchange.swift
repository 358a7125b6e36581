/// Which set of configuration and rule data is meant (`docs/pushed-configuration.md`).
public struct ConfigurationName: Codable, Sendable, Hashable {
    /// `all`, `region:…`, `psc:…`, `kiosk:…`.
    public var scope: String
    /// Grows within its scope.
    public var version: Int64
    /// SHA-256 of the signed set, hexadecimal.
    public var digest: String

    /// Memberwise.
    public init(scope: String, version: Int64, digest: String) {
        self.scope = scope
        self.version = version
        self.digest = digest
    }
}

/// Why a machine did not take a set, or did not keep it.
public struct ConfigurationRefusal: Codable, Sendable, Hashable {
    /// Which one.
    public var set: ConfigurationName
    /// `configuration.…`
    public var code: String
    /// For the portal's team.
    public var reason: String

    /// Memberwise.
    public init(set: ConfigurationName, code: String, reason: String) {
        self.set = set
        self.code = code
        self.reason = reason
    }
}

/// How a machine stands with the sets that it was offered.
public struct ConfigurationReport: Codable, Sendable, Hashable {
    /// Its last good one; left out where it runs as it was built and configured.
    public var running: ConfigurationName?
    /// Verified, and waits for its day and for nobody at the machine.
    public var waiting: ConfigurationName?
    /// The machine runs on it and is not sure of it yet.
    public var trial: ConfigurationName?
    /// The last one that it did not take or keep.
    public var refused: ConfigurationRefusal?

    /// Memberwise.
    public init(
        running: ConfigurationName? = nil, waiting: ConfigurationName? = nil, trial: ConfigurationName? = nil,
        refused: ConfigurationRefusal? = nil
    ) {
        self.running = running
        self.waiting = waiting
        self.trial = trial
        self.refused = refused
    }
}

/// Where a machine is, and how it stands with sets; told with each presence by those that take sets.
public struct ConfigurationPresence: Codable, Sendable, Hashable {
    /// Code of its centre.
    public var centre: String
    /// Code of its region; left out where none is configured.
    public var region: String?
    /// How it stands.
    public var report: ConfigurationReport

    /// Memberwise.
    public init(centre: String, region: String? = nil, report: ConfigurationReport) {
        self.centre = centre
        self.region = region
        self.report = report
    }
}

/// Answer of `GET /v1/kiosk/configuration`.
public struct ConfigurationAnswer: Codable, Sendable, Hashable {
    /// JSON Web Signature of the set that the machine is offered now; left out when it is offered none.
    public var set: String?

    /// Memberwise.
    public init(set: String? = nil) { self.set = set }
}
