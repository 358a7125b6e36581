import KioskDomain
import PortalContract
import SQLAccess

/// The number in the Mobile Citizens Database: registered or changed with an EDS and a code that came to the new number
/// (RULES L4: electronic request; this portal wants the EDS), or at a desk with a document and that code; and reports of codes that did not come (L3).
struct PhoneService: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let sms: SMSService

    func sendCode(_ id: String, _ request: PhoneRequest, _ kiosk: EnrolledKiosk) async throws -> SMSChallengeAnswer {
        let phone = try Self.mobileNumber(request.phone)
        let owner = try await owner(id, kiosk)
        return try await sms.request(owner, .phone, to: phone, kiosk: kiosk.id)
    }

    /// A verdict other than `accepted` changes nothing.
    func confirm(
        _ id: String, _ request: PhoneConfirmation, _ kiosk: EnrolledKiosk
    ) async throws -> SMSCodeAnswer {
        let (owner, now) = (try await owner(id, kiosk), clock.now())
        return try await register(owner, request.challenge, request.code, kiosk) { database in
            // The code of the log-in comes to this number: it has its time from now on.
            try database.execute("UPDATE logIn SET provenAt = ? WHERE id = ?", [now.milliseconds, id])
        }
    }

    /// At a desk, where the operator has seen the person's document: for who has no number, and so no code to log in with.
    func sendCode(_ request: DeskPhoneRequest, _ desk: EnrolledKiosk) async throws -> SMSChallengeAnswer {
        let (iin, phone) = (try IIN(wire: request.iin), try Self.mobileNumber(request.phone))
        return try await sms.request(iin, .phone, to: phone, kiosk: desk.id)
    }

    /// As ``confirm(_:_:_:)``, at a desk.
    func confirm(_ request: DeskPhoneConfirmation, _ desk: EnrolledKiosk) async throws -> SMSCodeAnswer {
        try await register(
            try IIN(wire: request.iin), request.challenge, request.code, desk, by: request.operatorID)
    }

    private static func mobileNumber(_ typed: String) throws -> String {
        guard let phone = MobileNumber(typed: typed) else {
            throw PortalProblem(.phoneInvalid, 422, "no mobile number of Kazakhstan")
        }
        return phone.text
    }

    private func register(
        _ owner: IIN, _ challenge: String, _ code: String, _ machine: EnrolledKiosk, by operatorID: String? = nil,
        also: @escaping @Sendable (any SQLTransaction) throws -> Void = { _ in }
    ) async throws -> SMSCodeAnswer {
        let now = clock.now()
        var answer = try await sms.answer(challenge: challenge, code: code, kiosk: machine.id)
        if answer.verdict == .expired, try await isRegistered(challenge, code, owner, machine) {
            answer.verdict = .accepted
        }
        guard answer.verdict == .accepted, let proof = answer.proof else { return answer }
        try await store.write { database in
            let hash = SMSService.hash(proof)
            guard let row = try database.heldRow("SELECT * FROM proof WHERE hash = ?", [hash]),
                try row["iin"] == owner.digits, try row["purpose"] == SMSPurpose.phone.rawValue, try row["spent"] == 0,
                let sent = try database.row("SELECT phone FROM smsChallenge WHERE id = ?", [challenge])
            else { throw PortalProblem(.proofMissing, 403, "the code was for something else") }
            let phone: String = try sent["phone"]
            _ = try Person.hold(database, owner)
            try database.execute("UPDATE person SET phone = ? WHERE iin = ?", [phone, owner.digits])
            try database.execute("UPDATE proof SET spent = 1 WHERE hash = ?", [hash])
            try also(database)
            try Audit.record(
                database, at: now, kiosk: machine.id, "phone.registered", iin: owner.digits,
                detail: [Person.mask(phone), operatorID].compactMap(\.self).joined(separator: " by "))
        }
        answer.proof = nil
        return answer
    }

    /// The first answer was not heard: this code has registered this number already.
    private func isRegistered(
        _ challenge: String, _ code: String, _ owner: IIN, _ machine: EnrolledKiosk
    ) async throws -> Bool {
        try await store.read { database in
            try database.row(
                """
                SELECT one.id FROM smsChallenge one JOIN person ON person.iin = one.iin
                WHERE one.id = ? AND one.kiosk = ? AND one.iin = ? AND one.purpose = ? AND one.code = ? AND one.used = 1
                AND person.phone = one.phone
                """, [challenge, machine.id, owner.digits, SMSPurpose.phone.rawValue, code]) != nil
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
