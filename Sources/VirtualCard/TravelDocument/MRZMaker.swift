import TravelDocument

/// Writes machine-readable zones of cards (TD1, ICAO 9303 part 5) for virtual documents.
enum MRZMaker {
    /// Three lines of 30, without separators.
    ///
    /// - Parameter optionalData: goes behind the document number; at most 15 characters.
    static func td1(
        issuer: String, documentNumber: String, optionalData: String, birthDate: String, sex: Character,
        expiryDate: String, name: String
    ) -> [UInt8] {
        let first = filled("I", 2) + filled(issuer, 3) + withDigit(filled(documentNumber, 9)) + filled(optionalData, 15)
        let second =
            withDigit(filled(birthDate, 6)) + filled(String(sex), 1) + withDigit(filled(expiryDate, 6))
            + filled(issuer, 3) + filled("", 11)
        let covered = first[5...] + second[..<7] + second[8..<15] + second[18..<29]
        return first + second + [digit(Array(covered))] + filled(name, 30)
    }

    /// Characters that a zone has, filler for the others, cut or filled up.
    private static func filled(_ text: String, _ count: Int) -> [UInt8] {
        let allowed = text.uppercased().utf8.map { MRZCharacters.value(of: $0) == nil ? UInt8(ascii: "<") : $0 }
        return Array(allowed.prefix(count)) + Array(repeating: UInt8(ascii: "<"), count: max(0, count - allowed.count))
    }

    private static func withDigit(_ field: [UInt8]) -> [UInt8] { field + [digit(field)] }

    private static func digit(_ field: [UInt8]) -> UInt8 {
        UInt8(ascii: "0") + (MRZCharacters.checkDigit(of: field) ?? 0)
    }
}
