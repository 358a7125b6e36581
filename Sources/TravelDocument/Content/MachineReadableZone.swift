public import KioskDomain
public import SmartCard

/// A machine-readable zone, its check digits right (ICAO 9303 parts 3 to 6). Personal: it prints as a mask.
public struct MachineReadableZone: Sendable, Hashable {
    /// Size of the document.
    public enum Format: Sendable, Hashable, CaseIterable {
        /// Card of three lines of 30 characters.
        case td1
        /// Two lines of 36.
        case td2
        /// Passport book: two lines of 44.
        case td3
    }

    /// Size of the document.
    public let format: Format
    /// One or two letters: P passport, I or ID identity card.
    public let documentCode: String
    /// Issuing state or organisation, three letters where it has them.
    public let issuer: String
    /// Without filler; long ones with the part that TD1 and TD2 move into the optional data.
    public let documentNumber: String
    /// Primary identifier: surname.
    public let surname: String
    /// Secondary identifier, words by spaces; may be empty.
    public let givenNames: String
    /// Three letters where it has them.
    public let nationality: String
    /// Parts may be unknown.
    public let birthDate: MRZDate
    /// `M`, `F`, or nil where it is not specified.
    public let sex: Character?
    /// Last day of validity.
    public let expiryDate: MRZDate
    /// Optional data of all its places, each without filler at its end.
    public let optionalData: [String]

    /// Reads a zone of 90, 72 or 88 characters, lines without separators.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` for another length, other characters, a wrong check digit.
    public init(_ characters: [UInt8]) throws(CardError) {
        guard characters.allSatisfy({ MRZCharacters.value(of: $0) != nil }) else {
            throw .badAnswer("characters that no machine-readable zone has")
        }
        switch characters.count {
        case 90: self = try MRZLayout.td1.read(characters, .td1)
        case 72: self = try MRZLayout.td2.read(characters, .td2)
        case 88: self = try MRZLayout.td3.read(characters, .td3)
        default: throw .badAnswer("a machine-readable zone of \(characters.count) characters")
        }
    }

    init(
        format: Format, documentCode: String, issuer: String, documentNumber: String, names: (String, String),
        nationality: String, birthDate: MRZDate, sex: Character?, expiryDate: MRZDate, optionalData: [String]
    ) {
        self.format = format
        self.documentCode = documentCode
        self.issuer = issuer
        self.documentNumber = documentNumber
        (surname, givenNames) = names
        self.nationality = nationality
        self.birthDate = birthDate
        self.sex = sex
        self.expiryDate = expiryDate
        self.optionalData = optionalData
    }

    /// The individual identification number where a document of Kazakhstan carries one in its optional data (P1):
    /// twelve digits that hold; nil for everything else.
    public var iin: IIN? {
        guard issuer == "KAZ" else { return nil }
        return optionalData.lazy.compactMap { try? IIN(text: $0) }.first
    }
}

extension MachineReadableZone: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the holder.
    public var description: String { "machine-readable zone of a document of \(issuer)" }
    /// Nothing of the holder.
    public var debugDescription: String { description }
    /// Nothing of the holder, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["issuer": issuer]) }
}

/// A date of a zone: six characters, of which unknown parts are filler (ICAO 9303 part 3, 4.8).
public struct MRZDate: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// YYMMDD as written.
    public let text: String

    init(_ text: String) { self.text = text }

    /// The day, of the latest century that is not after `latest`; nil when parts are unknown or it is no day.
    public func day(notAfter latest: CivilDate) -> CivilDate? {
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard digits.count == 6, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let (year, month, day) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4] * 10 + digits[5])
        let century = latest.year / 100 * 100
        return [century, century - 100].lazy.compactMap { CivilDate(year: $0 + year, month: month, day: day) }
            .first { $0 <= latest }
    }

    /// A mask.
    public var description: String { "••••••" }
    /// A mask, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
