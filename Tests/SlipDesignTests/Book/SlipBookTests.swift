import KioskDomain
import SlipPrinter
import Testing

@testable import SlipDesign

/// Slips from templates and layouts (issue 5 item 8).
struct SlipBookTests {
    @Test func everyShippedFileIsReadAndEverySlipFitsBothPapersWithTheLongestValues() {
        #expect(SlipBook.shipped.findings == [])
        #expect(SlipBook.shipped.lint() == [])
    }

    @Test(arguments: SlipForm.allCases, Language.allCases)
    func everySlipHasTextInEveryLanguage(_ form: SlipForm, _ language: Language) throws {
        for paper in SlipRenderer.Paper.allCases {
            let document = SlipBook.shipped.document(
                SlipSamples.usual(form), SlipSamples.context(language), paper: paper)
            #expect(document.parts.count > 3)
            #expect(try SlipRenderer(paper: paper).examine(document).problems == [])
        }
    }

    @Test func theTicketsNumberIsTheLargestThingOnIt() {
        let document = SlipBook.shipped.document(
            SlipSamples.usual(.ticket), SlipSamples.context(.kazakh), paper: .mm80)
        let numbers = document.parts.compactMap { part -> SlipDocument.Text? in
            if case .number(let text) = part.block { text } else { nil }
        }
        #expect(numbers.map(\.string) == ["A-128"])
        #expect(numbers.first?.size == 190)
    }

    @Test func theDemonstrationIsMarkedWhateverTheTemplatesSay() {
        let document = SlipBook.shipped.document(
            SlipSamples.usual(.ticket), SlipSamples.context(.kazakh, isDemonstration: true), paper: .mm58)
        for part in [document.parts.first, document.parts.last] {
            guard case .band(let text) = part?.block else {
                Issue.record("no band")
                continue
            }
            #expect(text.string.contains("VIRTUAL / DEMONSTRATION"))
        }
    }

    @Test func aTicketWithoutAStatusLinkHasNoCode() {
        let document = SlipBook.shipped.document(
            SlipSamples.shortest(.ticket), SlipSamples.context(.russian), paper: .mm80)
        #expect(!document.parts.contains { if case .qr = $0.block { true } else { false } })
    }

    @Test func anIINIsMaskedOnEverySlipButTheApplicationForm() {
        for form in SlipForm.allCases where form != .application {
            let document = SlipBook.shipped.document(
                SlipSamples.usual(form), SlipSamples.context(.english), paper: .mm80)
            #expect(!"\(document)".contains("900101300017"))
        }
    }

    @Test func aCentresTemplateTakesThePlaceOfTheShippedOne() {
        let book = SlipBook(files: ["test.ru.mustache": Array(Self.testPage("Проверка").utf8)])
        #expect(book.findings == [])
        let document = book.document(SlipSamples.usual(.test), SlipSamples.context(.russian), paper: .mm80)
        #expect("\(document)".contains("Проверка"))
    }

    @Test func aWordWiderThanThePaperIsRefusedByBlockAndTheShippedSlipIsPrinted() {
        let word = String(repeating: "Щ", count: 150)
        let book = SlipBook(files: ["test.ru.mustache": Array(Self.testPage(word).utf8)])
        #expect(book.findings.contains { $0.code == .templateTooBig && $0.reason.contains("[heading]") })
        let document = book.document(SlipSamples.usual(.test), SlipSamples.context(.russian), paper: .mm80)
        #expect("\(document)".contains("Пробная страница"))
    }

    @Test(arguments: [
        ("[a]\n{{#copy}}x", "never closed"), ("[a]\n{{nobody}}", "unknown name"), ("[a]\n{{>other}}", "not used"),
        ("[a]\n{{=<% %>=}}", "not used"), ("[a]\n{{number", "not closed"), ("[a]\n{{/copy}}", "closes no section"),
        ("[a]\nx\n[a]\ny", "stands twice"), ("no block", "no block"), ("[a]\n\u{1F600}", "emoji"),
        ("[a]\n\u{5D0}", "right-to-left"), ("[a]\n\u{1B}", "control"),
    ])
    func brokenTemplatesAreFindings(_ text: String, _ reason: String) {
        let book = SlipBook(files: ["ticket.kk.mustache": Array(text.utf8)])
        #expect(book.findings.contains { $0.reason.contains(reason) && $0.file == "ticket.kk.mustache" })
        let document = book.document(SlipSamples.usual(.ticket), SlipSamples.context(.kazakh), paper: .mm80)
        #expect("\(document)".contains("Кезек талоны"))
    }

    @Test func tenMegabytesAreRefusedUnread() {
        let book = SlipBook(files: ["ticket.kk.mustache": [UInt8](repeating: 0x61, count: 10 << 20)])
        #expect(book.findings.count == 1)
    }

    @Test func aFileThatNoSlipHasIsNamed() {
        #expect(SlipBook(files: ["tiket.kk.mustache": [0x61]]).findings.map(\.file) == ["tiket.kk.mustache"])
    }

    @Test func aLayoutWithoutTheNumberIsRefused() {
        let layout = "slips:\n  ticket:\n    - {block: heading}\n"
        let book = SlipBook(files: ["layout.80.yaml": Array(layout.utf8)])
        #expect(book.findings.contains { $0.reason.contains("[number]") })
    }

    @Test(arguments: [
        ("margin: 900", 1), ("colour: red", 1), ("a: &x 1\nb: *x", 1), ("paper: 58", 1), ("- 1", 0),
        ("slips:\n  ticket:\n    - {block: number, size: huge}", 3),
    ])
    func brokenLayoutsAreFindingsWithTheirLine(_ text: String, _ line: Int) {
        let findings = SlipBook(files: ["layout.80.yaml": Array(text.utf8)]).findings
        #expect(findings.contains { $0.file == "layout.80.yaml" && $0.line == line && $0.code == .templateInvalid })
    }

    private static func testPage(_ heading: String) -> String {
        "[heading]\n\(heading)\n[letters]\n{{letters}}\n[rows]\nПринтер | {{printer}}\n[code]\nx\n[hint]\ny\n"
    }
}
