import KioskDomain
import PortalContract
import SQLAccess

/// One row of a list of what arrived. The IIN is masked where it is read; the whole one goes no further.
struct Arrival: Sendable {
    /// Milliseconds since 1970.
    let at: Int64
    /// The person's IIN, masked (RULES P4).
    let person: String?
    /// The legal entity that it is for; nil for a person.
    let organisation: NamedOrganisation?
    let machine: String?
    let centre: String?
    /// What ``ArrivalTable`` reads for the kind.
    let reference: String?
    let one: String?
    let two: String?
    let state: String?

    init(row: SQLRow) throws {
        at = try row["at"]
        let iin: String? = try row["iin"]
        person = iin.flatMap { try? IIN(text: $0) }.map(\.masked)
        organisation = try (row["bin"] as String?).map { bin in
            NamedOrganisation(bin: bin, name: try row["organisation"] ?? "")
        }
        machine = try row["machine"]
        centre = try row["centre"]
        reference = try row["reference"]
        one = try row["one"]
        two = try row["two"]
        state = try row["state"]
    }
}

/// A part of the list of one kind, newest first.
struct ArrivalList: Sendable {
    static let limit = 20

    let kind: ArrivalKind
    let arrivals: [Arrival]
    /// Where the older ones begin; nil when there are none.
    let next: ArrivalCursor?

    static func read(
        _ database: any SQLTransaction, _ kind: ArrivalKind, after cursor: ArrivalCursor
    ) throws -> ArrivalList {
        // One more tells whether there are older ones.
        let sql = ArrivalTable(kind).newest(limit + 1, passing: cursor.passed)
        let rows = try database.rows(sql, [cursor.at]).map(Arrival.init(row:))
        return ArrivalList(kind: kind, rows, after: cursor)
    }

    private init(kind: ArrivalKind, _ rows: [Arrival], after cursor: ArrivalCursor) {
        self.kind = kind
        arrivals = Array(rows.prefix(Self.limit))
        guard rows.count > Self.limit, let last = arrivals.last else {
            next = nil
            return
        }
        let alike = arrivals.count { $0.at == last.at }
        next = ArrivalCursor(at: last.at, passed: alike + (last.at == cursor.at ? cursor.passed : 0))
    }
}
