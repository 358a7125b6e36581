import FoundationEssentials
import KioskTestSupport
import PrometheusText
import Testing

@testable import KioskDaemon
@testable import PortalServer

struct AlertRulesTests {
    private static let rules = MetricsPageTests.root.appending(path: "monitoring/psc-kiosk.rules.yml")
    private static let tests = MetricsPageTests.root.appending(path: "monitoring/psc-kiosk.test.yml")

    @Test("6.6: promtool accepts the alert rules")
    func check() async throws {
        try RealPart.require(programs: "promtool")
        let output = try await Tool.run("promtool", ["check", "rules", Self.rules.path])
        #expect(output.succeeded, "\(output.standardOutput)\(output.standardError)")
    }

    @Test("each alert is quiet before and fires when it should, by promtool's own engine")
    func fires() async throws {
        try RealPart.require(programs: "promtool")
        let output = try await Tool.run("promtool", ["test", "rules", Self.tests.path])
        #expect(output.succeeded, "\(output.standardOutput)\(output.standardError)")
    }

    @Test("there is a test for each alert, and each says what to do")
    func whole() throws {
        let rules = try String(contentsOf: Self.rules, encoding: .utf8)
        let tests = try String(contentsOf: Self.tests, encoding: .utf8)
        let alerts = rules.matches(of: /- alert: (\w+)/).map { String($0.output.1) }
        #expect(alerts.count > 15 && Set(alerts).count == alerts.count)
        for alert in alerts { #expect(tests.contains("- name: \(alert)\n"), "\(alert)") }
        #expect(rules.matches(of: /\n +action: "/).count == alerts.count)
    }

    @Test("the rules ask for metrics that the programs serve, with labels that those have")
    func metrics() throws {
        let families = (PortalFamilies.all + KioskMetrics.families).map { ($0.name, $0) }
        let known = Dictionary(families) { first, _ in first }
        let rules = try String(contentsOf: Self.rules, encoding: .utf8)
        let used = rules.matches(of: /\b((?:kiosk_portal|kioskd)_[a-z_]+)(?:\{([^}]*)\})?/)
        #expect(used.count > 15)
        for use in used {
            let name = String(use.output.1)
            let base = name.hasSuffix("_bucket") ? String(name.dropLast("_bucket".count)) : name
            // Names of actions are metrics too.
            let family = try #require(known[base], "\(name)")
            for label in (use.output.2 ?? "").matches(of: /(\w+)[=!]/) {
                #expect(family.labels.contains(String(label.output.1)), "\(name) \(label.output.1)")
            }
        }
    }
}
