import KioskDevices
import KioskDomain
import KioskTestSupport
import SlipDesign
import SlipPrinter
import Testing

@testable import KioskDaemon

/// `slips.folder`: a centre's own templates, read at start (issue 5 item 8).
@Suite("The centre's own templates")
struct SlipTemplatesTests {
    @Test("Without a folder the shipped templates are printed, and all is well")
    func shipped() {
        let status = SlipTemplates(folder: nil, paper: .mm80).status
        #expect(status.id == "slips.templates" && status.health == .ok && status.code == nil)
    }

    @Test("A template that passes is printed")
    func own() throws {
        let folder = try TemporaryFolder("slips")
        _ = try folder.write("common.ru.mustache", Array(Self.common("Ждём вас: ").utf8))
        let templates = SlipTemplates(folder: folder.path, paper: .mm58)
        #expect(templates.status.health == .ok && templates.status.name == folder.path)
        let document = templates.book.document(
            SlipSamples.usual(.ticket), SlipSamples.context(.russian), paper: .mm58)
        #expect("\(document)".contains("Ждём вас: "))
    }

    @Test("A template that does not fit is a warning with place and reason, and the shipped slip is printed")
    func tooWide() throws {
        let folder = try TemporaryFolder("slips")
        let word = String(repeating: "Ж", count: 120)
        _ = try folder.write("common.ru.mustache", Array(Self.common(word).utf8))
        let templates = SlipTemplates(folder: folder.path, paper: .mm58)
        #expect(templates.status.health == .warning && templates.status.code == .templateTooBig)
        #expect(templates.status.finding.contains("layout.58.yaml:"))
        #expect(templates.status.finding.contains("the shipped one is used"))
        let (content, context) = (SlipSamples.usual(.ticket), SlipSamples.context(.russian))
        #expect(
            templates.book.document(content, context, paper: .mm58)
                == SlipBook.shipped.document(content, context, paper: .mm58))
    }

    @Test("A folder that is not there is a warning, never a kiosk that does not start")
    func missing() throws {
        let status = SlipTemplates(folder: try TemporaryFolder("slips").file("none"), paper: .mm80).status
        #expect(status.health == .warning && status.code == .templateInvalid)
        #expect(status.finding.contains("cannot be read"))
    }

    private static func common(_ before: String) -> String {
        "[centre]\n\(before){{centre}}\n[issued]\n{{issued}}\n[number-label]\nНомер заявки\n[card]\nКарта\n"
    }
}
