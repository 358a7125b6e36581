import KioskDomain
import PortalContract
import SQLAccess

/// One access as the database holds it. Codes are kept as hashes: who reads the database opens nothing.
struct AccessRow: Sendable {
    let id: String
    let document: String
    let owner: IIN
    var access: DocumentAccess
    /// The owner took the consent back.
    let isClosed: Bool
    /// The machine to which it was shown.
    let shownTo: String?
    /// SHA-256 of what was shown.
    let digest: String?

    private init(row: SQLRow) throws {
        guard let owner = try? IIN(text: try row["owner"]),
            let kind = DocumentAccess.Kind(rawValue: try row["kind"])
        else { throw StoreFault.unreadable(column: "documentAccess") }
        self.owner = owner
        id = try row["id"]
        document = try row["document"]
        isClosed = (try row["closedAt"] as Int64?) != nil
        shownTo = try row["shownTo"]
        digest = try row["digest"]
        access = DocumentAccess(
            kept: kind, openedAt: UnixTime(milliseconds: try row["openedAt"]),
            expiresAt: UnixTime(milliseconds: try row["expiresAt"]),
            isUsed: (try row["usedAt"] as Int64?) != nil)
    }

    /// The newest under this code, held: of two scans at once one comes after the other.
    static func hold(_ database: any SQLTransaction, _ code: DocumentCode) throws -> AccessRow? {
        let (column, text) =
            switch code {
            case .qr(let token): ("tokenHash", token)
            case .short(let digits): ("codeHash", digits)
            }
        return try database.heldRow(
            "SELECT * FROM documentAccess WHERE \(column) = ? ORDER BY openedAt DESC, id LIMIT 1",
            [SMSService.hash(text)]
        ).map(AccessRow.init(row:))
    }

    static func hold(_ database: any SQLTransaction, _ id: String) throws -> AccessRow? {
        try database.heldRow("SELECT * FROM documentAccess WHERE id = ?", [id]).map(AccessRow.init(row:))
    }

    static func insert(
        _ database: any SQLTransaction, _ access: DocumentAccess, _ document: DocumentRow, token: String, code: String
    ) throws -> String {
        let id = SMSService.randomName()
        try database.execute(
            """
            INSERT INTO documentAccess (id, document, owner, kind, tokenHash, codeHash, openedAt, expiresAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, document.name, document.iin.digits, access.kind.rawValue, SMSService.hash(token),
                SMSService.hash(code), access.openedAt.milliseconds, access.expiresAt.milliseconds,
            ])
        return id
    }

    /// Eight digits that no living access has.
    static func newCode(_ database: any SQLTransaction, at now: UnixTime) throws -> String {
        while true {
            let digits = String(String(Int.random(in: 100_000_000...199_999_999)).dropFirst())
            let living: Int? = try database.value(
                "SELECT 1 FROM documentAccess WHERE codeHash = ? AND expiresAt > ?",
                [SMSService.hash(digits), now.milliseconds])
            if living == nil { return digits }
        }
    }

    /// As the phone shows it.
    func opened(_ policy: DocumentAccessPolicy, qr: String? = nil, shortCode: String? = nil) -> OpenedAccess {
        OpenedAccess(
            access: id, qr: qr, shortCode: shortCode, expiresAtMilliseconds: access.expiresAt.milliseconds,
            longestMilliseconds: (access.openedAt + policy.longest).milliseconds)
    }
}
