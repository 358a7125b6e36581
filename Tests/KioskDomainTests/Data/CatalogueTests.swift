import Foundation
import KioskDomain
import KioskTexts
import Testing

/// Issue 7.9: one catalogue for Kazakh, Russian and English. That each text fits its place at the largest size is measured
/// on every screen by `ScreenTests.BrowserTests`, and on both papers by `SlipDesignTests`.
@Suite("Words")
struct CatalogueTests {
    private struct Entry {
        var file: String
        var texts: [Language: String]
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func files(in folder: String, ending suffix: String) throws -> [URL] {
        let found = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.path.hasSuffix(suffix) }
    }

    /// Every text of the sources that is written down in three languages: codes, labels, outcomes, slips, advice.
    private static func entries() throws -> [Entry] {
        let whole =
            /Localised\(\s*kk:\s*"((?:[^"\\]|\\(?!\())*?)",\s*ru:\s*"((?:[^"\\]|\\(?!\())*?)",\s*en:\s*"((?:[^"\\]|\\(?!\())*?)"\s*\)/
        return try files(in: "Sources", ending: ".swift").flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: whole).map { match in
                Entry(
                    file: file.lastPathComponent,
                    texts: [.kazakh: String(match.1), .russian: String(match.2), .english: String(match.3)])
            }
        }.filter { !$0.texts.values.allSatisfy(\.isEmpty) }
    }

    private static func marks(_ text: String) -> [String] {
        text.matches(of: /\{[a-z]*\}/).map { String($0.0) }.sorted()
    }

    private static func end(_ text: String) -> Character? {
        text.last { !"»”\" ".contains($0) }.flatMap { ".?!…:".contains($0) ? $0 : nil }
    }

    @Test("B5: no text sends anybody to an operator for a new EDS, who has to refuse without five failures")
    func newEDS() throws {
        for entry in try Self.entries() where entry.texts[.english]?.lowercased().contains("obtain") == true {
            for text in entry.texts.values {
                #expect(!text.contains("operator") && !text.lowercased().contains("оператор"), "\(entry.file): \(text)")
            }
        }
        for code in [FailureCode.edsNoneValid, .exchangeNoEDS, .reissueNotValid, .pukBlocked] {
            #expect(code.remedy.en.contains("by face at this kiosk"), "\(code)")
            #expect(code.remedy.ru.contains("по лицу в этом киоске"), "\(code)")
            #expect(code.remedy.kk.contains("осы киоскіде бет-әлпетпен"), "\(code)")
        }
    }

    @Test("Each text stands in three languages: none empty, each in its own letters, with the same values and ends")
    func complete() throws {
        let entries = try Self.entries()
        #expect(entries.count > 1_100)
        let kazakh = Set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
        for entry in entries {
            let texts = Language.allCases.compactMap { entry.texts[$0] }
            let name = "\(entry.file): \(texts[2])"
            #expect(texts.count == 3 && texts.allSatisfy { !$0.isEmpty }, "\(name)")
            #expect(Set(texts.map(Self.marks)).count == 1, "\(name): other values")
            #expect(Set(texts.map(Self.end)).count == 1, "\(name): another end")
            #expect(!texts[1].contains { kazakh.contains($0) }, "\(name): Kazakh letters in the Russian text")
            #expect(texts[2].unicodeScalars.allSatisfy { !(0x400...0x4FF).contains($0.value) }, "\(name): Cyrillic")
            #expect(texts[0] != texts[1] || texts[0].count <= 12, "\(name): not translated")
            #expect(texts.allSatisfy { !$0.contains("  ") && $0 == $0.trimmingCharacters(in: .whitespaces) }, "\(name)")
        }
    }

    @Test("A Russian text with a number before a noun goes by the plural classes, not by one fixed form")
    func numbersBeforeNouns() throws {
        for entry in try Self.entries() {
            let russian = entry.texts[.russian] ?? ""
            let nouns = russian.matches(of: /\{\}\s+([а-яё]+)/).map { String($0.1) }.filter { $0 != "из" }
            #expect(nouns.isEmpty, "\(entry.file): \(russian)")
        }
    }

    @Test("No screen has words of its own: templates and scripts hold none, but for the board's two official languages")
    func noWordsElsewhere() throws {
        let files =
            try Self.files(in: "Sources/KioskScreens/Resources", ending: ".mustache")
            + Self.files(in: "Sources/KioskScreens/Resources", ending: ".js")
        #expect(files.count > 60)
        for file in files where file.lastPathComponent != "announce.js" {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.unicodeScalars.allSatisfy { !(0x400...0x4FF).contains($0.value) }, "\(file.lastPathComponent)")
        }
    }

    @Test("Each slip stands in three languages, with the same fields in each")
    func slips() throws {
        let files = try Self.files(in: "Sources/SlipDesign/Resources", ending: ".mustache")
        let slips = Dictionary(grouping: files) { $0.lastPathComponent.split(separator: ".")[0] }
        #expect(slips.count >= 11)
        for (name, languages) in slips {
            #expect(
                Set(languages.map { $0.lastPathComponent.split(separator: ".")[1] }) == ["kk", "ru", "en"], "\(name)")
            let fields = try languages.map { file in
                Set(try String(contentsOf: file, encoding: .utf8).matches(of: /\{\{[^}]+\}\}/).map { String($0.0) })
            }
            #expect(Set(fields).count == 1, "\(name)")
        }
    }

    @Test(
        "CLDR plural classes of Russian: one, few, many",
        arguments: [
            ("день", [1, 21, 31, 101, 1_001]), ("дня", [2, 3, 4, 22, 34, 102]),
            ("дней", [0, 5, 9, 10, 11, 12, 13, 14, 15, 20, 25, 111, 112, 1_000]),
        ])
    func russianPlurals(form: String, numbers: [Int]) {
        for number in numbers {
            #expect(NumberTexts.russian(number, one: "день", few: "дня", many: "дней") == form, "\(number)")
        }
    }

    @Test("CLDR number groups: a no-break space in Kazakh and Russian, a comma in English; a minus that is one")
    func numbers() {
        for language in [Language.kazakh, .russian] {
            #expect(NumberTexts.grouped(1_234_567, in: language) == "1\u{00A0}234\u{00A0}567")
        }
        #expect(NumberTexts.grouped(1_234_567, in: .english) == "1,234,567")
        #expect(NumberTexts.grouped(999, in: .kazakh) == "999" && NumberTexts.grouped(-1_000, in: .english) == "−1,000")
    }

    @Test("CLDR months within a date, in each language")
    func dates() {
        let months: [Language: [String]] = [
            .kazakh: [
                "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан",
                "қараша",
                "желтоқсан",
            ],
            .russian: [
                "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
                "ноября",
                "декабря",
            ],
            .english: [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ],
        ]
        for month in 1...12 {
            let date = CivilDate.literal(2026, month, 5)
            #expect(date.long(in: .kazakh) == "2026 жылғы 5 \(months[.kazakh]?[month - 1] ?? "")")
            #expect(date.long(in: .russian) == "5 \(months[.russian]?[month - 1] ?? "") 2026 года")
            #expect(date.long(in: .english) == "5 \(months[.english]?[month - 1] ?? "") 2026")
            #expect(date.short == "05.\(month < 10 ? "0" : "")\(month).2026")
        }
    }
}
