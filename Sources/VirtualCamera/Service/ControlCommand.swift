/// One line of the control socket: `person NAME`, `dark`, `two-faces`, `empty`, `unplug`, `plug`, `turn left`,
/// `turn right`, `turn ahead` (the person's own left and right), `closer`, `back`, `code TEXT` (a telephone with a QR code).
enum ControlCommand: Hashable {
    case person(String)
    case dark
    case twoFaces
    case empty
    case unplug
    case plug
    case head(HeadOrder)
    case code(String)

    /// Nil for anything else. A name is a file name without folder and ending.
    init?(_ line: String) {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        switch (words.first, words.count) {
        case ("person", 2):
            let allowed = words[1].utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x5F || byte == 0x2D
            }
            guard allowed else { return nil }
            self = .person(words[1])
        case ("dark", 1): self = .dark
        case ("two-faces", 1): self = .twoFaces
        case ("empty", 1): self = .empty
        case ("unplug", 1): self = .unplug
        case ("plug", 1): self = .plug
        case ("turn", 2), ("closer", 1), ("back", 1):
            guard let order = HeadOrder(rawValue: words.joined(separator: " ")) else { return nil }
            self = .head(order)
        case ("code", 2) where words[1].utf8.count <= Self.longestCode: self = .code(words[1])
        default: return nil
        }
    }

    /// Bytes of a code at most, so that its modules are several pixels wide.
    private static let longestCode = 200
}
