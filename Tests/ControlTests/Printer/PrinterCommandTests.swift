import FoundationEssentials
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskControl

/// Issue item 10: `kioskctl printer status|test|preview|clear`.
@Suite("kioskctl printer", .timeLimit(.minutes(2)))
struct PrinterCommandTests {
    @Test("preview writes each kind of slip as PNG, on both papers", arguments: SlipPreview.kinds)
    func preview(kind: String) throws {
        for width in SlipPreview.widths {
            let png = try SlipPreview.png(kind: kind, language: "kk", width: width)
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            let drawn = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
            #expect(drawn == width)
        }
    }

    @Test("preview of the test slip: zbarimg reads its code")
    func code() async throws {
        try RealPart.require(programs: "zbarimg")
        let folder = try TemporaryFolder("preview")
        let path = try folder.write("slip.png", try SlipPreview.png(kind: "test", language: "ru", width: 384))
        let output = try await Tool.run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path])
        #expect(output.standardOutput == "PSC-KIOSK TEST PAGE\n")
    }

    @Test("What cannot be drawn is refused", arguments: [("x", 576), ("ticket", 577)])
    func refused(kind: String, width: Int) {
        #expect(throws: Failure.self) { try SlipPreview.png(kind: kind, language: "kk", width: width) }
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
