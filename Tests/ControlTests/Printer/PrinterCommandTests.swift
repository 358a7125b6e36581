import FoundationEssentials
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskTestSupport
import SlipDesign
import Testing

@testable import KioskControl

/// Issue item 10: `kioskctl printer status|test|preview|clear`.
@Suite("kioskctl printer", .timeLimit(.minutes(2)))
struct PrinterCommandTests {
    @Test("preview writes each slip as PNG, on both papers", arguments: SlipPreview.templates)
    func preview(template: String) throws {
        for width in SlipPreview.widths {
            let png = try SlipPreview(folder: nil, width: width).png(template: template, language: "kk")
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            let drawn = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
            #expect(drawn == (width == 80 ? 576 : 384))
        }
    }

    @Test("preview of the test slip: zbarimg reads its code")
    func code() async throws {
        try RealPart.require(programs: "zbarimg")
        let folder = try TemporaryFolder("preview")
        let path = try folder.write(
            "slip.png", try SlipPreview(folder: nil, width: 58).png(template: "test", language: "ru"))
        let output = try await Tool.run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path])
        #expect(output.standardOutput == "PSC-KIOSK TEST PAGE\n")
    }

    @Test(
        "What cannot be drawn is refused",
        arguments: [("x", 80, "kk"), ("ticket", 577, "kk"), ("ticket", 80, "de")])
    func refused(template: String, width: Int, language: String) {
        #expect(throws: Failure.self) {
            try SlipPreview(folder: nil, width: width).png(template: template, language: language)
        }
    }

    @Test("templates writes the shipped files, lint passes them; a word too wide is named with its place and a remedy")
    func lint() throws {
        let folder = try TemporaryFolder("slips")
        let own = folder.file("own")
        #expect(try SlipTemplateCommand.write(to: own).contains("ticket.kk.mustache"))
        #expect(throws: Failure.self, "nothing is replaced") { try SlipTemplateCommand.write(to: own) }
        #expect(SlipTemplateCommand.report(SlipTemplateCommand.lint(folder: own)).exitStatus == 0)
        let word = String(repeating: "Ж", count: 150)
        let wide = "[heading]\n\(word)\n[remedy]\n{{remedy}}\n[error]\n{{code}}\n"
        _ = try folder.write("own/sent-on.ru.mustache", Array(wide.utf8))
        let lint = SlipTemplateCommand.lint(folder: own)
        #expect(lint.findings.contains { $0.code == .templateTooBig && $0.reason.contains("[heading] in ru") })
        let report = SlipTemplateCommand.report(lint)
        #expect(report.exitStatus == 2)
        #expect(report.results.allSatisfy { !$0.remedy.isEmpty })
        let preview = try SlipPreview(folder: own, width: 58)
        #expect(!preview.findings.isEmpty)
        #expect(
            try preview.png(template: "sent-on", language: "ru")
                == SlipPreview(folder: nil, width: 58).png(template: "sent-on", language: "ru"),
            "the shipped one is drawn")
    }

    @Test("A folder that is not there is a finding")
    func noFolder() throws {
        let lint = SlipTemplateCommand.lint(folder: try TemporaryFolder("slips").file("none"))
        #expect(lint.findings.map(\.code) == [.templateInvalid])
    }

    @Test("A printer that is not there: missing, with a remedy, by each command")
    func missing() async throws {
        let folder = try TemporaryFolder("printer")
        let file = try folder.write("kioskd.yaml", Array(Self.text("device:\(folder.path)/lp0").utf8))
        let status = try await PrinterCommand.status(configuration: file)
        #expect(status.code == "printer.missing" && status.health == "fail" && status.paper == "unknown")
        let report = PrinterCommand.report(status)
        #expect(report.exitStatus == 2 && report.results.first?.remedy.isEmpty == false)
        #expect(try await PrinterCommand.test(configuration: file, language: "kk").exitStatus == 2)
        let failure = await #expect(throws: Failure.self) { try await PrinterCommand.clear(configuration: file) }
        #expect(failure?.code == .printerMissing)
    }

    @Test(
        "A configuration that names no printer, or one that cannot be",
        arguments: ["mode: production\n", text("lpt1"), text("tcp:127.0.0.1:9", "family: oki"), ":::"])
    func configuration(text: String) async throws {
        let folder = try TemporaryFolder("printer")
        let file = try folder.write("kioskd.yaml", Array(text.utf8))
        let failure = await #expect(throws: Failure.self) { try await PrinterCommand.status(configuration: file) }
        #expect(failure?.code == .configurationInvalid)
    }

    private static func text(_ device: String, _ more: String = "width: 576") -> String {
        "mode: production\nprinter:\n  device: \(device)\n  \(more)\n"
    }
}
