import GRDB

@testable import KioskJournal

extension Journal {
    /// What would show that a transaction was applied in part: rows whose companions of the same transaction are missing.
    func halves() throws -> [String] {
        let checks = [
            "an attempt without its event": """
            SELECT 1 FROM attempt WHERE sequence NOT IN (SELECT sequence FROM outbox WHERE type = 'attempt.opened')
            """,
            "an outcome without its event": """
            SELECT 1 FROM attempt WHERE outcome IS NOT NULL AND closed_sequence NOT IN
                (SELECT sequence FROM outbox WHERE type = 'attempt.closed')
            """,
            "an attempt without its link": """
            SELECT 1 FROM attempt WHERE sequence NOT IN (SELECT sequence FROM audit WHERE kind = 'attempt.opened')
            """,
            "unsent events that the ledger does not count": """
            SELECT 1 FROM ledger, (SELECT count(*) AS number, coalesce(sum(bytes), 0) AS bytes FROM outbox
                WHERE state = 'pending') WHERE unsent <> number OR unsent_bytes <> bytes
            """,
            "a number that the ledger has not reached": """
            SELECT 1 FROM ledger WHERE last < (SELECT coalesce(max(sequence), 0) FROM (SELECT sequence FROM outbox
                UNION ALL SELECT sequence FROM slip UNION ALL SELECT sequence FROM certificate_request))
            """,
            "a head that is not the last link": """
            SELECT 1 FROM audit_head WHERE position <> (SELECT coalesce(max(position), 0) FROM audit)
            """,
            "a row whose parent is missing": "SELECT 1 FROM pragma_foreign_key_check",
            "a damaged file": "SELECT 1 FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
        ]
        return try reading { database in
            try checks.filter { try Int.fetchOne(database, sql: $0.value) != nil }.map(\.key)
        }
    }
}
