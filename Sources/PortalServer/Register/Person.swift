import KioskDomain
import SQLAccess

/// A person of the register.
struct Person: Sendable {
    var iin: IIN
    var commonName: String
    var surname: String
    var givenName: String
    var documentNumber: String
    var birthDate: CivilDate
    /// File name in the folder of portraits.
    var portrait: String?
    /// International form, `+7…`.
    var phone: String?
    var note: String

    init?(row: SQLRow) throws {
        guard let iin = try? IIN(text: try row["iin"]), let birthDate = CivilDate(iso: try row["birthDate"]) else {
            return nil
        }
        self.iin = iin
        self.birthDate = birthDate
        commonName = try row["commonName"]
        surname = try row["surname"]
        givenName = try row["givenName"]
        documentNumber = try row["documentNumber"]
        portrait = try row["portrait"]
        phone = try row["phone"]
        note = try row["note"]
    }

    /// Nil when the register has no such person.
    static func find(_ database: any SQLTransaction, _ iin: IIN) throws -> Person? {
        let row = try database.row("SELECT * FROM person WHERE iin = ?", [iin.digits])
        return try row.flatMap(Person.init(row:))
    }

    /// The person, and an order over all processes of what is decided about them: each waits for the one before.
    ///
    /// - Throws: ``PortalProblem`` `person.unknown`.
    static func hold(_ database: any SQLTransaction, _ iin: IIN) throws -> Person {
        let row = try database.heldRow("SELECT * FROM person WHERE iin = ?", [iin.digits])
        guard let person = try row.flatMap(Person.init(row:)) else {
            throw PortalProblem(.personUnknown, 404, "the register has no such person")
        }
        return person
    }

    /// - Throws: ``PortalProblem`` `person.unknown`.
    static func require(_ database: any SQLTransaction, _ iin: IIN) throws -> Person {
        guard let person = try find(database, iin) else {
            throw PortalProblem(.personUnknown, 404, "the register has no such person")
        }
        return person
    }

    /// The last two digits of the phone, the others masked.
    var maskedPhone: String? { phone.map(Self.mask) }

    static func mask(_ phone: String) -> String { "+7 ••• ••• •• \(phone.suffix(2))" }
}

extension IIN {
    /// As typed or sent.
    ///
    /// - Throws: ``PortalProblem`` with the code of the fault.
    init(wire text: String) throws {
        do {
            try self.init(text: text)
        } catch {
            throw PortalProblem(error.code, 422, "the IIN is not valid")
        }
    }
}
