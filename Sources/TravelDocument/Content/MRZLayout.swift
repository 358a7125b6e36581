import SmartCard

/// Where the fields of a zone stand, counted from its first character (ICAO 9303 part 4 figure 3, part 5, part 6).
struct MRZLayout {
    var documentNumber: Range<Int>
    var names: Range<Int>
    var nationality: Range<Int>
    var birthDate: Range<Int>
    var sex: Int
    var expiryDate: Range<Int>
    /// The first one takes the rest of a long document number.
    var optional: [Range<Int>]
    /// The passport's optional data has a check digit of its own, which may be filler when there is none.
    var checksOptional: Bool
    /// What the last check digit covers, and where it stands.
    var composite: [Range<Int>]
    var compositeDigit: Int

    static let td1 = MRZLayout(
        documentNumber: 5..<14, names: 60..<90, nationality: 45..<48, birthDate: 30..<36, sex: 37,
        expiryDate: 38..<44, optional: [15..<30, 48..<59], checksOptional: false,
        composite: [5..<30, 30..<37, 38..<45, 48..<59], compositeDigit: 59)
    static let td2 = MRZLayout(
        documentNumber: 36..<45, names: 5..<36, nationality: 46..<49, birthDate: 49..<55, sex: 56,
        expiryDate: 57..<63, optional: [64..<71], checksOptional: false,
        composite: [36..<46, 49..<56, 57..<71], compositeDigit: 71)
    static let td3 = MRZLayout(
        documentNumber: 44..<53, names: 5..<44, nationality: 54..<57, birthDate: 57..<63, sex: 64,
        expiryDate: 65..<71, optional: [72..<86], checksOptional: true,
        composite: [44..<54, 57..<64, 65..<87], compositeDigit: 87)

    /// `zone` has as many characters as the layout, all of them allowed.
    func read(_ zone: [UInt8], _ format: MachineReadableZone.Format) throws(CardError) -> MachineReadableZone {
        let (number, firstOptional) = try number(zone)
        for field in [birthDate, expiryDate] {
            try check(zone[field], zone[field.upperBound], "a date")
        }
        if checksOptional { try checkOptional(zone) }
        try check(composite.flatMap { zone[$0] }, zone[compositeDigit], "the whole zone")
        return MachineReadableZone(
            format: format, documentCode: Self.text(zone[0..<2]), issuer: Self.text(zone[2..<5]),
            documentNumber: number, names: Self.split(zone[names]), nationality: Self.text(zone[nationality]),
            birthDate: Self.date(zone[birthDate]), sex: Self.sex(zone[sex]), expiryDate: Self.date(zone[expiryDate]),
            optionalData: [firstOptional] + optional.dropFirst().map { Self.text(zone[$0]) })
    }

    /// A number of more than nine characters goes on in the optional data, its check digit behind (part 5, note j).
    private func number(_ zone: [UInt8]) throws(CardError) -> (String, String) {
        let field = zone[documentNumber]
        let digit = zone[documentNumber.upperBound]
        let rest = zone[optional[0]]
        guard digit == UInt8(ascii: "<"), !checksOptional else {
            try check(field, digit, "the document number")
            return (Self.text(field), Self.text(rest))
        }
        let continuation = rest.prefix { $0 != UInt8(ascii: "<") }
        guard let last = continuation.last else { throw .badAnswer("no check digit of the document number") }
        let whole = field + continuation.dropLast()
        try check(whole, last, "the document number")
        return (Self.text(whole), Self.text(rest.dropFirst(continuation.count + 1)))
    }

    private func checkOptional(_ zone: [UInt8]) throws(CardError) {
        let digit = zone[optional[0].upperBound]
        if digit == UInt8(ascii: "<"), zone[optional[0]].allSatisfy({ $0 == digit }) { return }
        try check(zone[optional[0]], digit, "the optional data")
    }

    private func check(_ field: some Sequence<UInt8>, _ digit: UInt8, _ what: String) throws(CardError) {
        guard let expected = MRZCharacters.checkDigit(of: field), digit == UInt8(ascii: "0") + expected else {
            throw .badAnswer("wrong check digit of \(what) in the machine-readable zone")
        }
    }

    private static func text(_ field: some BidirectionalCollection<UInt8>) -> String {
        var end = field.endIndex
        while end > field.startIndex, field[field.index(before: end)] == UInt8(ascii: "<") {
            field.formIndex(before: &end)
        }
        return String(decoding: field[..<end], as: UTF8.self)
    }

    private static func date(_ field: ArraySlice<UInt8>) -> MRZDate {
        MRZDate(String(decoding: field, as: UTF8.self))
    }

    private static func sex(_ byte: UInt8) -> Character? {
        byte == UInt8(ascii: "<") ? nil : Character(UnicodeScalar(byte))
    }

    /// Surname and given names are parted by two fillers, words by one.
    private static func split(_ field: ArraySlice<UInt8>) -> (String, String) {
        let parts = text(field).split(separator: "<<", maxSplits: 1).map { part in
            part.split(separator: "<").joined(separator: " ")
        }
        return (parts.first ?? "", parts.dropFirst().first ?? "")
    }
}
