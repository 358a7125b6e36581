import Foundation
import Testing

/// docs/architecture.md says of every target what it may use; the manifest is what it does use.
@Suite("Architecture: the page and the manifest")
struct ArchitecturePageTests {
    @Test("every target has a row, and its 'may use' is the manifest's")
    func rows() async throws {
        let manifest = try await Manifest.load()
        let rows = try Self.rows()
        #expect(Set(rows.map(\.name)).count == rows.count, "a target has two rows")
        // .ci/arrows mends the rows; what a new target is and may not use is written by hand.
        let different = Set(rows.map(\.name)).symmetricDifference(manifest.targets.map(\.name))
        #expect(different == [])
        for row in rows {
            guard let target = manifest[row.name] else { continue }
            #expect(row.mayUse.sorted() == target.uses.sorted(), "\(row.name)")
        }
    }

    @Test("every row says what its target may not use")
    func mayNot() throws {
        for row in try Self.rows() { #expect(!row.mayNotUse.isEmpty, "\(row.name)") }
    }

    private struct Row {
        var name: String
        var mayUse: [String]
        var mayNotUse: String
    }

    /// Rows look like: | `Target` | what it is | `A`, `B` | what it may not use |
    private static func rows() throws -> [Row] {
        let page = try Repository.text("docs/architecture.md")
        let start = try #require(page.range(of: "\n## Targets\n"))
        return page[start.upperBound...].split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            guard line.hasPrefix("| `"), cells.count == 6 else { return nil }
            let names = cells[3].matches(of: /`([^`]+)`/).map { String($0.output.1) }
            return Row(
                name: cells[1].filter { $0 != "`" && $0 != " " }, mayUse: names,
                mayNotUse: cells[4].filter { $0 != " " })
        }
    }
}
