/// Masks what may be personal in a line for a technician (P4): long numbers and phone numbers, to their last digits.
public enum Redaction {
    /// The line with every number of 12 or more digits and every phone number masked.
    public static func mask(_ line: String) -> String {
        var result = ""
        var rest = Array(line)[...]
        while let first = rest.first {
            guard first == "+" || first.isDigit else {
                result.append(first)
                rest.removeFirst()
                continue
            }
            let number = numberAtStart(of: rest)
            result += masked(String(rest.prefix(number)))
            rest.removeFirst(max(number, 1))
        }
        return result
    }

    /// How many characters from the start make one number as people write them: digits in groups, at most two
    /// separators between groups.
    private static func numberAtStart(of text: ArraySlice<Character>) -> Int {
        var end = 1
        var separators = 0
        for (index, character) in text.enumerated().dropFirst() {
            if character.isDigit {
                end = index + 1
                separators = 0
            } else if " -()".contains(character), separators < 2 {
                separators += 1
            } else {
                break
            }
        }
        return end
    }

    private static func masked(_ text: String) -> String {
        if isPhone(text.filter(\.isDigit), international: text.hasPrefix("+")) {
            return "•••" + text.filter(\.isDigit).suffix(2)
        }
        return text.split(separator: " ", omittingEmptySubsequences: false)
            .map { maskLong(String($0)) }.joined(separator: " ")
    }

    private static func maskLong(_ word: String) -> String {
        var result = ""
        var digits = ""
        func flush() {
            result += digits.count >= 12 ? "••••••••" + digits.suffix(4) : digits
            digits = ""
        }
        for character in word {
            if character.isDigit {
                digits.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }

    /// E.164 numbers, and numbers of Kazakhstan as dialled at home: 8 or 7 and ten digits, or ten from 7.
    private static func isPhone(_ digits: String, international: Bool) -> Bool {
        if international { return (9...15).contains(digits.count) }
        if digits.count == 11 { return digits.hasPrefix("7") || digits.hasPrefix("8") }
        return digits.count == 10 && digits.hasPrefix("7")
    }
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
