internal import FoundationEssentials
internal import GRDB
internal import KioskDomain

/// The sealed part of an attempt.
struct SealedAttempt: Codable {
    var iin: String
    var fields: [String: String]
    var proof: String

    init(_ draft: AttemptDraft) {
        iin = draft.person.iin.digits
        fields = draft.person.fields
        proof = draft.proof
    }

    func person() throws -> SealedPerson {
        // Written from a valid number; read leniently, because rules for typed numbers may change (P5).
        guard let read = try? IIN.onCertificate(iin) else { throw JournalError.corrupt("a sealed person") }
        return SealedPerson(iin: read.iin, fields: fields)
    }
}

extension Journal {
    static let attemptColumns = """
        SELECT *, outcome IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM outbox WHERE outbox.sequence = attempt.closed_sequence AND state = 'pending') AS synced
        FROM attempt
        """

    func attempts(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [AttemptRecord] {
        try Row.fetchAll(
            database, sql: "\(Self.attemptColumns) WHERE \(condition) ORDER BY sequence", arguments: arguments
        )
        .map(attempt)
    }

    private func attempt(_ row: Row) throws -> AttemptRecord {
        let sequence: Int64 = row["sequence"]
        let sealed = try sealer.open(
            SealedAttempt.self, row["wrapped_key"], row["sealed"], table: "attempt", sequence: sequence)
        let closedAt: Int64? = row["closed_at"]
        let evidence: Data? = row["evidence"]
        return AttemptRecord(
            id: row["id"], sequence: sequence, person: try sealed?.person(), session: row["session"],
            channel: try known(row["channel"]), proof: sealed?.proof,
            openedAt: UnixTime(milliseconds: row["opened_at"]),
            outcome: try (row["outcome"] as String?).map { try known($0) },
            closedAt: closedAt.map { UnixTime(milliseconds: $0) },
            evidence: evidence.map { String(decoding: $0, as: UTF8.self) }, isSynced: row["synced"])
    }

    /// A word that this program wrote and must still know.
    func known<Word: RawRepresentable<String>>(_ raw: String) throws -> Word {
        guard let word = Word(rawValue: raw) else { throw JournalError.corrupt("unknown \(Word.self)") }
        return word
    }

    func personHash(_ iin: IIN) -> Data { sealer.hash("iin|" + iin.digits) }
}
