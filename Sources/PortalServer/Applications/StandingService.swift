import KioskDomain
import PortalContract
import SQLAccess

/// Where a person's own application stands (RULES E4, E5, E10). Whoever asks has answered an SMS code; wrong numbers are
/// counted, and a wrong one and somebody else's get the same answer.
struct StandingService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    func standing(
        _ number: String, _ request: StandingRequest, kiosk: EnrolledKiosk
    ) async throws -> StandingAnswer {
        let iin = try IIN(wire: request.iin)
        let (now, today) = (clock.now(), clock.today())
        return try await store.write { database -> Result<StandingAnswer, PortalProblem> in
            // Both limits are counted under these locks; always the machine first.
            _ = try database.heldRow("SELECT id FROM kiosk WHERE id = ?", [kiosk.id])
            guard try proves(database, request.proof, iin, kiosk, now) else {
                return .failure(PortalProblem(.proofMissing, 403, "no SMS code was answered for this IIN here"))
            }
            _ = try Person.hold(database, iin)
            if let until = try waitUntil(database, iin, kiosk, now, today) {
                let seconds = Int(now.duration(to: until).components.seconds) + 1
                return .failure(
                    PortalProblem(.applicationTries, 429, "too many wrong numbers", count: seconds, retryAfter: seconds)
                )
            }
            guard let application = try find(database, number, of: iin) else {
                try noteVain(database, iin, kiosk, now)
                return .failure(PortalProblem(.applicationUnknown, 404, "this person has no such application"))
            }
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "application.shown", iin: iin.digits, detail: application.number)
            let answer = try Self.answer(database, application, on: today, rules)
            if answer.step == .write { try grant(database, application, to: kiosk, now) }
            return .success(answer)
        }.get()
    }

    /// What a person or an operator is told of it.
    static func answer(
        _ database: any SQLTransaction, _ application: ApplicationRow, on today: CivilDate, _ rules: RuleBook
    ) throws -> StandingAnswer {
        let facts = application.facts
        let lastDay = ApplicationDeadline.lastDay(
            submitted: facts.madeOn, days: rules.applicationDays.value(on: facts.madeOn))
        return StandingAnswer(
            application: try application.record(database), step: ApplicationStep.after(facts, on: today, rules),
            madeOn: facts.madeOn.description, handInBy: facts.status == .applied ? lastDay.description : nil,
            centre: application.centre)
    }

    private func proves(
        _ database: any SQLTransaction, _ proof: String, _ iin: IIN, _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws -> Bool {
        // One that was taken back, as another was given for the same code, is spent.
        let kept = try database.row("SELECT * FROM proof WHERE hash = ? AND spent = 0", [SMSService.hash(proof)])
        guard let row = kept else {
            return false
        }
        let (owner, purpose, place): (String, String, String) = try (row["iin"], row["purpose"], row["kiosk"])
        let madeAt = UnixTime(milliseconds: try row["madeAt"])
        return owner == iin.digits && purpose == SMSPurpose.application.rawValue && place == kiosk.id
            && now < madeAt + SMSService.proofLife
    }

    private func find(_ database: any SQLTransaction, _ number: String, of iin: IIN) throws -> ApplicationRow? {
        do {
            let application = try ApplicationRow.require(database, number)
            return application.iin == iin.digits ? application : nil
        } catch let problem as PortalProblem where problem.code == .applicationUnknown {
            return nil
        }
    }

    /// It is written by the kiosk at which its owner stands.
    private func grant(
        _ database: any SQLTransaction, _ application: ApplicationRow, to kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws {
        try database.execute(
            """
            INSERT INTO applicationGrant (application, kiosk, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """, [application.number, kiosk.id, now.milliseconds])
    }

    private func waitUntil(
        _ database: any SQLTransaction, _ iin: IIN, _ kiosk: EnrolledKiosk, _ now: UnixTime, _ today: CivilDate
    ) throws -> UnixTime? {
        // No limit looks back further than a day.
        let since = (now - .seconds(86_400)).milliseconds
        func vain(_ column: String, _ value: String) throws -> [UnixTime] {
            try database.values(
                "SELECT at FROM applicationSearch WHERE \(column) = ? AND at > ?", [value, since]
            ).map(UnixTime.init(milliseconds:))
        }
        return rules.applicationSearch.value(on: today).waitUntil(
            vainForIIN: try vain("iin", iin.digits), vainFromKiosk: try vain("kiosk", kiosk.id), now: now)
    }

    private func noteVain(
        _ database: any SQLTransaction, _ iin: IIN, _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws {
        try database.execute("DELETE FROM applicationSearch WHERE at <= ?", [(now - .seconds(86_400)).milliseconds])
        try database.execute(
            "INSERT INTO applicationSearch (iin, kiosk, at) VALUES (?, ?, ?)",
            [iin.digits, kiosk.id, now.milliseconds])
    }
}
