import KioskDomain
import PortalContract
import SQLAccess

/// A document that was shown is used for a service (RULES D4).
extension DocumentService {
    func use(_ id: String, _ request: DocumentUseRequest, kiosk: EnrolledKiosk) async throws -> DocumentReference {
        let now = clock.now()
        return try await store.write { database in
            guard let row = try AccessRow.hold(database, id), row.shownTo == kiosk.id, let digest = row.digest,
                let document = try DocumentRow.find(database, row.document)
            else { throw PortalProblem(.digitalNotShown, 404, "nothing was shown here under this access") }
            guard try Self.owner(database, of: request.caseNumber) == row.owner.digits else {
                throw PortalProblem(.digitalCaseUnknown, 404, "the owner has no such case")
            }
            let added = try database.execute(
                """
                INSERT INTO documentUse (caseNumber, document, digest, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, [request.caseNumber, document.name, digest, now.milliseconds])
            if added == 1 {
                try DocumentHistoryBook.record(
                    database,
                    DocumentHistoryBook.Line(
                        deed: .attached, kind: document.kind, owner: row.owner, machine: kiosk.id,
                        operatorID: request.operatorID, detail: request.caseNumber), at: now)
            }
            let at: Int64? = try database.value(
                "SELECT at FROM documentUse WHERE caseNumber = ? AND document = ?", [request.caseNumber, document.name])
            return DocumentReference(
                caseNumber: request.caseNumber, document: document.name, kind: document.kind, digest: digest,
                attachedAtMilliseconds: at ?? now.milliseconds)
        }
    }

    func history(before: Int64?, kiosk: EnrolledKiosk) async throws -> DocumentHistory {
        try await store.read { try DocumentHistoryBook.ofMachine($0, kiosk.id, before: before) }
    }

    /// Whose case it is: an application for an EDS, or an exchange of the identity card.
    private static func owner(_ database: any SQLTransaction, of number: String) throws -> String? {
        if CardExchangeSlip.isValid(number) {
            return try database.value("SELECT iin FROM cardExchange WHERE slip = ?", [number])
        }
        return try database.value("SELECT iin FROM application WHERE number = ?", [number])
    }
}
