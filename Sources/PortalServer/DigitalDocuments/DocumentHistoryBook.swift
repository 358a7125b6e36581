import KioskDomain
import PortalContract
import SQLAccess

/// Every access in both personal accounts (RULES D2): one line, found by its owner and by the desk that looked.
enum DocumentHistoryBook {
    /// What happened.
    struct Line: Sendable {
        var deed: DocumentDeed
        var kind: DigitalDocumentKind
        var owner: IIN
        var machine: String?
        var operatorID: String?
        var detail: String?
    }

    static func record(_ database: any SQLTransaction, _ line: Line, at now: UnixTime) throws {
        try database.execute(
            """
            INSERT INTO documentHistory (at, deed, kind, owner, machine, operatorID, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                now.milliseconds, line.deed.rawValue, line.kind.rawValue, line.owner.digits, line.machine,
                line.operatorID, line.detail,
            ])
    }

    static func ofOwner(_ database: any SQLTransaction, _ iin: IIN, before: Int64?) throws -> DocumentHistory {
        try page(database, "owner", iin.digits, before)
    }

    static func ofMachine(_ database: any SQLTransaction, _ id: String, before: Int64?) throws -> DocumentHistory {
        try page(database, "machine", id, before)
    }

    private static func page(
        _ database: any SQLTransaction, _ column: String, _ value: String, _ before: Int64?
    ) throws -> DocumentHistory {
        let rows = try database.rows(
            """
            SELECT * FROM documentHistory WHERE \(column) = ? AND id < ? ORDER BY id DESC
            LIMIT \(DocumentHistory.limit)
            """, [value, before ?? Int64.max])
        return DocumentHistory(
            entries: try rows.compactMap { row in
                guard let deed = DocumentDeed(rawValue: try row["deed"]),
                    let kind = DigitalDocumentKind(rawValue: try row["kind"]),
                    let owner = try? IIN(text: try row["owner"])
                else { return nil }
                return DocumentHistoryEntry(
                    position: try row["id"], atMilliseconds: try row["at"], deed: deed, kind: kind, owner: owner.masked,
                    machine: try row["machine"], operatorID: try row["operatorID"], detail: try row["detail"])
            })
    }
}
