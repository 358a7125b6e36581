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
        if answer.verdict == .expired, try await isRegistered(request, owner, kiosk) { answer.verdict = .accepted }
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
            // The code of the log-in comes to this number: it has its time from now on.
            try database.execute("UPDATE logIn SET provenAt = ? WHERE id = ?", [now.milliseconds, id])
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "phone.registered", iin: owner.digits, detail: Person.mask(phone))
        }
        answer.proof = nil
        return answer
    }

    /// The first answer was not heard: this code has registered this number already.
    private func isRegistered(_ request: PhoneConfirmation, _ owner: IIN, _ kiosk: EnrolledKiosk) async throws -> Bool {
        try await store.read { database in
            try database.row(
                """
                SELECT one.id FROM smsChallenge one JOIN person ON person.iin = one.iin
                WHERE one.id = ? AND one.kiosk = ? AND one.iin = ? AND one.purpose = ? AND one.code = ? AND one.used = 1
                AND person.phone = one.phone
                """, [request.challenge, kiosk.id, owner.digits, SMSPurpose.phone.rawValue, request.code]) != nil
        }
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

    /// Nobody has proved who they are where a code is awaited; more in a person's name than that help nobody.
    static let dailyReports: Int64 = 5

    /// L3: exactly the four fields. The same ones again are the same report: who did not hear its number asks once more.
    func report(_ request: MissingCodeReport, _ kiosk: EnrolledKiosk) async throws -> MissingCodeReceipt {
        let (iin, now) = (try IIN(wire: request.iin), clock.now())
        let report = SMSNotReceivedReport(
            iin: iin, phone: request.phone, requestedAt: UnixTime(milliseconds: request.requestedAtMilliseconds),
            explanation: request.description)
        guard let report else { throw PortalProblem(.phoneInvalid, 422, "the phone or the description is missing") }
        return try await store.write { database in
            let fields: [any SQLBindable] = [
                iin.digits, report.phone, report.requestedAt.milliseconds, report.explanation, kiosk.id,
            ]
            // Two requests of one machine wait for each other here.
            _ = try database.heldRow("SELECT id FROM kiosk WHERE id = ?", [kiosk.id])
            let known = try database.row(
                """
                SELECT id FROM missingCode WHERE iin = ? AND phone = ? AND requestedAt = ? AND description = ?
                AND kiosk = ?
                """, fields)
            if let known { return MissingCodeReceipt(number: Self.number(try known["id"])) }
            let today: Int64 =
                try database.value(
                    "SELECT count(*) FROM missingCode WHERE iin = ? AND receivedAt > ?",
                    [iin.digits, (now - .seconds(86_400)).milliseconds]) ?? 0
            guard today < Self.dailyReports else {
                throw PortalProblem(.smsLimit, 429, "enough reports for this person today", retryAfter: 86_400)
            }
            let id = try database.id(
                inserting:
                    """
                    INSERT INTO missingCode (iin, phone, requestedAt, description, kiosk, receivedAt) VALUES (?, ?, ?, ?, ?, ?) RETURNING id
                    """,
                fields + [now.milliseconds])
            try Audit.record(database, at: now, kiosk: kiosk.id, "sms.reported-missing", iin: iin.digits)
            return MissingCodeReceipt(number: Self.number(id))
        }
    }

    /// As the person is told.
    static func number(_ id: Int64) -> String { "R" + DecimalDigits.text(id, width: 9) }
}
