/// Names that come from people's own media, as they are shown.
enum ShownName {
    /// Of twelve and more digits in a row, which may be an IIN, the last four are left (P4); a long name keeps its beginning and
    /// its end.
    static func masked(_ name: String) -> String {
        var (shown, digits) = ("", "")
        func flush() {
            shown += digits.count < 12 ? digits : String(repeating: "•", count: digits.count - 4) + digits.suffix(4)
            digits = ""
        }
        for character in name {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                flush()
                shown.append(character)
            }
        }
        flush()
        return shown.count > 28 ? "\(shown.prefix(13))…\(shown.suffix(14))" : shown
    }

    /// False for what a screen would show as something else: control characters and changes of the direction of writing (Unicode,
    /// 23.1 and 23.2).
    static func shows(_ scalar: Unicode.Scalar) -> Bool {
        !(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x200B...0x200F).contains(scalar.value)
            || (0x2028...0x202E).contains(scalar.value) || (0x2060...0x206F).contains(scalar.value)
            || scalar.value == 0xFFFD)
    }
}
