import Testing

@testable import SlipDesign
@testable import SlipPrinter

/// What of a text comes on paper (issue 5, bad input: emoji, right-to-left, control bytes, a name of 300 letters).
struct LettersTests {
    @Test func allKazakhRussianAndLatinLettersArePrinted() {
        let text = SlipDocument.kazakhLetters + "АБВЯабвяЁё ABCZabcz 0123456789 №«»—–…₸№→"
        #expect(SlipLetters.printable(text, limit: 300) == text)
        #expect(SlipLetters.faults(in: text).isEmpty)
    }

    @Test(arguments: [
        ("a\u{1B}@b", "a@b"), ("a\u{0}b", "ab"), ("a\nb", "a b"), ("a\u{1F600}b", "a\u{25AF}b"),
        ("a\u{5D0}b", "a\u{25AF}b"), ("a\u{202E}b", "a\u{25AF}b"),
    ])
    func valuesLoseWhatPaperCannotBear(_ given: String, _ printed: String) {
        #expect(SlipLetters.printable(given, limit: 100) == printed)
    }

    @Test func aLetterBearsOneMarkAtTheMost() {
        let climbing = "a" + String(repeating: "\u{301}", count: 200)
        #expect(SlipLetters.printable(climbing, limit: 100).unicodeScalars.count == 2)
    }

    @Test func aLongValueEndsInAnEllipsis() {
        let printed = SlipLetters.printable(String(repeating: "ң", count: 400), limit: 300)
        #expect(printed.count == 300)
        #expect(printed.last == "…")
    }

    @Test func faultsAreNamedByLineAndColumn() {
        let faults = SlipLetters.faults(in: "first\nab\u{1F600}\n\u{7}")
        #expect(faults.map(\.line) == [2, 3])
        #expect(faults.map(\.column) == [3, 1])
        #expect(faults.map(\.fault) == [.emoji, .control])
    }
}
