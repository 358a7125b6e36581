import KioskDomain

/// The keys of a password: where each character stands does not change, what its key posts does.
enum PasswordKeyboard {
    private static let rows: [(id: String, name: Localised, rows: [String])] = [
        ("small", SigningTexts.small, ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"]),
        ("capital", SigningTexts.capital, ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"]),
        ("signs", SigningTexts.signs, ["!\"#$%&'()*", "+,-./:;<=>", "?@[\\]^_`{|", "}~"]),
    ]

    static func layers(_ pad: SecretPad) -> [[String: Any]] {
        var positions: [UInt8: Int] = [:]
        for (position, character) in pad.characters.enumerated() { positions[character] = position }
        return rows.enumerated().map { index, layer in
            let rows = layer.rows.map { row in
                ["keys": row.utf8.compactMap { byte in positions[byte].map { StageView.padKey($0, byte) } }]
            }
            return ["id": layer.id, "name": layer.name, "first": index == 0, "rows": rows] as [String: Any]
        }
    }
}
