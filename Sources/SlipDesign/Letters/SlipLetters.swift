/// Which letters come on paper. Slips are set by one installed font from the left to the right; what it cannot draw, or
/// what would turn a line around, is kept off the paper.
enum SlipLetters {
    /// Why a letter is not printed.
    enum Fault: String, Sendable, Hashable {
        case control = "a control byte"
        case rightToLeft = "right-to-left writing"
        case emoji = "an emoji"
        case other = "a letter that slips cannot print"
    }

    /// Stands where a letter cannot be printed.
    static let replacement: Unicode.Scalar = "\u{25AF}"

    /// Nil for a letter that is printed. Line feeds are for the caller.
    static func fault(_ scalar: Unicode.Scalar) -> Fault? {
        switch scalar.value {
        // Latin, combining marks, Cyrillic (all of Kazakh), punctuation, money, №, arrows, mathematics, boxes.
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x024F, 0x0300...0x036F, 0x0400...0x052F, 0x2010...0x2027,
            0x2030...0x205E, 0x20A0...0x20BF, 0x2100...0x214F, 0x2190...0x21FF, 0x2200...0x22FF, 0x2500...0x25FF:
            return nil
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
            0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
            return .rightToLeft
        case 0x1F000...0x1FAFF, 0x2600...0x27BF, 0x2B00...0x2BFF, 0xFE0F, 0x200D, 0x20E3:
            return .emoji
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return .control
        default: return .other
        }
    }

    /// A value as it is printed: control bytes are left out, line breaks become spaces, what cannot be printed is an
    /// empty box, and what is longer than `limit` letters ends in an ellipsis.
    static func printable(_ text: String, limit: Int) -> String {
        var kept = String.UnicodeScalarView()
        var letters = 0
        var isMark = false
        for scalar in text.unicodeScalars {
            // One mark on each letter: more would climb into the line above.
            let marks = (0x0300...0x036F).contains(scalar.value)
            if marks, isMark || kept.isEmpty { continue }
            isMark = marks
            switch fault(scalar) {
            case nil: kept.append(scalar)
            case .control:
                guard scalar.properties.isWhitespace else { continue }
                kept.append(" ")
            case .rightToLeft, .emoji, .other: kept.append(replacement)
            }
            letters += 1
            guard letters <= limit else { break }
        }
        guard letters > limit else { return String(kept) }
        return String(String(kept).prefix(max(0, limit - 1))) + "…"
    }

    /// The first letters of a file that are not printed, by line and column from 1; line feeds are fine.
    static func faults(in text: String, most: Int = 10) -> [(line: Int, column: Int, fault: Fault)] {
        var found: [(line: Int, column: Int, fault: Fault)] = []
        var (line, column) = (1, 0)
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                (line, column) = (line + 1, 0)
                continue
            }
            column += 1
            guard let fault = fault(scalar) else { continue }
            found.append((line, column, fault))
            guard found.count < most else { break }
        }
        return found
    }
}
