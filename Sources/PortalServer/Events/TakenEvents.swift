import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// What is stored of a kiosk's events, as far as one batch asks: read with one query at most, written with two.
struct TakenEvents {
    private let kiosk: String
    private let now: UnixTime
    private var known: [Int64: EventRule.Stored] = [:]
    private var new: [KioskEvent] = []

    init(kiosk: String, now: UnixTime) {
        self.kiosk = kiosk
        self.now = now
    }

    mutating func load(_ database: any SQLTransaction, _ sequences: [Int64]) throws {
        guard !sequences.isEmpty else { return }
        let places = Array(repeating: "?", count: sequences.count).joined(separator: ", ")
        let rows = try database.rows(
            "SELECT sequence, digest, type FROM event WHERE source = ? AND sequence IN (\(places))",
            [kiosk] + sequences.map { $0 as any SQLBindable })
        for row in rows {
            known[try row["sequence"]] = EventRule.Stored(digest: try row["digest"], type: try row["type"])
        }
    }

    func stored(_ sequence: Int64) -> EventRule.Stored? { known[sequence] }

    mutating func add(_ event: KioskEvent) {
        known[event.sequence] = EventRule.Stored(digest: event.digest, type: event.type.rawValue)
        new.append(event)
    }

    func store(_ database: any SQLTransaction) throws {
        guard !new.isEmpty else { return }
        let received = now.milliseconds
        try database.send(
            "INSERT INTO event (source, sequence, type, digest, demonstration, receivedAt) VALUES \(rows(of: 6))",
            with: new.flatMap {
                [kiosk, $0.sequence, $0.type.rawValue, $0.digest, $0.demonstration, received] as [any SQLBindable]
            })
        try database.send(
            "INSERT INTO eventBody (source, sequence, body, receivedAt) VALUES \(rows(of: 4))",
            with: new.flatMap { [kiosk, $0.sequence, $0.body, received] as [any SQLBindable] })
    }

    private func rows(of width: Int) -> String {
        let row = "(\(Array(repeating: "?", count: width).joined(separator: ", ")))"
        return Array(repeating: row, count: new.count).joined(separator: ", ")
    }
}
