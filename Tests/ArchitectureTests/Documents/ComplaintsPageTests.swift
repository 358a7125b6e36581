import KioskTestSupport
import Testing

@Suite("docs/complaints.md")
struct ComplaintsPageTests {
    @Test("every row names at least one test, and each test that is named is in the tree")
    func proofs() throws {
        let rows = try Repository.text("docs/complaints.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
        // The heading is the first.
        #expect(rows.count == 1 + 29)
        for row in rows.dropFirst() {
            let cells = row.split(separator: "|").map { String($0) }
            try #require(cells.count == 4, "\(row)")
            let proofs = cells[3].matches(of: /`(\w+)\/(\w+)\.(\w+)`/)
            #expect(!proofs.isEmpty, "no test: \(cells[0])")
            for proof in proofs {
                let (target, file, test) = (proof.output.1, proof.output.2, proof.output.3)
                let found = try Repository.files("Tests/\(target)", ending: "\(file).swift")
                    .filter { $0.hasSuffix("/\(file).swift") }
                let text = try found.map { try Repository.text($0) }.joined()
                #expect(text.contains(try Regex("@Test\\([^{]*func \(test)\\(")), "\(proof.output.0)")
            }
        }
    }

    @Test("the card service and its library are of one version: Debian's package says so (status-app#8622)")
    func oneProtocol() async throws {
        try RealPart.require(programs: "dpkg-query")
        let package = try await Tool.run("dpkg-query", ["-W", "-f", "${Depends}", "pcscd"])
        try RealPart.require(package.succeeded, "pcscd is not installed as a package")
        #expect(package.standardOutput.contains("libpcsclite1 (= "))
    }

    @Test("no unit starts Java, and no source of ours is in it")
    func noJava() throws {
        let units = try Repository.files("systemd", ending: ".service")
        #expect(!units.isEmpty)
        #expect(try Repository.matches(of: /(?i)\bjava\b|\bjvm\b/, in: units) == [])
        let sources = try Repository.files("Sources")
        #expect(sources.filter { $0.hasSuffix(".java") || $0.hasSuffix(".jar") } == [])
    }
}
