import Foundation
import KioskDomain
import KioskTexts
import Testing

@Suite("Texts")
struct TextTests {
    @Test("DESIGN 5.11: every failure code has a text of its own, and only one")
    func complete() {
        let documented = FailureText.all.map(\.code)
        let missing = Set(FailureCode.allCases).subtracting(documented).map(\.rawValue).sorted()
        #expect(missing == [])
        #expect(Set(documented).count == documented.count)
    }

    @Test("No text is empty, and each ends as a sentence", arguments: FailureCode.allCases)
    func sentences(code: FailureCode) {
        for text in [code.text, code.remedy] {
            for language in Language.allCases { #expect(text[language].hasSuffix(".")) }
        }
        #expect(code.cause.hasSuffix("."))
        #expect(code.technicianRemedy.hasSuffix("."))
    }

    @Test("No Russian sentence holds a Kazakh letter, no English one a Cyrillic letter")
    func letters() {
        let kazakh = Set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
        for entry in FailureText.all {
            for text in [entry.text, entry.remedy] {
                #expect(!text.ru.contains { kazakh.contains($0) }, "\(entry.code)")
                #expect(text.en.unicodeScalars.allSatisfy { $0.value < 0x400 || $0.value > 0x4FF }, "\(entry.code)")
            }
        }
    }

    @Test("B4: every outcome has its own text", arguments: Language.allCases)
    func outcomes(language: Language) {
        #expect(Set(AttemptOutcome.allCases.map { $0.text[language] }).count == AttemptOutcome.allCases.count)
        #expect(Set(GuidanceText.allCases.map { $0.text[language] }).count == GuidanceText.allCases.count)
    }

    @Test("docs/failure-codes.md equals the code")
    func page() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = root.appending(path: "docs/failure-codes.md")
        let wanted = FailureCodeTable.markdown
        if ProcessInfo.processInfo.environment["KIOSK_WRITE_DOCS"] == "1" {
            try Data(wanted.utf8).write(to: page)
        }
        let found = try String(contentsOf: page, encoding: .utf8)
        #expect(found == wanted, "run the tests once with KIOSK_WRITE_DOCS=1 and commit the page")
    }
}
