import KioskDomain
import PortalContract
import SQLAccess

/// An application about to be made, once for each key that the kiosk chose.
struct ApplicationDraft: Sendable {
    let key: String
    let digest: String
    /// ID of the machine, or the channel of who has none.
    let kiosk: String
    let iin: IIN
    let now: UnixTime

    /// - Throws: ``PortalProblem`` when the header `Idempotency-Key` is missing or too long.
    init(_ request: some Encodable, key: String?, kiosk: String, iin: IIN, now: UnixTime) throws {
        guard let key, (1...200).contains(key.utf8.count) else {
            throw PortalProblem.invalid("the header Idempotency-Key is missing or too long")
        }
        self.key = key
        self.digest = ContentDigest.hex(of: try ContractJSON.encode(request))
        self.kiosk = kiosk
        self.iin = iin
        self.now = now
    }

    /// What this key made before.
    ///
    /// - Throws: ``PortalProblem`` `portal.idempotency-conflict` when it was for another body.
    func former(_ database: any SQLTransaction) throws -> ApplicationRow? {
        guard let former = try ApplicationRow.find(database, kiosk: kiosk, key: key) else { return nil }
        guard former.digest == digest else {
            throw PortalProblem(.idempotencyConflict, 409, "this key made another application")
        }
        return former
    }

    func insert(
        _ database: any SQLTransaction, medium: Medium, channel: String, attempt: AttemptKey?, state: ApplicationStatus,
        operatorID: String?, centre: String? = nil, reason: ObtainingReason? = nil, bin: BIN? = nil
    ) throws -> ApplicationRecord {
        // The number is the row's own, allotted in the transaction that uses it (DESIGN 5.2).
        let id = try database.id(
            inserting: """
                INSERT INTO application (number, kiosk, idempotencyKey, digest, iin, medium, channel, attemptSource,
                attemptSequence, state, operatorID, createdAt, centre, reason, bin)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """,
            [
                // Its own until the number is known: nobody else must wait for it.
                SMSService.randomName(), kiosk, key, digest, iin.digits, medium.rawValue, channel, attempt?.source,
                attempt?.sequence, state.rawValue, operatorID, now.milliseconds, centre,
                reason?.rawValue, bin?.digits,
            ])
        let number = "E" + DecimalDigits.text(id, width: 9)
        try database.execute("UPDATE application SET number = ? WHERE id = ?", [number, id])
        try Audit.record(
            database, at: now, kiosk: kiosk, "application.made", iin: iin.digits, detail: "\(number) \(channel)")
        return try ApplicationRow.require(database, number).record(database)
    }
}
