import Testing

@Suite("Architecture: rules of the source text")
struct SourceRuleTests {
    @Test("KioskDomain imports nothing: no Foundation, no Glibc, no clock")
    func domainImportsNothing() throws {
        let files = try Repository.files("Sources/KioskDomain", ending: ".swift")
        try #require(!files.isEmpty)
        let imported = /^\s*(@\w+(\([^)]*\))?\s+)*((public|package|internal|fileprivate|private)\s+)?import\s/
        #expect(try Repository.matches(of: imported, in: files) == [])
    }

    @Test("no forced try anywhere")
    func noForcedTry() throws {
        let files = try ["Sources", "Tests"].flatMap { try Repository.files($0, ending: ".swift") }
        #expect(try Repository.matches(of: /\btry[!]/, in: files) == [])
    }

    @Test("tests never sleep: they wait for an event with a deadline")
    func noSleepsInTests() throws {
        // The benchmarks and the lab's program measure time; they are no tests.
        let files = try Repository.files("Tests", ending: ".swift").filter {
            !$0.hasPrefix("Tests/Benchmarks/") && !$0.hasPrefix("Tests/Lab/")
        }
        let sleeping = /[.]sleep[(]|\b(?:u|nano)sleep[(]|= *sleep[(]/
        #expect(try Repository.matches(of: sleeping, in: files) == [])
    }

    @Test("unchecked sendability says why")
    func uncheckedHasReason() throws {
        for file in try Repository.files("Sources", ending: ".swift") {
            let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.contains(/@unchecked\s+Sendable/) {
                let around = lines[max(0, index - 6)...min(lines.count - 1, index + 2)].joined(separator: "\n")
                #expect(around.contains(/[Uu]nchecked:/), "\(file):\(index + 1)")
            }
        }
    }
}
