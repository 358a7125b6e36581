import KioskDomain
import SQLAccess

/// Personal data that is worth nothing after a time, in tables that are not cut by the month.
struct Expiry: Sendable {
    /// Rows that one transaction changes, so that nobody waits long for it.
    static let portion = 5_000

    /// What happens to the rows.
    enum Deed: Sendable {
        case deleted
        /// They stay, without this column.
        case emptied(String)
    }

    let table: String
    let key: String
    /// Rows whose value is smaller are old enough.
    let column: String
    var deed = Deed.deleted
    /// That value.
    let bound: SQLValue

    /// Until nothing is left that is old enough.
    func enforce(_ store: PortalStore) async throws {
        var changed = Self.portion
        while changed == Self.portion, !Task.isCancelled {
            changed = try await store.write { [self] in try $0.run(statement, [bound]).changes }
        }
    }

    private var statement: String {
        let (deed, condition) =
            switch deed {
            case .deleted: ("DELETE FROM \(table)", "")
            case .emptied(let name): ("UPDATE \(table) SET \(name) = NULL", "AND \(name) IS NOT NULL")
            }
        return """
            \(deed) WHERE (\(key)) IN
            (SELECT \(key) FROM \(table) WHERE \(column) < ? \(condition) LIMIT \(Self.portion))
            """
    }
}

extension Retention {
    /// What ``Housekeeping`` enforces on both engines.
    func expiries(at now: UnixTime) -> [Expiry] {
        func before(_ span: Duration) -> SQLValue { .integer((now - span).milliseconds) }
        return [
            Expiry(table: "smsChallenge", key: "id", column: "sentAt", bound: before(codes)),
            Expiry(table: "logIn", key: "id", column: "openedAt", bound: before(codes)),
            Expiry(table: "phoneSignature", key: "id", column: "openedAt", bound: before(.seconds(600))),
            Expiry(table: "missingCode", key: "id", column: "receivedAt", bound: before(bodies)),
            Expiry(table: "proof", key: "hash", column: "madeAt", bound: before(bodies)),
            Expiry(
                table: "reservation", key: "id", column: "day",
                bound: .text(PortalCalendar.day(of: now - reservations).description)),
            Expiry(table: "fleetSample", key: "at", column: "at", bound: before(samples)),
            Expiry(
                table: "attempt", key: "source, sequence", column: "closedAt", deed: .emptied("evidence"),
                bound: before(bodies)),
            // Those that nobody decided by in time.
            Expiry(table: "exchangePicture", key: "slip, kind", column: "keptSince", bound: before(pictures)),
            Expiry(table: "documentAccess", key: "id", column: "expiresAt", bound: before(pictures)),
            Expiry(table: "documentHistory", key: "id", column: "at", bound: before(audit)),
            Expiry(table: "documentUse", key: "caseNumber, document", column: "at", bound: before(audit)),
        ]
    }
}
