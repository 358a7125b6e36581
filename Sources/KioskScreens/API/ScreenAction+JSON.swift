import FoundationEssentials
public import KioskDevices
import KioskDomain

extension ScreenAction {
    /// Reads what a page posted. Strict: an unknown action, a missing or an extra field is refused.
    /// - Throws: `screen.invalid-request`; the detail names the field, never its content.
    public init(json: [UInt8]) throws(Failure) {
        let fields: [String: JSONField]
        do {
            fields = try JSONDecoder().decode([String: JSONField].self, from: Data(json))
        } catch {
            throw Failure(.requestInvalid, "not a flat JSON object")
        }
        var reader = FieldReader(fields: fields)
        self = try Self.read(&reader)
        try reader.end()
    }

    private static func read(_ fields: inout FieldReader) throws(Failure) -> ScreenAction {
        switch try fields.text("action") {
        case "language": return .language(try fields.name("value"))
        case "service": return .service(try fields.name("value"))
        case "purpose": return .purpose(try fields.text("value"))
        case "reservation": return .reservation
        case "reservation-of": return .reservationOf(iin: try fields.text("iin"))
        case "without-reservation": return .withoutReservation
        case "claim-preference":
            let answer: YesOrNo = try fields.name("value")
            return .claimPreference(answer == .yes)
        case "consent": return .consent
        case "confirm-notice": return .confirmNotice
        case "identity":
            return .identity(
                iin: try fields.optionalText("iin"), documentNumber: try fields.text("documentNumber"),
                birthDate: try fields.text("birthDate"))
        case "code": return .code(try fields.text("value"))
        case "send-code-again": return .sendCodeAgain
        case "application-number":
            return .applicationNumber(try fields.text("value"), iin: try fields.optionalText("iin"))
        case "print-form": return .printForm
        case "write-now": return .writeNow
        case "start": return .start
        case "cannot-turn":
            let answer: YesOrNo = try fields.name("value")
            return .cannotTurn(answer == .yes)
        case "use-document": return .useDocument
        case "use-document-key": return .useDocumentKey(try fields.name("value"))
        case "document-key": return .documentKey(try fields.name("kind"), try fields.text("value"))
        case "without-document": return .withoutDocument
        case "try-again": return .tryAgain
        case "pin": return .pin(pad: try fields.text("pad"), positions: try fields.positions("positions"))
        case "password":
            return .password(
                pad: try fields.text("pad"),
                positions: try fields.positions("positions", most: SecretPad.longest, last: 93))
        case "confirm-last-try": return .confirmLastTry
        case "change-pin": return .changePIN
        case "unblock-pin": return .unblockPIN
        case "reissue": return .reissue
        case "obtain-anew": return .obtainAnew
        case "my-file": return .myFile
        case "my-token": return .myToken
        case "key-file":
            guard let place = Int(try fields.text("value")), (0..<StickListing.limit).contains(place) else {
                throw Failure(.requestInvalid, "field value")
            }
            return .keyFile(place)
        case "organisation-eds": return .organisationEDS
        case "organisation": return .organisation(try fields.text("value"))
        case "medium": return .medium(try fields.name("value"))
        case "revoke-eds": return .revokeEDS
        case "revoke-for": return .revokeFor(try fields.name("value"))
        case "card-lost": return .cardLost
        case "lost-eds": return .lostEDS(try fields.optionalText("value"))
        case "confirm-revocation": return .confirmRevocation
        case "exchange-card": return .exchangeCard
        case "exchange-standing": return .exchangeStanding
        case "exchange-reason": return .exchangeReason(try fields.name("value"))
        case "card-number": return .cardNumber(try fields.text("value"))
        case "use-photo": return .usePhoto
        case "at-desk": return .atDesk
        case "payment": return .payment(try fields.text("value"))
        case "sign-exchange": return .signExchange
        case "sign-by-phone": return .signByPhone
        case "exchange-slip": return .exchangeSlip(try fields.text("value"))
        case "log-in": return .logIn(try fields.name("value"))
        case "code-missing": return .codeMissing
        case "code-missing-for": return .codeMissingFor(try fields.name("value"))
        case "send-report": return .sendReport
        case "account-page":
            guard let number = Int(try fields.text("value")), (0..<100).contains(number) else {
                throw Failure(.requestInvalid, "field value")
            }
            return .accountPage(AccountPage(try fields.name("group"), number))
        case "change-phone": return .changePhone
        case "phone": return .phone(try fields.text("value"))
        case "cancel": return .cancel
        case "done": return .done
        case "more-time": return .moreTime
        default: throw Failure(.requestInvalid, "unknown action")
        }
    }

    /// The same as the page would post it.
    public var json: [UInt8] {
        let fields: [String: JSONField] =
            switch self {
            case .language(let language): ["action": "language", "value": .text(language.rawValue)]
            case .service(let service): ["action": "service", "value": .text(service.rawValue)]
            case .purpose(let id): ["action": "purpose", "value": .text(id)]
            case .reservation: ["action": "reservation"]
            case .reservationOf(let iin): ["action": "reservation-of", "iin": .text(iin)]
            case .withoutReservation: ["action": "without-reservation"]
            case .claimPreference(let claims):
                ["action": "claim-preference", "value": .text((claims ? YesOrNo.yes : .no).rawValue)]
            case .consent: ["action": "consent"]
            case .confirmNotice: ["action": "confirm-notice"]
            case .identity(let iin, let number, let date):
                [
                    "action": "identity", "iin": iin.map { .text($0) } ?? .null, "documentNumber": .text(number),
                    "birthDate": .text(date),
                ]
            case .code(let code): ["action": "code", "value": .text(code)]
            case .sendCodeAgain: ["action": "send-code-again"]
            case .applicationNumber(let number, let iin):
                ["action": "application-number", "value": .text(number), "iin": iin.map { .text($0) } ?? .null]
            case .printForm: ["action": "print-form"]
            case .writeNow: ["action": "write-now"]
            case .start: ["action": "start"]
            case .cannotTurn(let cannotTurn):
                ["action": "cannot-turn", "value": .text((cannotTurn ? YesOrNo.yes : .no).rawValue)]
            case .useDocument: ["action": "use-document"]
            case .useDocumentKey(let kind): ["action": "use-document-key", "value": .text(kind.rawValue)]
            case .documentKey(let kind, let value):
                ["action": "document-key", "kind": .text(kind.rawValue), "value": .text(value)]
            case .withoutDocument: ["action": "without-document"]
            case .tryAgain: ["action": "try-again"]
            case .pin(let pad, let positions):
                ["action": "pin", "pad": .text(pad), "positions": .numbers(positions)]
            case .password(let pad, let positions):
                ["action": "password", "pad": .text(pad), "positions": .numbers(positions)]
            case .confirmLastTry: ["action": "confirm-last-try"]
            case .changePIN: ["action": "change-pin"]
            case .unblockPIN: ["action": "unblock-pin"]
            case .reissue: ["action": "reissue"]
            case .obtainAnew: ["action": "obtain-anew"]
            case .myFile: ["action": "my-file"]
            case .myToken: ["action": "my-token"]
            case .keyFile(let place): ["action": "key-file", "value": .text("\(place)")]
            case .organisationEDS: ["action": "organisation-eds"]
            case .organisation(let bin): ["action": "organisation", "value": .text(bin)]
            case .medium(let medium): ["action": "medium", "value": .text(medium.rawValue)]
            case .revokeEDS: ["action": "revoke-eds"]
            case .revokeFor(let cause): ["action": "revoke-for", "value": .text(cause.rawValue)]
            case .cardLost: ["action": "card-lost"]
            case .lostEDS(let id): ["action": "lost-eds", "value": id.map { .text($0) } ?? .null]
            case .confirmRevocation: ["action": "confirm-revocation"]
            case .exchangeCard: ["action": "exchange-card"]
            case .exchangeStanding: ["action": "exchange-standing"]
            case .exchangeReason(let reason): ["action": "exchange-reason", "value": .text(reason.rawValue)]
            case .cardNumber(let number): ["action": "card-number", "value": .text(number)]
            case .usePhoto: ["action": "use-photo"]
            case .atDesk: ["action": "at-desk"]
            case .payment(let reference): ["action": "payment", "value": .text(reference)]
            case .signExchange: ["action": "sign-exchange"]
            case .signByPhone: ["action": "sign-by-phone"]
            case .exchangeSlip(let slip): ["action": "exchange-slip", "value": .text(slip)]
            case .logIn(let way): ["action": "log-in", "value": .text(way.rawValue)]
            case .codeMissing: ["action": "code-missing"]
            case .codeMissingFor(let reason): ["action": "code-missing-for", "value": .text(reason.rawValue)]
            case .sendReport: ["action": "send-report"]
            case .accountPage(let page):
                ["action": "account-page", "group": .text(page.group.rawValue), "value": .text("\(page.number)")]
            case .changePhone: ["action": "change-phone"]
            case .phone(let number): ["action": "phone", "value": .text(number)]
            case .cancel: ["action": "cancel"]
            case .done: ["action": "done"]
            case .moreTime: ["action": "more-time"]
            }
        // Sorted, so that the same screen is the same text. A flat dictionary of texts and numbers always encodes.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? Array(encoder.encode(fields))) ?? []
    }
}

private enum YesOrNo: String { case yes, no }

/// The three shapes that a field of an action can have.
private enum JSONField: Codable, ExpressibleByStringLiteral {
    case text(String)
    case numbers([Int])
    case null

    init(stringLiteral value: String) { self = .text(value) }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else {
            self = .numbers(try value.decode([Int].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .text(let text): try value.encode(text)
        case .numbers(let numbers): try value.encode(numbers)
        case .null: try value.encodeNil()
        }
    }
}

/// Takes fields one by one, so that what is left over at the end is known.
private struct FieldReader {
    /// No field that a person fills is longer; the daemon's own rules are stricter.
    static let longestText = 64
    var fields: [String: JSONField]

    mutating func text(_ name: String) throws(Failure) -> String {
        guard case .text(let text)? = fields.removeValue(forKey: name), text.utf8.count <= Self.longestText else {
            throw Failure(.requestInvalid, "field \(name)")
        }
        return text
    }

    mutating func optionalText(_ name: String) throws(Failure) -> String? {
        switch fields[name] {
        case nil, .null?:
            fields[name] = nil
            return nil
        case .text?, .numbers?: return try text(name)
        }
    }

    mutating func name<Name: RawRepresentable<String>>(_ field: String) throws(Failure) -> Name {
        guard let value = Name(rawValue: try text(field)) else { throw Failure(.requestInvalid, "field \(field)") }
        return value
    }

    mutating func positions(_ name: String, most: Int = 16, last: Int = 9) throws(Failure) -> [Int] {
        guard case .numbers(let numbers)? = fields.removeValue(forKey: name), numbers.count <= most,
            numbers.allSatisfy({ (0...last).contains($0) })
        else { throw Failure(.requestInvalid, "field \(name)") }
        return numbers
    }

    func end() throws(Failure) {
        guard fields.isEmpty else { throw Failure(.requestInvalid, "a field too many") }
    }
}
