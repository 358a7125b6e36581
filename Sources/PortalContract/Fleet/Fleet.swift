/// How a machine stands, the worst that holds.
public enum KioskState: String, Codable, Sendable, Hashable, CaseIterable {
    /// Nothing is taken of it any more.
    case fenced
    /// It has said nothing for a quarter of an hour.
    case silent
    /// It begins no attempt.
    case frozen
    /// One of its devices does not work.
    case fault
    /// Enrolled, and never heard of.
    case new
    /// All is well.
    case well
    /// Shut out for good.
    case revoked
}

/// A number under a name.
public struct FleetCount: Codable, Sendable, Hashable {
    /// Of a state, a version.
    public var name: String
    /// Machines.
    public var count: Int64

    /// Memberwise.
    public init(name: String, count: Int64) {
        self.name = name
        self.count = count
    }
}

/// How the machines of one centre stand.
public struct FleetCentre: Codable, Sendable, Hashable {
    /// Its code; empty for machines that have not said theirs.
    public var centre: String
    /// Machines that are not shut out.
    public var machines: Int64
    /// Those of them that are neither well nor new.
    public var troubled: Int64

    /// Memberwise.
    public init(centre: String, machines: Int64, troubled: Int64) {
        self.centre = centre
        self.machines = machines
        self.troubled = troubled
    }
}

/// Answer of `GET /v1/fleet`: all machines for people at one look.
public struct FleetSummary: Codable, Sendable, Hashable {
    /// Centres and versions in one answer.
    public static let limit = 1_000

    /// Machines by state; a state that none is in is left out.
    public var states: [FleetCount]
    /// Records that wait at machines.
    public var waiting: Int64
    /// When the oldest of them was written, milliseconds since 1970; left out when none waits.
    public var oldestAtMilliseconds: Int64?
    /// Greatest distance of a clock to the portal's, of machines that were heard of lately.
    public var clockOffMilliseconds: Int64
    /// Alarms that nobody has handled.
    public var openAlarms: Int64
    /// Machines by version of their program.
    public var versions: [FleetCount]
    /// By code.
    public var centres: [FleetCentre]

    /// Memberwise.
    public init(
        states: [FleetCount], waiting: Int64, oldestAtMilliseconds: Int64?, clockOffMilliseconds: Int64,
        openAlarms: Int64, versions: [FleetCount], centres: [FleetCentre]
    ) {
        self.states = states
        self.waiting = waiting
        self.oldestAtMilliseconds = oldestAtMilliseconds
        self.clockOffMilliseconds = clockOffMilliseconds
        self.openAlarms = openAlarms
        self.versions = versions
        self.centres = centres
    }

    /// Machines in a state.
    public func count(_ state: KioskState) -> Int64 { states.first { $0.name == state.rawValue }?.count ?? 0 }
}

/// One machine for people.
public struct FleetKiosk: Codable, Sendable, Hashable {
    /// Never changes.
    public var kioskID: String
    /// The worst that holds.
    public var state: KioskState
    /// As it last said.
    public var report: KioskReport?
    /// Milliseconds since 1970, portal's clock.
    public var seenAtMilliseconds: Int64?
    /// Portal's clock minus the machine's.
    public var clockOffsetMilliseconds: Int64?
    /// Alarms that nobody has handled.
    public var openAlarms: Int64

    /// Memberwise.
    public init(
        kioskID: String, state: KioskState, report: KioskReport?, seenAtMilliseconds: Int64?,
        clockOffsetMilliseconds: Int64?, openAlarms: Int64
    ) {
        self.kioskID = kioskID
        self.state = state
        self.report = report
        self.seenAtMilliseconds = seenAtMilliseconds
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
        self.openAlarms = openAlarms
    }
}

/// Answer of `GET /v1/fleet/kiosks`: at most ``limit`` by ID, those after the one that was named.
public struct FleetKioskList: Codable, Sendable, Hashable {
    /// Machines in one answer.
    public static let limit = 100

    /// By ID.
    public var kiosks: [FleetKiosk]

    /// Memberwise.
    public init(kiosks: [FleetKiosk]) { self.kiosks = kiosks }
}

/// How the fleet stood at one time.
public struct FleetSample: Codable, Sendable, Hashable {
    /// Milliseconds since 1970, portal's clock.
    public var atMilliseconds: Int64
    /// Machines that had said something lately.
    public var reporting: Int64
    /// Enrolled machines that had not, or from which nothing is taken.
    public var missing: Int64
    /// Records that waited.
    public var waiting: Int64
    /// Age of the oldest of them.
    public var oldestSeconds: Int64
    /// As in ``FleetSummary``.
    public var clockOffMilliseconds: Int64

    /// Memberwise.
    public init(
        atMilliseconds: Int64, reporting: Int64, missing: Int64, waiting: Int64, oldestSeconds: Int64,
        clockOffMilliseconds: Int64
    ) {
        self.atMilliseconds = atMilliseconds
        self.reporting = reporting
        self.missing = missing
        self.waiting = waiting
        self.oldestSeconds = oldestSeconds
        self.clockOffMilliseconds = clockOffMilliseconds
    }
}

/// Answer of `GET /v1/fleet/samples`, oldest first.
public struct FleetSamples: Codable, Sendable, Hashable {
    /// Between two that are kept.
    public static let stepMilliseconds: Int64 = 300_000

    /// Of longer times fewer than are kept.
    public var samples: [FleetSample]

    /// Memberwise.
    public init(samples: [FleetSample]) { self.samples = samples }
}
