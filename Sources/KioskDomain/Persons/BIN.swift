/// Business identification number of Kazakhstan, 12 digits (P2). It names an organisation and is not masked.
public struct BIN: Sendable, Hashable, CustomStringConvertible {
    /// Why a text is no such number.
    public enum Problem: Error, Sendable, Hashable, CaseIterable {
        case characters, length, checkDigit
        /// The fifth digit is not 4, 5 or 6.
        case type

        /// For the person who typed it.
        public var code: FailureCode {
            switch self {
            case .characters, .length: .binLength
            case .checkDigit: .binCheckDigit
            case .type: .binType
            }
        }
    }

    /// What the fifth digit says.
    public enum OrganisationType: UInt8, Sendable, Hashable, CaseIterable {
        case resident = 4
        case nonResident = 5
        case individualEntrepreneur = 6
    }

    /// All twelve.
    public let digits: String
    /// What the fifth digit says.
    public let type: OrganisationType

    /// Reads 12 ASCII digits.
    public init(text: String) throws(Problem) {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy(DecimalDigits.isDigit) else { throw .characters }
        guard bytes.count == 12 else { throw .length }
        let values = bytes.map { $0 - UInt8(ascii: "0") }
        guard CheckDigit.holds(values) else { throw .checkDigit }
        guard let type = OrganisationType(rawValue: values[4]) else { throw .type }
        digits = text
        self.type = type
    }

    /// All twelve digits.
    public var description: String { digits }
}
