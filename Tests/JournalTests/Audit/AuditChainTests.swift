import GRDB
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Audit chain", .keptFolders)
struct AuditChainTests {
    /// A closed journal with a short chain, opened as a plain database.
    private func chain() async throws -> DatabaseQueue {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        for serial in 1...3 {
            let attempt = try await journal.openAttempt(try JournalFixture.draft(serial), at: JournalFixture.start)
            try await journal.closeAttempt(id: attempt.id, outcome: .noFace, at: JournalFixture.start)
        }
        guard case .whole(let head) = try await journal.verifyAuditChain() else {
            throw ProbeProblem(reason: "the chain is broken from the start")
        }
        #expect(head.position == 6)
        try await journal.close()
        return try DatabaseQueue(path: fixture.folder.file("journal.sqlite"))
    }

    @Test("a link has the hash that earlier releases gave it")
    func known() {
        let link = AuditChain.Link(
            position: 1, at: 1_770_000_000_000, kind: Array("slip.issued".utf8), sequence: 7,
            details: Array(#"{"kind":"application"}"#.utf8), previous: [UInt8](repeating: 0, count: 32))
        #expect(link.hash.hex == "035444b8ea6b49ab1440b65da9e98b6c38951d27bf6dd5f7c98f0112120999cb")
    }

    @Test(
        "details have the bytes that an encoder writes",
        arguments: [
            [:], ["kind": "application"], ["number": "2026-02-02 A 1", "kind": "ticket", "copyOf": "7"],
            ["detail": "a \"quote\", a \\ and a /"], ["a": "\n\u{1}\u{7f}\u{2028}"], ["имя": "Ә"],
            ["B": "1", "a": "2", "aa": ""],
        ] as [[String: String]])
    func details(_ details: [String: String]) throws {
        #expect(try JSON.encode(details: details) == JSON.encode(details))
    }

    @Test("every one of 10,000 single-byte changes is found")
    func mutations() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("audit mutation seed \(seed)")
        let database = try await chain()
        let missed = try await database.writeWithoutTransaction { try Self.missedMutations($0, 10_000, seed) }
        #expect(missed == 0)
        #expect(try await database.read { try AuditChain.verify($0) } != .broken(position: 1))
    }

    private static func missedMutations(_ database: Database, _ count: Int, _ seed: UInt64) throws -> Int {
        let columns = ["position", "at", "kind", "sequence", "details", "previous", "hash"]
        var generator = SplitMix64(seed: seed)
        var missed = 0
        for _ in 0..<count {
            let position = Int64.random(in: 1...6, using: &generator)
            let column = columns[Int.random(in: 0..<columns.count, using: &generator)]
            try database.inSavepoint {
                try mutate(database, position, column, &generator)
                if case .whole = try AuditChain.verify(database) { missed += 1 }
                return .rollback
            }
        }
        return missed
    }

    /// Changes one byte of one column: text and blobs by a byte, numbers by a bit of their eight bytes.
    private static func mutate(
        _ database: Database, _ position: Int64, _ column: String, _ generator: inout SplitMix64
    ) throws {
        let isNumber = ["position", "at", "sequence"].contains(column)
        if isNumber {
            let bit = Int64(1) << Int64.random(in: 0..<62, using: &generator)
            try database.execute(
                sql: "UPDATE OR REPLACE audit SET \(column) = (\(column) | ?1) - (\(column) & ?1) WHERE position = ?2",
                arguments: [bit, position])
            return
        }
        let old =
            try [UInt8].fetch(
                database, "SELECT CAST(\(column) AS BLOB) FROM audit WHERE position = ?", [position]) ?? []
        var new = old
        new[Int.random(in: 0..<new.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
        let type = ["kind", "details"].contains(column) ? "TEXT" : "BLOB"
        try database.execute(
            sql: "UPDATE audit SET \(column) = CAST(? AS \(type)) WHERE position = ?", arguments: [new.data, position])
    }

    @Test("a missing row is found, wherever it was, the last one too", arguments: 1...6)
    func gap(position: Int64) async throws {
        let database = try await chain()
        let verdict = try await database.write { database in
            try database.execute(sql: "DELETE FROM audit WHERE position = ?", arguments: [position])
            return try AuditChain.verify(database)
        }
        #expect(verdict == .broken(position: position))
    }

    @Test("an added row is found")
    func added() async throws {
        let database = try await chain()
        let verdict = try await database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO audit SELECT position + 1, at, kind, sequence, details, previous, hash
                    FROM audit WHERE position = 6
                    """)
            return try AuditChain.verify(database)
        }
        #expect(verdict == .broken(position: 7))
    }

    @Test("an operator's look-up is journalled with the name and without the IIN (R4)")
    func lookUp() async throws {
        let journal = try await JournalFixture().open()
        let iin = try JournalFixture.iin()
        try await journal.record(
            "operator.look-up", about: iin, details: ["operator": "Demo Operator 1"], at: JournalFixture.start)
        let details = try await journal.store.read { try String.fetchOne($0, sql: "SELECT details FROM audit") }
        #expect(try #require(details).contains("Demo Operator 1"))
        #expect(try !#require(details).contains(iin.digits))
        #expect(try await journal.verifyAuditChain() != .broken(position: 1))
    }

    @Test("the head is published once for each state of the chain")
    func head() async throws {
        let journal = try await JournalFixture().open()
        try await journal.publishAuditHead(at: JournalFixture.start)
        #expect(try await journal.nextBatch(limit: 9).isEmpty)
        try await journal.record("test", details: [:], at: JournalFixture.start)
        try await journal.publishAuditHead(at: JournalFixture.start)
        try await journal.publishAuditHead(at: JournalFixture.start)
        #expect(try await journal.nextBatch(limit: 9).map(\.type) == ["audit.head"])
    }
}
