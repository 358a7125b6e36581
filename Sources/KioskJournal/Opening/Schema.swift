internal import GRDB
internal import KioskDomain

/// The tables, as migrations that only go forward; the version is their count, kept in `PRAGMA user_version`.
struct Schema: Sendable {
    let migrations: [String]
    var version: Int { migrations.count }

    static let current = made(forDemonstration: false)

    /// - Parameter forDemonstration: what is said of records of an older schema, which do not say themselves whether a virtual
    ///   part took part (RULES R1).
    static func made(forDemonstration: Bool) -> Schema {
        let marks = "ALTER TABLE outbox ADD COLUMN demonstration INTEGER NOT NULL DEFAULT \(forDemonstration ? 1 : 0);"
        return Schema(migrations: [first, cardLedger, hall, reservations, hallReport, sync, exchanges, marks])
    }

    /// Sealed columns (`wrapped_key`, `sealed`) become NULL when the personal fields are erased (R6).
    private static let first = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL,
            unsent INTEGER NOT NULL CHECK (unsent >= 0), unsent_bytes INTEGER NOT NULL CHECK (unsent_bytes >= 0)) STRICT;
        INSERT INTO ledger VALUES (1, 0, 0, 0);
        CREATE TABLE attempt (
            sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, iin_hash BLOB, wrapped_key BLOB, sealed BLOB,
            session TEXT NOT NULL, channel TEXT NOT NULL, opened_at INTEGER NOT NULL,
            outcome TEXT, closed_at INTEGER, closed_sequence INTEGER, evidence BLOB,
            CHECK ((outcome IS NULL) = (closed_at IS NULL) AND (outcome IS NULL) = (closed_sequence IS NULL))) STRICT;
        CREATE INDEX attempt_iin ON attempt (iin_hash, sequence);
        CREATE INDEX attempt_open ON attempt (sequence) WHERE outcome IS NULL;
        CREATE TABLE ticket_counter (lane TEXT PRIMARY KEY, day TEXT NOT NULL, last INTEGER NOT NULL) STRICT;
        CREATE TABLE slip (
            sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
            day TEXT NOT NULL, lane TEXT, number INTEGER, reservation_hash BLOB, copy_of INTEGER REFERENCES slip,
            wrapped_key BLOB, sealed BLOB, issued_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
            CHECK ((lane IS NULL) = (number IS NULL))) STRICT;
        CREATE UNIQUE INDEX slip_number ON slip (day, lane, number) WHERE copy_of IS NULL AND number IS NOT NULL;
        CREATE UNIQUE INDEX slip_reservation ON slip (reservation_hash)
            WHERE copy_of IS NULL AND reservation_hash IS NOT NULL;
        CREATE INDEX slip_state ON slip (state);
        CREATE TABLE ticket_call (
            position INTEGER PRIMARY KEY AUTOINCREMENT, slip INTEGER NOT NULL UNIQUE REFERENCES slip,
            window INTEGER NOT NULL, called_at INTEGER NOT NULL) STRICT;
        CREATE TABLE certificate_request (
            sequence INTEGER PRIMARY KEY, application TEXT NOT NULL UNIQUE, attempt INTEGER, step TEXT NOT NULL,
            iin_hash BLOB, wrapped_key BLOB, sealed BLOB, opened_at INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;
        CREATE INDEX certificate_request_step ON certificate_request (step);
        CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY, iin_hash BLOB, type TEXT NOT NULL, wrapped_key BLOB NOT NULL,
            sealed BLOB NOT NULL, bytes INTEGER NOT NULL, digest BLOB NOT NULL, state TEXT NOT NULL,
            tries INTEGER NOT NULL, created_at INTEGER NOT NULL, sent_at INTEGER) STRICT;
        CREATE INDEX outbox_pending ON outbox (sequence) WHERE state = 'pending';
        CREATE TABLE audit (
            position INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, sequence INTEGER,
            details TEXT NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE audit_head (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL, hash BLOB NOT NULL)
            STRICT;
        INSERT INTO audit_head VALUES (1, 0, zeroblob(32));
        """

    /// Wrong tries by card, so that a desk can say who used them up; the card by a keyed hash, never a PIN.
    private static let cardLedger = """
        CREATE TABLE card_ledger (
            card BLOB PRIMARY KEY, medium TEXT NOT NULL, wrong INTEGER NOT NULL, remaining INTEGER,
            blocked INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// The queue of the centre where this machine keeps it, and this terminal's blocks and slips where it does not.
    private static let hall = """
        CREATE TABLE hall_event (position INTEGER PRIMARY KEY, at INTEGER NOT NULL, event TEXT NOT NULL) STRICT;
        CREATE TABLE hall_state (
            id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
        CREATE TABLE lease_holder (id INTEGER PRIMARY KEY CHECK (id = 1), holder TEXT NOT NULL) STRICT;
        CREATE TABLE hall_slip (
            slip INTEGER PRIMARY KEY REFERENCES slip, day TEXT NOT NULL, ticket TEXT NOT NULL,
            joined INTEGER NOT NULL) STRICT;
        CREATE INDEX hall_slip_day ON hall_slip (day);
        DROP TABLE ticket_call;
        DROP TABLE ticket_counter;
        """

    /// Reservations of the day as synced (Q9), taps that a fault of ours kept from a slip (Q4), reservations that are void, and
    /// how far the portal was told of the hall's tickets.
    private static let reservations = """
        CREATE TABLE reservation_list (
            day INTEGER PRIMARY KEY, wrapped_key BLOB NOT NULL, sealed BLOB NOT NULL, synced_at INTEGER NOT NULL) STRICT;
        CREATE TABLE reservation_tap (
            iin_hash BLOB NOT NULL, day TEXT NOT NULL, first_at INTEGER NOT NULL, PRIMARY KEY (iin_hash, day))
            STRICT, WITHOUT ROWID;
        CREATE TABLE reservation_void (hash BLOB PRIMARY KEY, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE hall_told (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL) STRICT;
        INSERT INTO hall_told SELECT 1, coalesce(max(position), 0) FROM hall_event;
        """

    /// What each day in the hall was like.
    private static let hallReport = """
        CREATE TABLE hall_report (day TEXT PRIMARY KEY, report TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// What the portal refused, the last of its answers that was settled, the journal's name, and alarms for the technician.
    private static let sync = """
        ALTER TABLE outbox ADD COLUMN refusal TEXT;
        ALTER TABLE ledger ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ledger ADD COLUMN era TEXT;
        INSERT INTO meta VALUES ('journal-id', CAST(lower(hex(randomblob(16))) AS BLOB));
        CREATE TABLE alarm (
            code TEXT PRIMARY KEY, detail TEXT NOT NULL, last_at INTEGER NOT NULL, count INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
        """

    /// Applications for the exchange of an identity card, before they are sent: by which key the portal has them. Nothing of
    /// the application itself is kept here.
    private static let exchanges = """
        CREATE TABLE exchange_submission (
            sequence INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, iin_hash BLOB, slip TEXT,
            intended_at INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;
        CREATE INDEX exchange_submission_iin ON exchange_submission (iin_hash, sequence);
        """

    static func version(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// Brings the tables to this version; each migration is one transaction.
    func migrate(_ queue: DatabaseQueue) throws {
        let present = try queue.read(Self.version)
        for (index, script) in migrations.enumerated().dropFirst(present) {
            try queue.write { database in
                try database.execute(sql: script)
                try database.execute(sql: "PRAGMA user_version = \(index + 1)")
            }
        }
    }
}
