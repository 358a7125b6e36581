import KioskDomain
import PortalContract
import SQLAccess

/// One application as the database holds it.
struct ApplicationRow: Sendable {
    var number: String
    var kiosk: String
    var digest: String
    var iin: String
    var medium: Medium
    var channel: String
    var state: ApplicationStatus
    var justification: String?
    var createdAt: Int64
    /// Code of the centre where its form is handed in (E4).
    var centre: String?
    /// Why, where it says so (E9).
    var reason: ObtainingReason?
    /// Of the organisation whose EDS it is for (E3).
    var bin: String?

    /// Raw value of `channel` for an application made at a desk.
    static let deskChannel = "operator"

    private init?(row: SQLRow) throws {
        guard let medium = Medium(rawValue: try row["medium"]),
            let state = ApplicationStatus(rawValue: try row["state"])
        else { return nil }
        self.medium = medium
        self.state = state
        number = try row["number"]
        kiosk = try row["kiosk"]
        digest = try row["digest"]
        iin = try row["iin"]
        channel = try row["channel"]
        justification = try row["justification"]
        createdAt = try row["createdAt"]
        centre = try row["centre"]
        reason = (try row["reason"] as String?).flatMap(ObtainingReason.init)
        bin = try row["bin"]
    }

    static func find(_ database: any SQLTransaction, kiosk: String, key: String) throws -> ApplicationRow? {
        try database.row(
            "SELECT * FROM application WHERE kiosk = ? AND idempotencyKey = ?", [kiosk, key]
        ).flatMap(ApplicationRow.init(row:))
    }

    /// Whether this attempt led to an application.
    static func isOf(_ database: any SQLTransaction, _ attempt: AttemptKey) throws -> Bool {
        let found: Int? = try database.value(
            "SELECT 1 FROM application WHERE attemptSource = ? AND attemptSequence = ?",
            [attempt.source, attempt.sequence])
        return found != nil
    }

    /// - Throws: ``PortalProblem`` `application.unknown`.
    static func require(_ database: any SQLTransaction, _ number: String) throws -> ApplicationRow {
        try found(database.row("SELECT * FROM application WHERE number = ?", [number]))
    }

    /// For the person's own EDS.
    static func newest(_ database: any SQLTransaction, of iin: IIN, _ most: Int) throws -> [ApplicationRow] {
        try database.rows(
            "SELECT * FROM application WHERE iin = ? AND bin IS NULL ORDER BY id DESC LIMIT \(most)", [iin.digits]
        ).compactMap(ApplicationRow.init(row:))
    }

    /// The one that a desk made for the person's own EDS, and that waits for its answer or its keys within its days (RULES E4).
    static func openAtDesk(
        _ database: any SQLTransaction, of iin: IIN, on day: CivilDate, _ rules: RuleBook
    ) throws -> ApplicationRow? {
        try database.rows(
            """
            SELECT * FROM application WHERE iin = ? AND bin IS NULL AND channel = ? AND state IN (?, ?) ORDER BY id DESC
            """,
            [
                iin.digits, deskChannel, ApplicationStatus.submitted.rawValue, ApplicationStatus.confirmed.rawValue,
            ]
        ).compactMap(ApplicationRow.init(row:)).first { application in
            let madeOn = application.facts.madeOn
            return ApplicationDeadline.isOpen(submitted: madeOn, on: day, days: rules.applicationDays.value(on: madeOn))
        }
    }

    /// As ``require(_:_:)``, held by whoever decides about it.
    static func hold(_ database: any SQLTransaction, _ number: String) throws -> ApplicationRow {
        try found(database.heldRow("SELECT * FROM application WHERE number = ?", [number]))
    }

    private static func found(_ row: SQLRow?) throws -> ApplicationRow {
        guard let application = try row.flatMap(ApplicationRow.init(row:)) else {
            throw PortalProblem(.applicationUnknown, 404, "no application has this number")
        }
        return application
    }

    /// An application that this kiosk made, or any for a desk.
    static func require(_ database: any SQLTransaction, _ number: String, by kiosk: EnrolledKiosk) throws
        -> ApplicationRow
    {
        try mustBeSeen(database, by: kiosk, require(database, number))
    }

    /// As ``require(_:_:by:)``, held by whoever decides about it.
    static func hold(_ database: any SQLTransaction, _ number: String, by kiosk: EnrolledKiosk) throws -> ApplicationRow
    {
        try mustBeSeen(database, by: kiosk, hold(database, number))
    }

    /// Its own kiosk, one where its owner asked for it, or a desk.
    private static func mustBeSeen(
        _ database: any SQLTransaction, by kiosk: EnrolledKiosk, _ application: ApplicationRow
    ) throws -> ApplicationRow {
        if application.kiosk == kiosk.id || kiosk.roles.contains(.desk) { return application }
        let granted: Int? = try database.value(
            "SELECT 1 FROM applicationGrant WHERE application = ? AND kiosk = ?", [application.number, kiosk.id])
        guard granted != nil else { throw PortalProblem(.applicationUnknown, 404, "no application has this number") }
        return application
    }

    /// What rules ask of it.
    var facts: ApplicationStep.Facts {
        ApplicationStep.Facts(
            status: state, medium: medium, madeOn: PortalCalendar.day(of: UnixTime(milliseconds: createdAt)))
    }

    func set(_ database: any SQLTransaction, _ state: ApplicationStatus, justification: String? = nil) throws {
        try database.execute(
            "UPDATE application SET state = ?, justification = ? WHERE number = ?",
            [state.rawValue, justification ?? self.justification, number])
    }

    func record(_ database: any SQLTransaction) throws -> ApplicationRecord {
        let serials: [String] = try database.values(
            "SELECT serial FROM certificate WHERE application = ? ORDER BY use", [number])
        return ApplicationRecord(
            number: number, state: state, medium: medium, createdAtMilliseconds: createdAt,
            justification: justification, serials: serials,
            organisation: try bin.flatMap { try OrganisationRow.find(database, $0) }?.named)
    }

    /// The certificates are on the medium; saying so twice changes nothing.
    static func markWritten(
        _ database: any SQLTransaction, _ number: String, _ serials: [String], kiosk: EnrolledKiosk, now: UnixTime
    ) throws -> ApplicationRecord {
        let application = try hold(database, number, by: kiosk)
        let record = try application.record(database)
        guard !record.serials.isEmpty, Set(record.serials) == Set(serials) else {
            throw PortalProblem(.certificateMismatch, 409, "these are not the certificates of this application")
        }
        if application.state == .written { return record }
        try application.set(database, .written)
        // Told too late: its certificates were ended meanwhile, and it is to be applied for anew.
        try RevocationService.close(database, number)
        try Audit.record(
            database, at: now, kiosk: kiosk.id, "application.written", iin: application.iin, detail: number)
        return try require(database, number).record(database)
    }
}
