import FoundationEssentials
import KioskDevices
import KioskDiagnostics
import KioskDomain
import Testing

@Suite("Diagnostic report")
struct ReportTests {
    private func report(_ states: Health...) -> DiagnosticReport {
        DiagnosticReport(results: states.map { CheckResult(id: "x", state: $0, finding: "f", remedy: "r") })
    }

    @Test("exit status: 0 all ok, 1 warning or unknown, 2 any fault (DESIGN 5.5)")
    func exitStatus() {
        #expect(report().exitStatus == 0)
        #expect(report(.ok, .ok).exitStatus == 0)
        #expect(report(.ok, .warning).exitStatus == 1)
        #expect(report(.ok, .unknown).exitStatus == 1)
        #expect(report(.unknown, .fault, .ok).exitStatus == 2)
    }

    @Test("one line per check, columns aligned, virtual parts marked, remedy only when something is wrong")
    func text() {
        let report = DiagnosticReport(results: [
            CheckResult(id: "kioskd", state: .ok, finding: "answers", remedy: "none"),
            CheckResult(
                id: "reader.citizen", state: .fault, finding: "no reader", remedy: "plug it in", isVirtual: true),
        ])
        #expect(
            report.text(colour: false) == """
                ok       kioskd          answers
                fail     reader.citizen  no reader [virtual] → plug it in

                """)
        #expect(report.text(colour: true).contains("\u{1B}[31mfail"))
        #expect(!DiagnosticReport.isTerminal(-1))
    }

    @Test("JSON names its schema, uses ok, warn, fail, unknown, and reads back")
    func json() throws {
        let report = report(.ok, .warning, .fault, .unknown)
        let text = try report.json()
        for word in ["\"psc-kiosk.diagnostics/1\"", "\"ok\"", "\"warn\"", "\"fail\"", "\"unknown\"", "\"virtual\""] {
            #expect(text.contains(word))
        }
        #expect(try JSONDecoder().decode(DiagnosticReport.self, from: Data(text.utf8)) == report)
    }

    @Test("every line is redacted, and a device's control characters do not reach the terminal")
    func redacted() throws {
        let result = CheckResult(
            id: "x", state: .warning, finding: "of 900101300017\u{1B}[2J\nnext", remedy: "call +77015551234")
        let report = DiagnosticReport(results: [result])
        for text in [report.text(colour: false), try report.json()] {
            #expect(!text.contains("900101300017"))
            #expect(!text.contains("77015551234"))
            #expect(!text.contains("\u{1B}"))
        }
        #expect(report.text(colour: false).count(where: { $0 == "\n" }) == 1)
    }

    @Test("a device's status becomes a result with its code, its remedy and its virtual mark")
    func devices() {
        let status = DeviceStatus(
            id: "printer.slip", name: "P", health: .fault, code: .printerPaperOut, finding: "no paper", isVirtual: true)
        let results = DeviceChecks.results([status]) { "remedy of \($0.rawValue)" }
        #expect(
            results == [
                CheckResult(
                    id: "printer.slip", state: .fault, finding: "P: no paper (printer.paper-out)",
                    remedy: "remedy of printer.paper-out", isVirtual: true)
            ])
    }
}
