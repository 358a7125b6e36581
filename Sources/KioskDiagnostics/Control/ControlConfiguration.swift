/// What kioskd answers to `GET /configuration` on its control socket: how it stands with sets that the portal pushes.
public struct ControlConfiguration: Sendable, Hashable, Codable {
    /// One set.
    public struct Name: Sendable, Hashable, Codable {
        /// `all`, `region:…`, `psc:…`, `kiosk:…`.
        public var scope: String
        /// Grows within its scope.
        public var version: Int64
        /// SHA-256 of the signed set, hexadecimal.
        public var digest: String

        /// Every field as given.
        public init(scope: String, version: Int64, digest: String) {
            self.scope = scope
            self.version = version
            self.digest = digest
        }
    }

    /// Why one was not taken, or not kept.
    public struct Refusal: Sendable, Hashable, Codable {
        /// Which one.
        public var set: Name
        /// A failure code.
        public var code: String
        /// For a technician.
        public var reason: String

        /// Every field as given.
        public init(set: Name, code: String, reason: String) {
            self.set = set
            self.code = code
            self.reason = reason
        }
    }

    /// What happened to one.
    public struct Entry: Sendable, Hashable, Codable {
        /// Milliseconds since 1970.
        public var atMilliseconds: Int64
        /// `staged`, `trial`, `good`, `refused`, `rolled-back`.
        public var step: String
        /// Which one.
        public var set: Name
        /// Of a refusal or a way back.
        public var code: String?

        /// Every field as given.
        public init(atMilliseconds: Int64, step: String, set: Name, code: String?) {
            self.atMilliseconds = atMilliseconds
            self.step = step
            self.set = set
            self.code = code
        }
    }

    /// The last good one; nil: as built and configured.
    public var running: Name?
    /// It waits for its day and for nobody at the machine.
    public var waiting: Name?
    /// The machine runs on it and is not sure of it yet.
    public var trial: Name?
    /// The last one that was not taken, or not kept.
    public var refused: Refusal?
    /// Oldest first.
    public var history: [Entry]

    /// Every field as given.
    public init(running: Name?, waiting: Name?, trial: Name?, refused: Refusal?, history: [Entry]) {
        self.running = running
        self.waiting = waiting
        self.trial = trial
        self.refused = refused
        self.history = history
    }
}
