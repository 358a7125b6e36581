import KioskDomain
import PortalContract
import SQLAccess

/// One log-in as the database holds it. The QR code is kept as a hash: who reads the database logs nobody in.
struct LogInRow: Sendable {
    /// How long each proof may take from the one before, and how long an account stays open, from the beginning.
    static let (proofLife, accountLife) = (Duration.seconds(300), Duration.seconds(1_800))

    let id: String
    let kiosk: String
    let challenge: String
    let iin: IIN?
    let facts: LogInGate.Facts
    let openedAt: UnixTime
    /// When the last proof was accepted; the beginning before the first.
    let provenAt: UnixTime
    let isEnded: Bool

    private init(row: SQLRow) throws {
        id = try row["id"]
        kiosk = try row["kiosk"]
        challenge = try row["challenge"]
        iin = (try row["iin"] as String?).flatMap { try? IIN(text: $0) }
        facts = LogInGate.Facts(
            signedWithEDS: try row["eds"] == 1, smsCodeAccepted: try row["coded"] == 1,
            mobileAppScanned: try row["scanned"] == 1)
        let begun: Int64 = try row["openedAt"]
        let proven: Int64? = try row["provenAt"]
        openedAt = UnixTime(milliseconds: begun)
        provenAt = UnixTime(milliseconds: proven ?? begun)
        isEnded = (try row["endedAt"] as Int64?) != nil
    }

    static func insert(
        _ database: any SQLTransaction, _ id: String, challenge: String, token: String, kiosk: String, at now: UnixTime
    ) throws {
        try database.execute(
            "INSERT INTO logIn (id, kiosk, challenge, tokenHash, openedAt) VALUES (?, ?, ?, ?, ?)",
            [id, kiosk, challenge, SMSService.hash(token), now.milliseconds])
    }

    /// Held, of this kiosk, not ended and in time.
    ///
    /// - Throws: ``PortalProblem`` `log-in.over`.
    static func hold(
        _ database: any SQLTransaction, _ id: String, _ kiosk: EnrolledKiosk, at now: UnixTime
    ) throws -> LogInRow {
        let row = try database.heldRow("SELECT * FROM logIn WHERE id = ? AND kiosk = ?", [id, kiosk.id])
        return try living(row.map(LogInRow.init(row:)), at: now)
    }

    /// By what stands in its QR code.
    ///
    /// - Throws: ``PortalProblem`` `log-in.over`.
    static func hold(_ database: any SQLTransaction, token: String, at now: UnixTime) throws -> LogInRow {
        let row = try database.heldRow("SELECT * FROM logIn WHERE tokenHash = ?", [SMSService.hash(token)])
        return try living(row.map(LogInRow.init(row:)), at: now)
    }

    private static func living(_ row: LogInRow?, at now: UnixTime) throws -> LogInRow {
        guard let row, !row.isEnded, now < row.expiresAt else {
            throw PortalProblem(.logInOver, 404, "no such log-in, or its time is over")
        }
        return row
    }

    /// A log-in that was begun has less time than an account that is open.
    var expiresAt: UnixTime { decision == .loggedIn ? openedAt + Self.accountLife : provenAt + Self.proofLife }

    var decision: LogInGate.Decision { LogInGate.decide(facts) }

    /// For the contract.
    var standing: LogInStanding {
        let needs: LogInNeed =
            switch decision {
            case .needsEDS: .eds
            case .needsSMSCode: .code
            case .loggedIn: .nothing
            }
        return LogInStanding(
            logIn: id, needs: needs, iin: iin?.digits, expiresAtMilliseconds: expiresAt.milliseconds)
    }

    /// Keeps one proof more, and whose it is.
    ///
    /// - Throws: ``PortalProblem`` `portal.other-person` when another proof was somebody else's.
    func note(_ proof: Proof, of owner: IIN, _ database: any SQLTransaction, at now: UnixTime) throws -> LogInRow {
        guard iin == nil || iin == owner else {
            throw PortalProblem(.requestForOtherPerson, 403, "the log-in is another person's")
        }
        try database.execute(
            "UPDATE logIn SET iin = ?, \(proof.rawValue) = 1, provenAt = ? WHERE id = ?",
            [owner.digits, now.milliseconds, id])
        guard let row = try database.row("SELECT * FROM logIn WHERE id = ?", [id]) else {
            throw PortalProblem(.logInOver, 404, "no such log-in")
        }
        return try LogInRow(row: row)
    }

    /// Raw values are columns.
    enum Proof: String { case eds, coded, scanned }
}
