/// What keeps an order of its own in the outbox: one person's records, or a single record about nobody.
public enum Lane: Sendable, Hashable {
    /// By the journal's keyed hash of the IIN.
    case person([UInt8])
    /// By its sequence.
    case record(Int64)
}

/// How much goes into one batch at most.
public struct BatchBounds: Sendable, Hashable {
    /// Events.
    public var events: Int
    /// Bytes of their bodies; one that is larger goes alone.
    public var bytes: Int

    /// Every bound as given.
    public init(events: Int = 100, bytes: Int = 256 << 10) {
        self.events = events
        self.bytes = bytes
    }
}

/// What the next batch is made of: the oldest unsent records that fit, without the lanes that wait.
public struct BatchRequest: Sendable, Hashable {
    /// How much.
    public var bounds: BatchBounds
    /// Lanes of which nothing goes out now.
    public var waiting: Set<Lane>

    /// Every field as given.
    public init(bounds: BatchBounds = BatchBounds(), waiting: Set<Lane> = []) {
        self.bounds = bounds
        self.waiting = waiting
    }
}

/// Picks the records of one batch out of all unsent ones, which are offered in the order of their sequence.
public struct BatchFiller: Sendable {
    /// What becomes of an offered record.
    public enum Offer: Sendable, Hashable {
        case taken
        /// Its lane waits; the next one is to be offered.
        case passed
        /// No other is to be offered.
        case full
    }

    private let request: BatchRequest
    private var events = 0
    private var bytes = 0

    /// For one batch.
    public init(_ request: BatchRequest) { self.request = request }

    /// Offers the next record.
    public mutating func offer(_ lane: Lane, bytes size: Int) -> Offer {
        guard events < request.bounds.events else { return .full }
        if request.waiting.contains(lane) { return .passed }
        // Nothing overtakes a record that did not fit: its person's order would be lost.
        guard events == 0 || bytes + size <= request.bounds.bytes else { return .full }
        events += 1
        bytes += size
        return .taken
    }
}
