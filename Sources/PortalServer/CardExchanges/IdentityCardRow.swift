import FoundationEssentials
import KioskDomain
import SQLAccess

/// A person's identity card as the register has it.
struct IdentityCardRow: Sendable {
    enum Standing: String { case valid, lost, stolen }

    let number: String
    /// The last day of its validity.
    let expiresOn: CivilDate
    let standing: Standing
    /// PNG of the holder's signature.
    let specimen: Data?

    /// Nil when the register has none.
    static func find(_ database: any SQLTransaction, of iin: IIN) throws -> IdentityCardRow? {
        guard let row = try database.row("SELECT * FROM identityCard WHERE iin = ?", [iin.digits]),
            let expiresOn = CivilDate(iso: try row["expiresOn"]), let standing = Standing(rawValue: try row["standing"])
        else { return nil }
        return IdentityCardRow(
            number: try row["number"], expiresOn: expiresOn, standing: standing, specimen: try row["specimen"])
    }

    /// The new card, in the place of the former one.
    static func replace(
        _ database: any SQLTransaction, of iin: String, by number: String, until expiresOn: String
    ) throws {
        try database.execute(
            "UPDATE identityCard SET number = ?, expiresOn = ?, standing = ? WHERE iin = ?",
            [number, expiresOn, Standing.valid.rawValue, iin])
        try database.execute("UPDATE person SET documentNumber = ? WHERE iin = ?", [number, iin])
    }
}
