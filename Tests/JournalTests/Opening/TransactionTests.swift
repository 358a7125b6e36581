import GRDB
import KioskDomain
import Testing

@testable import KioskJournal

extension Journal {
    /// A transaction that writes a row and then fails.
    fileprivate func half() throws(JournalError) {
        try transaction { database in
            try database.run(sql: "INSERT INTO meta VALUES (?, x'01')", arguments: ["half"])
            throw JournalError(.journalFault, "half")
        }
    }

    /// A transaction that is refused by a constraint after its first row.
    fileprivate func twice() throws(JournalError) {
        try transaction { database in
            for _ in 1...2 { try database.run(sql: "INSERT INTO meta VALUES (?, x'01')", arguments: ["twice"]) }
        }
    }

    fileprivate func whole() throws(JournalError) {
        try transaction { try $0.run(sql: "INSERT INTO meta VALUES (?, x'01')", arguments: ["whole"]) }
    }

    fileprivate func names() throws(JournalError) -> [String] {
        try reading { try String.fetchAll($0, sql: "SELECT name FROM meta WHERE name IN ('half', 'twice', 'whole')") }
    }
}

@Suite("Transactions (DESIGN 5.1)", .keptFolders)
struct TransactionTests {
    @Test("one that fails leaves no row, and the next one works")
    func rolledBack() async throws {
        let journal = try await JournalFixture().open()
        await #expect(throws: JournalError.self) { try await journal.half() }
        await #expect(throws: JournalError.self) { try await journal.twice() }
        #expect(try await journal.names() == [])
        try await journal.whole()
        #expect(try await journal.names() == ["whole"])
        try await journal.close()
    }
}
