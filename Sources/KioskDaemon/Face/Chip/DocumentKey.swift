import KioskDevices
import KioskDomain
import TravelDocument

/// What was typed to open the chip of a document; zeroed when it is forgotten.
enum DocumentKey: Sendable {
    case can(DocumentPassword)
    /// Number and birth date were typed when the person said who it is.
    case expiryDate(CivilDate)

    /// - Throws: `document.can`, `document.expiry-date`.
    init(_ kind: DocumentKeyKind, typed: String) throws(Failure) {
        switch kind {
        case .can:
            guard let password = DocumentPassword(can: typed) else { throw Failure(.documentCAN) }
            self = .can(password)
        case .expiryDate:
            guard let date = CivilDate(iso: typed) else { throw Failure(.documentExpiry) }
            self = .expiryDate(date)
        }
    }

    var kind: DocumentKeyKind {
        switch self {
        case .can: .can
        case .expiryDate: .expiryDate
        }
    }

    /// The chip's password for the document of `identity`; nil for a number that no machine-readable zone has.
    func password(for identity: Identity) -> DocumentPassword? {
        switch self {
        case .can(let password): password
        case .expiryDate(let date):
            DocumentPassword(
                documentNumber: identity.documentNumber, birthDate: identity.birthDate.zoneText,
                expiryDate: date.zoneText)
        }
    }
}

extension CivilDate {
    /// YYMMDD, as in a machine-readable zone (ICAO 9303 part 3, 4.8).
    var zoneText: String {
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return two(year % 100) + two(month) + two(day)
    }
}
