internal import Crypto
internal import FoundationEssentials
internal import GRDB

/// The newest link of the audit chain; published with the outbox, so that a cut tail shows at the portal.
public struct AuditHead: Sendable, Hashable {
    /// Number of links; the first has position 1.
    public var position: Int64
    /// SHA-256.
    public var hash: [UInt8]

    /// Before the first link.
    public static let beginning = AuditHead(position: 0, hash: [UInt8](repeating: 0, count: 32))
}

/// What a check of the whole chain found.
public enum AuditVerdict: Sendable, Hashable {
    case whole(AuditHead)
    /// The first position that does not follow from the ones before it.
    case broken(position: Int64)
}

/// A chain of SHA-256 hashes: each covers its row and the hash before it, so that a changed, missing, added or moved row
/// shows. It holds no sealed field: erasing personal data leaves it whole (DESIGN 5.7).
enum AuditChain {
    struct Link {
        var position: Int64
        var at: Int64
        var kind: [UInt8]
        var sequence: Int64?
        var details: [UInt8]
        var previous: [UInt8]

        /// Every field with its length, so that no two different links have the same bytes.
        var hash: [UInt8] {
            var bytes = Array("psc-kiosk audit v1".utf8)
            func add(number: Int64) { withUnsafeBytes(of: number.bigEndian) { bytes += $0 } }
            for number in [position, at, sequence ?? -1] { add(number: number) }
            for field in [kind, details, previous] {
                add(number: Int64(field.count))
                bytes += field
            }
            return SHA256.hash(data: bytes).withUnsafeBytes { Array($0) }
        }
    }

    static func head(_ database: Database) throws -> AuditHead {
        let newest = try database.cachedStatement(sql: "SELECT position, hash FROM audit_head")
        guard let row = try Row.fetchOne(newest) else {
            throw JournalError.corrupt("no audit head")
        }
        return AuditHead(position: row["position"], hash: [UInt8](row["hash"] as Data))
    }

    static func append(
        _ database: Database, at: Int64, kind: String, sequence: Int64?, details: [String: String]
    ) throws {
        let head = try head(database)
        let link = Link(
            position: head.position + 1, at: at, kind: Array(kind.utf8), sequence: sequence,
            details: try JSON.encode(details: details), previous: head.hash)
        let hash = link.hash.data
        try database.run(
            sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                link.position, at, kind, sequence, String(decoding: link.details, as: UTF8.self), head.hash.data, hash,
            ])
        try database.run(sql: "UPDATE audit_head SET position = ?, hash = ?", arguments: [link.position, hash])
    }

    static func verify(
        _ database: Database, after first: AuditHead = .beginning, rows limit: Int = .max
    ) throws -> AuditVerdict {
        // Text is read as bytes: a changed byte that is no UTF-8 must not be repaired on the way.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT position, at, CAST(kind AS BLOB) AS kind, sequence, CAST(details AS BLOB) AS details,
                    previous, hash FROM audit WHERE position > ? ORDER BY position LIMIT ?
                """, arguments: [first.position, limit])
        var last = first
        while let row = try rows.next() {
            let link = Link(
                position: row["position"], at: row["at"], kind: [UInt8](row["kind"] as Data),
                sequence: row["sequence"], details: [UInt8](row["details"] as Data),
                previous: [UInt8](row["previous"] as Data))
            let hash = [UInt8](row["hash"] as Data)
            guard link.position == last.position + 1, link.previous == last.hash, link.hash == hash else {
                return .broken(position: last.position + 1)
            }
            last = AuditHead(position: link.position, hash: hash)
        }
        if last.position - first.position == limit { return .whole(last) }
        return try head(database) == last ? .whole(last) : .broken(position: last.position + 1)
    }
}
