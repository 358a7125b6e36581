/// Where one kind of arrival is kept, and what of a row may be shown: no name, phone, code, portrait or free text is even read.
struct ArrivalTable: Sendable {
    let name: String
    /// Milliseconds since 1970; an index begins with it.
    let time: String
    /// Which of one instant come first; unique together with the time.
    let order: String
    /// `iin`, `reference`, `one`, `two` and `state`, each a text or null.
    let columns: String
    /// The machine that told of it; null where the table does not keep it.
    let machine: String
    /// The row's own centre; null where it has none.
    let centre: String
    /// BIN of the legal entity that it is for; null for a person.
    let bin: String
    let joins: String

    private static let nothing = "CAST(NULL AS TEXT)"

    /// The newest rows before and at a time, which is the one parameter.
    ///
    /// - Parameters:
    ///   - passed: rows of just that time that are left out.
    func newest(_ limit: Int, passing passed: Int) -> String {
        """
        SELECT \(name).\(time) AS at, \(columns), \(machine) AS machine,
        coalesce(\(centre), kioskCentre.centre, nullif(kioskReport.centre, '')) AS centre,
        \(bin) AS bin, (SELECT organisation.name FROM organisation WHERE organisation.bin = \(bin)) AS organisation
        FROM \(name) \(joins) LEFT JOIN kioskCentre ON kioskCentre.kiosk = \(machine)
        LEFT JOIN kioskReport ON kioskReport.kiosk = \(machine)
        WHERE \(name).\(time) <= ? ORDER BY \(name).\(time) DESC, \(order) LIMIT \(limit) OFFSET \(passed)
        """
    }

    /// How many there are since a time, which is the one parameter; more than `limit` are not counted.
    func count(upTo limit: Int) -> String {
        "SELECT count(*) FROM (SELECT 1 AS one FROM \(name) WHERE \(time) >= ? LIMIT \(limit)) AS recent"
    }

    init(_ kind: ArrivalKind) {
        switch kind {
        case .attempts: self = .attempts
        case .applications: self = .applications
        case .certificates: self = .certificates
        case .revocations: self = .revocations
        case .exchanges: self = .exchanges
        case .documents: self = .documents
        case .logIns: self = .logIns
        case .slips: self = .slips
        case .reservations: self = .reservations
        case .missingCodes: self = .missingCodes
        case .machines: self = .machines
        }
    }

    private init(
        _ name: String, by time: String, order: String, columns: String, machine: String = ArrivalTable.nothing,
        centre: String = ArrivalTable.nothing, bin: String = ArrivalTable.nothing, joins: String = ""
    ) {
        (self.name, self.time, self.order, self.columns) = (name, time, order, columns)
        (self.machine, self.centre, self.bin, self.joins) = (machine, centre, bin, joins)
    }
}

extension ArrivalTable {
    /// Attempts from outside have a source that is no machine, and may name a document.
    private static let attempts = ArrivalTable(
        "attempt", by: "openedAt", order: "attempt.source DESC, attempt.sequence DESC",
        columns: """
            attempt.iin AS iin, CAST(NULL AS TEXT) AS reference, attempt.channel AS one,
            CAST(attempt.ordinal AS TEXT) AS two, attempt.outcome AS state
            """,
        machine: "CASE WHEN attempt.channel = 'kiosk' THEN attempt.source END")

    private static let applications = ArrivalTable(
        "application", by: "createdAt", order: "application.id DESC",
        columns: """
            application.iin AS iin, application.number AS reference, application.medium AS one,
            application.reason AS two, application.state AS state
            """,
        machine: madeAt, centre: "application.centre", bin: "application.bin")

    /// An application made from outside names no machine.
    private static let madeAt =
        "CASE WHEN application.channel <> '\(HomeApplications.channel)' THEN application.kiosk END"

    /// At the machine of their application.
    private static let certificates = ArrivalTable(
        "certificate", by: "notBefore", order: "certificate.serial DESC",
        columns: """
            certificate.iin AS iin, certificate.serial AS reference, certificate.use AS one, certificate.family AS two,
            CASE WHEN revocation.serial IS NULL THEN 'issued' ELSE 'revoked' END AS state
            """,
        machine: madeAt, centre: "application.centre", bin: "certificate.bin",
        joins: """
            LEFT JOIN application ON application.number = certificate.application
            LEFT JOIN revocation ON revocation.serial = certificate.serial
            """)

    private static let revocations = ArrivalTable(
        "revocation", by: "at", order: "revocation.id DESC",
        columns: """
            certificate.iin AS iin, revocation.serial AS reference, revocation.cause AS one, certificate.use AS two,
            'revoked' AS state
            """,
        bin: "certificate.bin",
        joins: "LEFT JOIN certificate ON certificate.serial = revocation.serial")

    private static let exchanges = ArrivalTable(
        "cardExchange", by: "submittedAt", order: "cardExchange.id DESC",
        columns: """
            cardExchange.iin AS iin, cardExchange.slip AS reference, cardExchange.annulment AS one,
            CAST(NULL AS TEXT) AS two, cardExchange.stage AS state
            """,
        machine: "cardExchange.kiosk")

    /// A case's number is what an operator typed; only the code of a refusal is ours.
    private static let documents = ArrivalTable(
        "documentHistory", by: "at", order: "documentHistory.id DESC",
        columns: """
            documentHistory.owner AS iin, CAST(NULL AS TEXT) AS reference, documentHistory.kind AS one,
            CASE WHEN documentHistory.deed = 'refused' THEN documentHistory.detail END AS two,
            documentHistory.deed AS state
            """,
        machine: "documentHistory.machine")

    /// `one` is what was shown: EDS, code, scan, each 1 or 0. The log-in's ID is not read.
    private static let logIns = ArrivalTable(
        "logIn", by: "openedAt", order: "logIn.id DESC",
        columns: """
            logIn.iin AS iin, CAST(NULL AS TEXT) AS reference,
            CAST(logIn.eds AS TEXT) || CAST(logIn.coded AS TEXT) || CAST(logIn.scanned AS TEXT) AS one,
            CAST(NULL AS TEXT) AS two, CASE WHEN logIn.endedAt IS NOT NULL THEN 'ended' END AS state
            """,
        machine: "logIn.kiosk")

    private static let slips = ArrivalTable(
        "hallTicket", by: "toldAt",
        order: "hallTicket.centre DESC, hallTicket.day DESC, hallTicket.lane DESC, hallTicket.number DESC",
        columns: """
            CAST(NULL AS TEXT) AS iin, hallTicket.day AS reference, hallTicket.lane AS one,
            CAST(hallTicket.number AS TEXT) AS two, hallTicket.state AS state
            """,
        centre: "hallTicket.centre")

    private static let reservations = ArrivalTable(
        "reservation", by: "changedAt", order: "reservation.id DESC",
        columns: """
            reservation.iin AS iin, reservation.number AS reference, reservation.day AS one, reservation.time AS two,
            reservation.state AS state
            """,
        centre: "reservation.centre")

    private static let missingCodes = ArrivalTable(
        "missingCode", by: "receivedAt", order: "missingCode.id DESC",
        columns: """
            missingCode.iin AS iin, CAST(missingCode.id AS TEXT) AS reference,
            CAST(missingCode.requestedAt AS TEXT) AS one, CAST(NULL AS TEXT) AS two, 'received' AS state
            """,
        machine: "missingCode.kiosk")

    private static let machines = ArrivalTable(
        "kiosk", by: "enrolledAt", order: "kiosk.id DESC",
        columns: """
            CAST(NULL AS TEXT) AS iin, CAST(NULL AS TEXT) AS reference, kiosk.roles AS one, CAST(NULL AS TEXT) AS two,
            CASE WHEN kioskState.revokedAt IS NULL THEN 'enrolled' ELSE 'revoked' END AS state
            """,
        machine: "kiosk.id", joins: "LEFT JOIN kioskState ON kioskState.kiosk = kiosk.id")
}
