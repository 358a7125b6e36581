import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// A document in the issuing body's system.
struct DocumentRow: Sendable {
    let name: String
    let iin: IIN
    let kind: DigitalDocumentKind
    /// CMS.
    let signed: Data

    private init(row: SQLRow) throws {
        guard let iin = try? IIN(text: try row["iin"]), let kind = DigitalDocumentKind(rawValue: try row["kind"]) else {
            throw StoreFault.unreadable(column: "digitalDocument")
        }
        self.iin = iin
        self.kind = kind
        name = try row["name"]
        signed = try row["signed"]
    }

    static func all(_ database: any SQLTransaction, of iin: IIN) throws -> [DocumentRow] {
        try database.rows("SELECT * FROM digitalDocument WHERE iin = ? ORDER BY kind LIMIT 100", [iin.digits])
            .map(DocumentRow.init(row:))
    }

    static func find(_ database: any SQLTransaction, _ name: String) throws -> DocumentRow? {
        try database.row("SELECT * FROM digitalDocument WHERE name = ?", [name]).map(DocumentRow.init(row:))
    }
}
