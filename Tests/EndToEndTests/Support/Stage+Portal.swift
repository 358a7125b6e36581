import KioskTestSupport

/// What the portal has, read from its own database.
extension Stage {
    /// One line per row, columns parted by `|`.
    func portal(_ query: String) async throws -> [String] {
        let output = try await Tool.run(
            "sqlite3", ["-readonly", "-cmd", ".timeout 5000", folder.file("portal/portal.sqlite"), query])
        guard output.succeeded else { throw Problem("sqlite3: \(output.standardError)") }
        return output.standardOutput.split(separator: "\n").map(String.init)
    }

    func count(_ query: String) async throws -> Int {
        try await portal("SELECT COUNT(*) FROM \(query)").first.flatMap { Int($0) } ?? -1
    }

    /// The first value that the query gives in hexadecimal digits.
    func bytes(_ query: String) async throws -> [UInt8] {
        guard let digits = try await portal(query).first.map({ Array($0) }) else { throw Problem("nothing: \(query)") }
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...].prefix(2)), radix: 16) }
    }

    /// The code that the person's telephone would show.
    func code(_ person: Person) async throws -> String {
        try await eventually("an SMS code") {
            try await self.portal(
                """
                SELECT code FROM smsChallenge WHERE iin = '\(person.iin)' AND used = 0 AND replaced = 0
                ORDER BY rowid DESC LIMIT 1
                """
            ).first
        }
    }

    /// Outcomes of the person's attempts at this kiosk, oldest first; `open` without one.
    func outcomes(_ person: Person) async throws -> [String] {
        try await portal(
            """
            SELECT COALESCE(outcome, 'open') FROM attempt WHERE iin = '\(person.iin)' AND channel = 'kiosk'
            ORDER BY position
            """)
    }

    /// Waits until the portal knows these outcomes of the person's newest attempts.
    func waitForOutcomes(_ person: Person, _ wanted: [String]) async throws {
        try await eventually("\(wanted) at the portal") {
            try await self.outcomes(person).suffix(wanted.count) == wanted[...] ? () : nil
        }
    }
}
