import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// One application for an exchange as the database holds it.
struct CardExchangeRow: Sendable {
    let slip: String
    let digest: String
    let iin: IIN
    let documentNumber: String
    let expiresOn: CivilDate
    let payment: String
    let signature: Data
    let submittedAt: Int64
    let changedAt: Int64
    let state: CardExchangeCase
    /// Who certified it.
    let certification: Data?
    let newNumber: String?
    let newExpiresOn: String?

    init(row: SQLRow) throws {
        let slip: String = try row["slip"]
        guard let iin = try? IIN(text: try row["iin"]), let expiresOn = CivilDate(iso: try row["expiresOn"]),
            let stage = CardExchangeCase.Stage(rawValue: try row["stage"]),
            let state = CardExchangeCase(
                stage, slip: slip,
                annulment: (try row["annulment"] as String?).flatMap(CardExchangeCase.AnnulmentReason.init))
        else { throw StoreFault.unreadable(column: "cardExchange") }
        self.slip = slip
        self.iin = iin
        self.expiresOn = expiresOn
        self.state = state
        digest = try row["digest"]
        documentNumber = try row["documentNumber"]
        payment = try row["payment"]
        signature = try row["signature"]
        submittedAt = try row["submittedAt"]
        changedAt = try row["changedAt"]
        certification = try row["certification"]
        newNumber = try row["newNumber"]
        newExpiresOn = try row["newExpiresOn"]
    }

    /// SHA-256 of the signed application.
    var applicationDigest: String { ContentDigest.hex(of: signature) }

    /// For the contract.
    var record: CardExchangeRecord {
        CardExchangeRecord(
            slip: slip, stage: state.stage, submittedAtMilliseconds: submittedAt, changedAtMilliseconds: changedAt,
            annulment: state.annulment, fee: state.fee)
    }

    static func find(_ database: any SQLTransaction, kiosk: String, key: String) throws -> CardExchangeRow? {
        try database.row(
            "SELECT * FROM cardExchange WHERE kiosk = ? AND idempotencyKey = ?", [kiosk, key]
        ).map(CardExchangeRow.init(row:))
    }

    static func newest(_ database: any SQLTransaction, of iin: IIN, _ most: Int) throws -> [CardExchangeRow] {
        try database.rows(
            "SELECT * FROM cardExchange WHERE iin = ? ORDER BY submittedAt DESC, slip LIMIT \(most)", [iin.digits]
        ).map(CardExchangeRow.init(row:))
    }

    /// - Throws: ``PortalProblem`` `exchange.slip-unknown`.
    static func require(_ database: any SQLTransaction, _ slip: String) throws -> CardExchangeRow {
        try found(database.row("SELECT * FROM cardExchange WHERE slip = ?", [slip]))
    }

    /// As ``require(_:_:)``, held by whoever decides about it.
    static func hold(_ database: any SQLTransaction, _ slip: String) throws -> CardExchangeRow {
        try found(database.heldRow("SELECT * FROM cardExchange WHERE slip = ?", [slip]))
    }

    private static func found(_ row: SQLRow?) throws -> CardExchangeRow {
        guard let row else { throw PortalProblem(.exchangeSlipUnknown, 404, "no application has this slip number") }
        return try CardExchangeRow(row: row)
    }

    /// Takes the case on by these events.
    ///
    /// - Throws: ``PortalProblem`` `exchange.not-ready` when one of them is not legal where it stands.
    func advance(
        _ database: any SQLTransaction, by events: [CardExchangeCase.Event], at now: UnixTime
    ) throws -> CardExchangeCase {
        var next = state
        for event in events {
            guard let after = next.after(event) else {
                throw PortalProblem(.exchangeNotReady, 409, "it is \(next.stage.rawValue)")
            }
            next = after
        }
        try database.execute(
            "UPDATE cardExchange SET stage = ?, annulment = ?, changedAt = ? WHERE slip = ?",
            [next.stage.rawValue, next.annulment?.rawValue, now.milliseconds, slip])
        return next
    }
}
