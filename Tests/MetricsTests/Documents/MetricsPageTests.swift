import FoundationEssentials
import KioskDevices
import KioskTestSupport
import PrometheusText
import Testing

@testable import KioskDaemon
@testable import PortalServer

/// `docs/metrics.md` lists what the programs declare; run with `UPDATE_DOCS=1` to write its tables anew.
struct MetricsPageTests {
    static let root: URL = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder
    }()

    private static let programs: [(name: String, families: [MetricFamily])] = [
        ("kiosk-portal", PrometheusRegistry(PortalFamilies.all).families),
        ("kioskd", PrometheusRegistry(KioskMetrics.families).families),
    ]

    private static func table(_ families: [MetricFamily]) -> String {
        let rows = families.map { family in
            let labels = family.labels.map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(family.name)` | \(family.typeName) | \(labels) | \(family.help) |\n"
        }
        return "| Metric | Type | Labels | What it is |\n|---|---|---|---|\n" + rows.joined()
    }

    @Test("6.6: the tables of docs/metrics.md are what the programs serve")
    func page() throws {
        let file = Self.root.appending(path: "docs/metrics.md")
        var page = try String(contentsOf: file, encoding: .utf8)
        for (name, families) in Self.programs {
            let head = "## Metrics of \(name)\n\n"
            let start = try #require(page.firstRange(of: head)).upperBound
            let rest = page[start...]
            let end = rest.firstRange(of: "\n\n")?.lowerBound ?? page.endIndex
            let table = Self.table(families)
            if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil {
                page.replaceSubrange(start..<end, with: table.dropLast())
                try page.write(to: file, atomically: true, encoding: .utf8)
            } else {
                #expect(page[start..<end] + "\n" == table, "\(name): run the tests with UPDATE_DOCS=1")
            }
        }
    }

    @Test("names and labels are unique, and each has its help")
    func unique() {
        for (name, families) in Self.programs {
            #expect(Set(families.map(\.name)).count == families.count, "\(name)")
            for family in families { #expect(family.help.hasSuffix("."), "\(family.name)") }
        }
    }
}
