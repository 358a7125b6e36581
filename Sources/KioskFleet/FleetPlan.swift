/// What a fleet does: it works steadily, loses its line, and drains.
public struct FleetPlan: Sendable {
    /// Such as `https://127.0.0.1:8443`.
    public var portal: String
    /// The portal's authority, PEM.
    public var authority: String
    /// File with the next one-time code; the portal replaces it after each use.
    public var codeFile: String
    /// How many kiosks.
    public var kiosks: Int
    /// Identities and journals, a folder for each kiosk.
    public var folder: String
    /// False keeps the journals in memory and speaks the protocol only.
    public var hasJournals: Bool
    /// How long the steady rate is measured.
    public var steady: Duration
    /// How long the line is cut.
    public var outage: Duration
    /// What each kiosk writes meanwhile.
    public var records: Int
    /// Simulated days over which these records spread, up to the present.
    public var days: Int
    /// The drain is given up after this.
    public var patience: Duration

    /// Every field as given.
    public init(
        portal: String, authority: String, codeFile: String, kiosks: Int, folder: String, hasJournals: Bool,
        steady: Duration, outage: Duration, records: Int, days: Int, patience: Duration
    ) {
        self.portal = portal
        self.authority = authority
        self.codeFile = codeFile
        self.kiosks = kiosks
        self.folder = folder
        self.hasJournals = hasJournals
        self.steady = steady
        self.outage = outage
        self.records = records
        self.days = days
        self.patience = patience
    }
}

/// What came of it. Whether the portal holds each record once is to be asked of its database, by the ledger.
public struct FleetReport: Codable, Sendable {
    /// Kiosks enrolled.
    public var kiosks: Int
    /// Journals on disk.
    public var realJournals: Bool
    /// Records that the journals acknowledged.
    public var written: Int
    /// Those of which the portal's stored digest came back.
    public var confirmed: Int
    /// Those that are still unsent, or were refused.
    public var lost: Int
    /// Records a second before the outage.
    public var steadyPerSecond: Double
    /// Records that waited when the line came back.
    public var backlog: Int
    /// Seconds until the last of them was confirmed.
    public var drainSeconds: Double
    /// Records a second while draining.
    public var drainPerSecond: Double
    /// Seconds to open the first journal again with its backlog, ready; nil without journals on disk.
    public var reopenSeconds: Double?
    /// What each kiosk wrote, by the name the portal gave it.
    public var ledger: [String: KioskLedger]

    /// Of one kiosk.
    public struct KioskLedger: Codable, Sendable, Hashable {
        /// Records written.
        public var written: Int
        /// XOR of the first eight bytes of their digests, hexadecimal.
        public var digests: String

        /// Every field as given.
        public init(written: Int, digests: String) {
            self.written = written
            self.digests = digests
        }
    }
}
