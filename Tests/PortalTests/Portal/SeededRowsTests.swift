import FoundationEssentials
import KioskTestSupport
import Testing

/// Issue 7, "Demonstration": each row of the rules has somebody, or a reason why nobody can be there beforehand.
struct SeededRowsTests {
    /// What a row has in a portal that has just started.
    private enum Seeded {
        /// These are there: what follows `FROM`.
        case rows(String)
        /// Nobody, and why.
        case nobody(String)
    }

    private static let made = Seeded.nobody("an EDS is somebody's keys: the flow makes it, moved clocks end it")
    private static let machines = Seeded.nobody("a rule for machines, whoever stands before them")

    private static let persons: [String: Seeded] = [
        "P1": .rows("person WHERE substr(iin, 7, 1) = '0'"),
        "P2": .rows("organisation WHERE substr(bin, 5, 1) = '5'"),
        "P3": .rows("person WHERE iin IN ('\(People.adultToday)', '\(People.adultTomorrow)', '\(People.child)')"),
        "P4": .rows("person"),
        "P5": .rows(
            """
            person WHERE substr(iin, 7, 1) <> '0' AND substr(iin, 1, 6)
            <> substr(birthDate, 3, 2) || substr(birthDate, 6, 2) || substr(birthDate, 9, 2)
            """),
        "B0": .rows("person WHERE phone IS NOT NULL"),
        "B1": .rows("attempt WHERE channel = 'mobile'"),
        "B2": .rows("person WHERE portrait IS NULL"),
        "B3": .rows("person WHERE portrait = 'obama.jpg'"),
        "B4": .rows("(SELECT iin FROM attempt GROUP BY iin HAVING count(*) = 4) AS four"),
        "B5": .rows("(SELECT iin FROM attempt GROUP BY iin HAVING count(*) = 5) AS five"),
        "B6": .rows("(SELECT iin FROM attempt GROUP BY iin HAVING count(*) = 4) AS four"),
        "B7": .rows("person WHERE documentNumber LIKE 'N%'"),
        "B8": .rows("person WHERE portrait = 'biden.jpg'"),
        "L1": .rows("person WHERE phone IS NOT NULL"), "L2": .rows("person WHERE phone IS NOT NULL"),
        "L3": .rows("person WHERE phone IS NULL"), "L4": .rows("person WHERE phone IS NULL"),
        "L5": .nobody("the stub of the telephone signs for everybody"),
        "F1": .rows("organisation"), "F2": .rows("person"),
    ]

    private static let queue: [String: Seeded] = [
        "Q1": .rows("reservation WHERE state = 'booked'"),
        "Q2": .rows("reservation JOIN person ON person.iin = reservation.iin WHERE phone IS NOT NULL"),
        "Q3": .rows("reservation WHERE iin = '\(People.adult)'"),
        "Q4": .rows("reservation WHERE iin = '\(People.withoutPortrait)'"),
        "Q5": .rows("person WHERE iin NOT IN (SELECT iin FROM reservation)"),
        "Q6": .nobody("the register does not tell it; the operator looks"),
        "Q7": .rows("reservation WHERE iin = '\(People.adult)'"), "Q8": machines,
        "Q9": .rows("reservation WHERE state = 'booked'"),
    ]

    private static let keys: [String: Seeded] = [
        "E0": made, "E1": made, "E2": made, "E2a": made, "E3": .rows("organisation WHERE standing = 'closed'"),
        "E3a": machines, "E4": .nobody("the stub of the home application makes it"),
        "E5": .nobody("the stub of the home application makes it"), "E6": made, "E7": made, "E8": machines,
        "E9": made, "E10": made,
    ]

    private static let documents: [String: Seeded] = [
        "D1": .rows("identityCard WHERE standing = 'valid'"), "D2": .rows("identityCard WHERE standing = 'valid'"),
        "D3": .rows("identityCard WHERE standing = 'lost'"), "D4": .rows("identityCard WHERE standing = 'valid'"),
        "I1": .rows("identityCard WHERE iin IN ('\(People.neverMatching)', '\(People.withoutPortrait)')"),
        "I2": .rows("identityCard WHERE iin IN ('\(People.withoutPhone)', '\(People.fourFailures)')"),
        "I3": .nobody("the pilot's days are the rules'"), "I4": .rows("migrationOfficer"),
        "I5": .nobody("the officer annuls what was applied for"), "I6": .nobody("the officer hands out what arrived"),
    ]

    private static let running = Dictionary(uniqueKeysWithValues: (1...6).map { ("R\($0)", machines) })

    private static let all: [String: Seeded] = [persons, queue, keys, documents, running].reduce([:]) { sum, next in
        sum.merging(next) { first, _ in first }
    }

    @Test("each row that any test names has its seed, or says why it has none")
    func named() throws {
        let found = try Self.namedRows()
        #expect(found.count > 50, "the names are read: \(found.sorted())")
        #expect(found.subtracting(Self.all.keys).sorted() == [])
    }

    @Test("who is said to be there is there") func there() async throws {
        try await withPortal { portal in
            for (row, seeded) in Self.all {
                switch seeded {
                case .rows(let rows):
                    let count = try await portal.stored("SELECT count(*) FROM \(rows)")
                    #expect(Int(count).map { $0 > 0 } == true, "\(row): \(count) of \(rows)")
                case .nobody(let reason): #expect(!reason.isEmpty, "\(row)")
                }
            }
        }
    }

    /// The rows before the colon in the names of tests and suites, such as `I1–I3, Q4: …`.
    private static func namedRows() throws -> Set<String> {
        let tests = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
        var found: Set<String> = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: tests) where file.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(tests)/\(file)", encoding: .utf8)
            for mark in ["@Test(", "@Suite("] {
                for part in text.components(separatedBy: mark).dropFirst() { found.formUnion(rows(part.prefix(200))) }
            }
        }
        return found
    }

    private static func rows(_ name: Substring) -> [String] {
        let words = name.drop { $0.isWhitespace || $0 == "\"" }.prefix { $0 != ":" }
            .split { ",– ".contains($0) }.filter { $0 != "and" }
        return words.allSatisfy(isRow) ? words.map(String.init) : []
    }

    /// A capital letter, one digit or two, and perhaps a small letter.
    private static func isRow(_ word: Substring) -> Bool {
        guard let first = word.first, first.isASCII, first.isUppercase else { return false }
        let digits = word.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let rest = word.dropFirst().dropFirst(digits.count)
        return (1...2).contains(digits.count) && (rest.isEmpty || rest.count == 1 && rest.allSatisfy(\.isLowercase))
    }
}
