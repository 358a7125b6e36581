import KioskDomain
import PKIX
import PortalContract
import SQLAccess

/// A legal entity as the register has it (RULES E3, P2).
struct OrganisationRow: Sendable {
    /// Whether it exists for the law.
    enum Standing: String, Sendable {
        case active
        /// Liquidated, or struck off.
        case closed
    }

    var bin: BIN
    var name: String
    /// IIN of its head.
    var head: String
    var standing: Standing

    /// The same on both stores.
    static let tables = """
        CREATE TABLE organisation (
            bin TEXT PRIMARY KEY, name TEXT NOT NULL, head TEXT NOT NULL, standing TEXT NOT NULL, note TEXT NOT NULL
        );
        ALTER TABLE application ADD COLUMN bin TEXT;
        ALTER TABLE certificate ADD COLUMN bin TEXT;
        """

    private init?(row: SQLRow) throws {
        guard let bin = try? BIN(text: try row["bin"]), let standing = Standing(rawValue: try row["standing"]) else {
            return nil
        }
        self.bin = bin
        self.standing = standing
        name = try row["name"]
        head = try row["head"]
    }

    /// Nil when the register has no such organisation.
    static func find(_ database: any SQLTransaction, _ bin: String) throws -> OrganisationRow? {
        try database.row("SELECT * FROM organisation WHERE bin = ?", [bin]).flatMap(OrganisationRow.init(row:))
    }

    /// The organisation, if this person may obtain its EDS today (E3).
    ///
    /// - Throws: ``PortalProblem`` `organisation.unknown`, `organisation.closed`, `organisation.other-head`.
    static func headed(_ database: any SQLTransaction, _ bin: String, by head: IIN) throws -> OrganisationRow {
        guard let found = try find(database, bin) else {
            throw PortalProblem(.organisationUnknown, 404, "the register has no such organisation")
        }
        guard found.standing == .active else {
            throw PortalProblem(.organisationClosed, 409, "the organisation is closed")
        }
        guard found.head == head.digits else {
            throw PortalProblem(.organisationOtherHead, 403, "the organisation has another head")
        }
        return found
    }

    /// For the contract.
    var named: NamedOrganisation { NamedOrganisation(bin: bin.digits, name: name) }

    /// For a certificate of its head.
    var certified: CheckedOrganisation { CheckedOrganisation(bin: bin, name: name, holder: .chiefExecutive) }
}

extension BIN {
    /// As typed or sent.
    ///
    /// - Throws: ``PortalProblem`` with the code of the fault.
    init(wire text: String) throws {
        do {
            try self.init(text: text)
        } catch {
            throw PortalProblem(error.code, 422, "the BIN is not valid")
        }
    }
}
