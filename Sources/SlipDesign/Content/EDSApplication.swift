public import KioskDomain

/// The application form, printed to be signed and handed in (RULES E4, E5).
public struct EDSApplication: Sendable, Hashable {
    /// As the portal gave it.
    public var number: String
    /// Printed in full: the form is the one slip on which it may stand so (P4); nil leaves its line out.
    public var iin: IIN?
    /// The centre at which it is handed in.
    public var handInAt: Localised
    /// On what the keys are to be: identity card, token, file.
    public var medium: Localised
    /// Day of the application.
    public var submitted: CivilDate
    /// Days in which it is taken; the last one counts.
    public var days: Int
    /// Days after which a person without an answer goes to the centre.
    public var answerDays: Int

    /// The application form; the days are those of the rule book.
    public init(
        number: String, iin: IIN?, handInAt: Localised, medium: Localised, submitted: CivilDate,
        days: Int? = nil, answerDays: Int? = nil
    ) {
        self.number = number
        self.iin = iin
        self.handInAt = handInAt
        self.medium = medium
        self.submitted = submitted
        self.days = days ?? RuleBook.standard.applicationDays.value(on: submitted)
        self.answerDays = answerDays ?? RuleBook.standard.confirmationDays.value(on: submitted)
    }

    var values: [String: SlipValue] {
        let last = ApplicationDeadline.lastDay(submitted: submitted, days: days)
        return [
            "number": .text(number), "iin": .text(Self.shown(iin, at: .applicationForm)),
            "handInAt": .localised(handInAt), "medium": .localised(medium),
            "submitted": .text(submitted.onSlip), "handInBy": .text(last.onSlip), "days": .text(String(days)),
            "answerDays": .text(String(answerDays)),
        ]
    }

    /// Empty without one.
    static func shown(_ iin: IIN?, at place: IINPlace) -> String {
        guard let iin else { return "" }
        return IINDisclosure.at(place) == .masked ? iin.masked : iin.digits
    }
}

/// An EDS was issued: its number and how long its certificates hold (RULES E0, E1).
public struct IssuedEDS: Sendable, Hashable {
    /// One certificate as the person needs to know it.
    public struct Validity: Sendable, Hashable {
        /// The two key pairs of an EDS (E0).
        public enum Use: Sendable, Hashable, CaseIterable {
            /// Logging in.
            case authentication
            /// Signing documents.
            case signature
            /// One certificate for both, where the portal's template says so.
            case both
        }

        /// What the key is for.
        public var use: Use
        /// First day, such as `27.05.2025`.
        public var from: String
        /// Last day.
        public var to: String

        /// One certificate as the person needs to know it.
        public init(_ use: Use, from: String, to: String) {
            self.use = use
            self.from = from
            self.to = to
        }
    }

    /// Number of the application.
    public var number: String
    /// Printed as its last four digits (P4); nil when nobody has named one.
    public var iin: IIN?
    /// Empty while they are not known.
    public var certificates: [Validity]
    /// On a stick, not on a card.
    public var isFile: Bool
    /// On a vendor's token, not on a card.
    public var isToken: Bool
    /// The organisation whose EDS it is (E3); nil for the person's own.
    public var bin: BIN?

    /// An EDS was issued.
    public init(
        number: String, iin: IIN?, certificates: [Validity], isFile: Bool = false, isToken: Bool = false,
        bin: BIN? = nil
    ) {
        self.bin = bin
        self.number = number
        self.iin = iin
        self.certificates = certificates
        self.isFile = isFile
        self.isToken = isToken
    }

    var values: [String: SlipValue] {
        var values: [String: SlipValue] = [
            "number": .text(number), "iin": .text(EDSApplication.shown(iin, at: .slip)),
            "certificates": .rows(
                certificates.map {
                    ["use": .localised($0.use.text), "from": .text($0.from), "to": .text($0.to)]
                }),
        ]
        if isFile { values["file"] = .flag }
        if isToken { values["token"] = .flag }
        if let bin { values["bin"] = .text(bin.digits) }
        return values
    }
}

extension CivilDate {
    /// As dates stand on slips: `27.05.2025`.
    public var onSlip: String {
        let pair = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(pair(day)).\(pair(month)).\(year)"
    }
}
