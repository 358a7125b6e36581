public import KioskDomain
public import PortalContract

/// What the portal holds of one kiosk, for the length of one transaction in which no other batch of this kiosk is taken.
public protocol EventBooks {
    /// What is known of the kiosk.
    func known() throws -> KnownKiosk
    /// What stands under a sequence of the kiosk.
    func stored(_ sequence: Int64) throws -> EventRule.Stored?
    /// The event opens an attempt under a number that names another one here: the direct call came in the kiosk's first life.
    func isAnother(_ event: KioskEvent) throws -> Bool
    /// Does what the event says; a code when it cannot be taken, and nothing was changed then.
    func apply(_ event: KioskEvent) throws -> FailureCode?
    /// Keeps the event under its sequence.
    func store(_ event: KioskEvent) throws
    /// Keeps what is known of the kiosk from now on, in the place of what ``known()`` said.
    func remember(_ next: KnownKiosk, after known: KnownKiosk) throws
    /// Takes nothing more from this kiosk.
    func fence(_ reason: String) throws
    /// Notes what the portal's team must hear.
    func raise(_ alarm: FailureCode) throws
}

/// How the portal takes a batch (`docs/sync.md`): position first, then the events in the order sent, all or nothing.
public enum EventIntake {
    /// What came of it.
    public enum Outcome: Sendable, Hashable {
        case answer(EventReceipts)
        /// The kiosk is fenced, now or before; nothing of the batch was taken.
        case fenced(String)
    }

    /// - Parameters:
    ///   - demonstration: whether events of virtual parts are taken (RULES R1).
    ///   - era: random, for a database that was put back.
    public static func take(
        _ batch: EventBatch, _ books: some EventBooks, demonstration: Bool, at now: UnixTime,
        era: @autoclosure () -> String
    ) throws -> Outcome {
        let known = try books.known()
        if let reason = known.fenced { return .fenced(reason) }
        var next = known
        var alarm: FailureCode?
        if let position = batch.position {
            // This database is older than what it once answered: the kiosk offers again, oldest first, before anything new.
            if known.hasForgotten(position) {
                // Said in the former era again: this one is told once more.
                if position.era == known.era { (next.era, next.heard) = (era(), 0) }
                try books.remember(next, after: known)
                try books.raise(.portalSetBack)
                return .answer(EventReceipts(receipts: [], standing: standing(next, .portalSetBack)))
            }
            switch PositionRule.judge(position, known, at: now) {
            case .late: break
            case .doubted:
                next.answers += 1
                try books.remember(next, after: known)
                var standing = standing(next, nil)
                standing.isDoubted = true
                return .answer(EventReceipts(receipts: [], standing: standing))
            case .goesOn(let fitting, let found): (next, alarm) = (fitting, found)
            case .fence(let reason): return try fence(reason, books)
            }
            if let sequence = try UsedNumbers(books, known).reused(batch) {
                return try fence("sequence \(sequence) was used twice", books)
            }
        }
        let receipts = try batch.events.map { try take($0, books, &next, demonstration) }
        if batch.position != nil {
            next.answers += 1
            var used = UsedNumbers(books, known)
            try used.remember(batch, receipts)
            next.shown = used.shown
            try books.remember(next, after: known)
        }
        if let alarm { try books.raise(alarm) }
        return .answer(EventReceipts(receipts: receipts, standing: standing(next, alarm)))
    }

    private static func take(
        _ event: KioskEvent, _ books: some EventBooks, _ known: inout KnownKiosk, _ demonstration: Bool
    ) throws -> EventReceipt {
        switch EventRule.judge(event, stored: try books.stored(event.sequence), demonstration: demonstration) {
        case .answer(let receipt): return receipt
        case .take: break
        }
        if let code = try books.apply(event) { return EventRule.refusal(event, code) }
        try books.store(event)
        known.highest = max(known.highest, event.sequence)
        return EventReceipt(sequence: event.sequence, digest: event.digest)
    }

    private static func fence(_ reason: String, _ books: some EventBooks) throws -> Outcome {
        try books.fence(reason)
        try books.raise(.kioskFenced)
        return .fenced(reason)
    }

    private static func standing(_ known: KnownKiosk, _ alarm: FailureCode?) -> JournalStanding {
        JournalStanding(answer: known.answers, era: known.era, audit: known.head, alarm: alarm?.rawValue)
    }
}
