import KioskDevices
import KioskDomain

/// What may be spoken of a text that the page asks for.
///
/// No digit is spoken that the kiosk did not put on the screen itself: what a person types never comes from here, so no
/// IIN, code or date can be heard; the digits of a PIN pad are not counted as shown, and masked numbers are left out.
struct SpokenText: Sendable, Hashable {
    /// In bytes: a minute of speech.
    static let longest = 800
    /// Empty when nothing is left to say.
    let text: String

    /// - Parameters:
    ///   - shown: HTML and other texts that stand on the screen.
    ///   - seconds: of "More time?", which the page counts down by itself.
    /// - Throws: `request.invalid` when the text is too long.
    init(_ asked: String, shown: [String], seconds: Int? = nil) throws(Failure) {
        guard asked.utf8.count <= Self.longest else { throw Failure(.requestInvalid, "field text") }
        // Beside a pad no bare digits at all, whatever number stands elsewhere on the screen.
        guard asked.contains(where: \.isLetter) || !shown.contains(where: { $0.contains("data-pad=") }) else {
            text = ""
            return
        }
        var allowed: Set<String> = []
        for html in shown { allowed.formUnion(Self.numbers(in: Self.words(of: html))) }
        text = Self.keeping(in: asked) { number in
            allowed.contains(number) || Int(number).map { $0 <= seconds ?? -1 } ?? false
        }
    }

    /// The text of HTML: without tags, and without the keys of a pad.
    static func words(of html: String) -> String {
        let withoutPads = html.replacing(/<button[^>]*data-position="[^>]*>[^<]*<\/button>/, with: " ")
        return withoutPads.replacing(/<[^>]*>/, with: " ")
    }

    private static func numbers(in text: String) -> Set<String> {
        Set(runs(of: text).filter(\.isNumber).map { $0.text }.filter { !isMasked($0) })
    }

    private static func keeping(in text: String, _ isAllowed: (String) -> Bool) -> String {
        runs(of: text).map { run in
            guard run.isNumber else { return run.text }
            return !isMasked(run.text) && isAllowed(run.text) ? run.text : " "
        }.joined()
    }

    private static func isMasked(_ number: String) -> Bool { number.contains("•") }

    /// Digits, with the dots of a mask, apart from everything else.
    private static func runs(of text: String) -> [(text: String, isNumber: Bool)] {
        var runs: [(text: String, isNumber: Bool)] = []
        for character in text {
            let isNumber = character.isNumber || character == "•" || character == "*"
            if let last = runs.last, last.isNumber == isNumber {
                runs[runs.count - 1].text.append(character)
            } else {
                runs.append((String(character), isNumber))
            }
        }
        return runs
    }
}
