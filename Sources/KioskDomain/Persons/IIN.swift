/// Why a text is not an individual identification number.
public enum IINError: Error, Sendable, Hashable, CaseIterable {
    case characters
    case length
    case checkDigit
    /// The date part is no day, or the seventh digit names no century.
    case birthDate

    /// The stable code of this refusal.
    public var code: FailureCode {
        switch self {
        case .characters: .iinCharacters
        case .length: .iinLength
        case .checkDigit: .iinCheckDigit
        case .birthDate: .iinBirthDate
        }
    }
}

/// Individual identification number of Kazakhstan, 12 digits (P1).
///
/// Prints only as a mask (P4). It is deliberately not `Codable`: what goes on the wire asks for ``digits`` by name.
public struct IIN: Sendable, Hashable {
    private let values: [UInt8]

    /// Reads what a person typed: 12 ASCII digits, the check digit right, the date part a day.
    public init(text: String) throws(IINError) {
        let values = try Self.read(text)
        guard CheckDigit.holds(values) else { throw .checkDigit }
        let iin = IIN(values: values)
        guard iin.isForeigner || iin.birthDateHint != nil else { throw .birthDate }
        self = iin
    }

    /// Reads what a certificate holds: there a wrong check digit or date part is only a warning (P5).
    public static func onCertificate(_ text: String) throws(IINError) -> (iin: IIN, warning: IINError?) {
        let iin = IIN(values: try read(text))
        if !CheckDigit.holds(iin.values) { return (iin, .checkDigit) }
        return (iin, iin.isForeigner || iin.birthDateHint != nil ? nil : .birthDate)
    }

    private init(values: [UInt8]) { self.values = values }

    private static func read(_ text: String) throws(IINError) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy(DecimalDigits.isDigit) else { throw .characters }
        guard bytes.count == 12 else { throw .length }
        return bytes.map { $0 - UInt8(ascii: "0") }
    }

    /// All twelve digits: for the wire and the few places that P4 allows, never for a log.
    public var digits: String { values.map { String($0) }.joined() }

    /// The last four digits behind a mask, as every screen, slip and log shows it (P4).
    public var masked: String { "••••••••" + values.suffix(4).map { String($0) }.joined() }

    /// Seventh digit 0: a foreigner, whose number holds no century and so no birth date.
    public var isForeigner: Bool { values[6] == 0 }

    /// The day that the digits name; a hint only, for documents and the register decide (P5).
    public var birthDateHint: CivilDate? {
        let century: Int
        switch values[6] {
        case 1, 2: century = 1800
        case 3, 4: century = 1900
        case 5, 6: century = 2000
        default: return nil
        }
        func pair(_ index: Int) -> Int { Int(values[index]) * 10 + Int(values[index + 1]) }
        return CivilDate(year: century + pair(0), month: pair(2), day: pair(4))
    }

    /// The sex that the seventh digit names; nil for a foreigner.
    public var sexHint: Sex? {
        guard (1...6).contains(values[6]) else { return nil }
        return values[6].isMultiple(of: 2) ? .female : .male
    }

    /// As the seventh digit tells it.
    public enum Sex: Sendable, Hashable { case male, female }

    /// Whether the digits name another birth date than the document or the register. Such a number is accepted (P5).
    public func disagrees(withBirthDate date: CivilDate) -> Bool {
        birthDateHint.map { $0 != date } ?? false
    }
}

extension IIN: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The mask, so that no interpolation shows the number.
    public var description: String { masked }
    /// The mask.
    public var debugDescription: String { masked }
    /// The mask, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
