import KioskDomain
import PortalContract
import SQLAccess

/// The number in the Mobile Citizens Database: registered or changed with an EDS and a code that came to the new number
/// (RULES L4: electronic request; this portal wants the EDS), and reports of codes that did not come (L3).
struct PhoneService: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let sms: SMSService

    func sendCode(_ id: String, _ request: PhoneRequest, _ kiosk: EnrolledKiosk) async throws -> SMSChallengeAnswer {
        guard let phone = MobileNumber(typed: request.phone) else {
            throw PortalProblem(.phoneInvalid, 422, "no mobile number of Kazakhstan")
        }
        let owner = try await owner(id, kiosk)
        return try await sms.request(owner, .phone, to: phone.text, kiosk: kiosk.id)
    }

    /// A verdict other than `accepted` changes nothing.
    func confirm(
        _ id: String, _ request: PhoneConfirmation, _ kiosk: EnrolledKiosk
    ) async throws -> SMSCodeAnswer {
        let (owner, now) = (try await owner(id, kiosk), clock.now())
        var answer = try await sms.answer(challenge: request.challenge, code: request.code, kiosk: kiosk.id)
        guard answer.verdict == .accepted, let proof = answer.proof else { return answer }
        try await store.write { database in
            let hash = SMSService.hash(proof)
            guard let row = try database.heldRow("SELECT * FROM proof WHERE hash = ?", [hash]),
                try row["iin"] == owner.digits, try row["purpose"] == SMSPurpose.phone.rawValue, try row["spent"] == 0,
                let challenge = try database.row("SELECT phone FROM smsChallenge WHERE id = ?", [request.challenge])
            else { throw PortalProblem(.proofMissing, 403, "the code was for something else") }
            let phone: String = try challenge["phone"]
            _ = try Person.hold(database, owner)
            try database.execute("UPDATE person SET phone = ? WHERE iin = ?", [phone, owner.digits])
            try database.execute("UPDATE proof SET spent = 1 WHERE hash = ?", [hash])
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "phone.registered", iin: owner.digits, detail: Person.mask(phone))
        }
        answer.proof = nil
        return answer
    }

    /// Who signed with an EDS at this log-in; a scan alone does not change a number.
    private func owner(_ id: String, _ kiosk: EnrolledKiosk) async throws -> IIN {
        let now = clock.now()
        return try await store.write { database in
            let row = try LogInRow.hold(database, id, kiosk, at: now)
            guard row.facts.signedWithEDS, let iin = row.iin else {
                throw PortalProblem(.logInIncomplete, 409, "the number is changed with an EDS only")
            }
            return iin
        }
    }

    /// L3: exactly the four fields.
    func report(_ request: MissingCodeReport, _ kiosk: EnrolledKiosk) async throws -> MissingCodeReceipt {
        let (iin, now) = (try IIN(wire: request.iin), clock.now())
        let report = SMSNotReceivedReport(
            iin: iin, phone: request.phone, requestedAt: UnixTime(milliseconds: request.requestedAtMilliseconds),
            explanation: request.description)
        guard let report else { throw PortalProblem(.phoneInvalid, 422, "the phone or the description is missing") }
        return try await store.write { database in
            let id = try database.id(
                inserting:
                    """
                    INSERT INTO missingCode (iin, phone, requestedAt, description, kiosk, receivedAt) VALUES (?, ?, ?, ?, ?, ?) RETURNING id
                    """,
                [
                    iin.digits, report.phone, report.requestedAt.milliseconds, report.explanation, kiosk.id,
                    now.milliseconds,
                ])
            try Audit.record(database, at: now, kiosk: kiosk.id, "sms.reported-missing", iin: iin.digits)
            let digits = String(id)
            return MissingCodeReceipt(number: "R" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits)
        }
    }
}
