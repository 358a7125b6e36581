public import KioskDomain

/// What stands on a slip, before any dot is set: blocks from the top, in the languages of the person.
public struct SlipDocument: Sendable, Hashable {
    /// Where, when and for whom a slip is printed. Times come as text: civil time of the centre, the caller's clock.
    public struct Context: Sendable, Hashable {
        /// The person's language: printed first, Kazakh and Russian always.
        public var language: Language
        /// The Public Service Centre.
        public var centre: Localised
        /// The kiosk's own name, such as `K-01`.
        public var kiosk: String
        /// Day and time of issue, such as `27.05.2025 10:32`.
        public var issued: String
        /// True in the demonstration: the slip says so in three languages (RULES R1).
        public var isDemonstration: Bool

        /// Where, when and for whom.
        public init(
            language: Language, centre: Localised, kiosk: String, issued: String, isDemonstration: Bool = false
        ) {
            self.language = language
            self.centre = centre
            self.kiosk = kiosk
            self.issued = issued
            self.isDemonstration = isDemonstration
        }
    }

    /// A mark that changes what the slip is worth; printed white on black above everything else.
    public enum Mark: Sendable, Hashable, CaseIterable {
        /// Printed before with the same number (RULES Q7).
        case copy
        /// Given out while the portal could not be reached (RULES Q9).
        case provisional
    }

    /// One line of a table: what it is, and the value.
    public struct Row: Sendable, Hashable {
        /// What it is.
        public var label: Localised
        /// The value; a text that is alike in all languages is printed once.
        public var value: Localised

        /// A line whose value differs by language.
        public init(_ label: Localised, _ value: Localised) {
            self.label = label
            self.value = value
        }

        /// A line whose value is the same in all languages: a number, a date.
        public init(_ label: Localised, _ value: String) {
            self.init(label, Localised(kk: value, ru: value, en: value))
        }
    }

    /// One part of a slip.
    public enum Block: Sendable, Hashable {
        /// What this slip is.
        case heading(Localised)
        /// What must be read from across the room.
        case largeNumber(String)
        /// A few sentences.
        case text(Localised)
        /// Sentences that must not be missed.
        case notice(Localised)
        /// A table.
        case rows([Row])
        /// A line across.
        case rule
        /// A QR code and what it is for.
        case qr(payload: [UInt8], caption: Localised)
        /// Small print at the end.
        case footer(Localised)
        /// A ruler in millimetres over the whole width.
        case ruler
        /// Letters as they are, large.
        case sample(String)
    }

    /// Where, when and for whom.
    public var context: Context
    /// In the order of the cases.
    public var marks: [Mark]
    /// From the top.
    public var blocks: [Block]

    /// A slip of its own kind; the usual ones have functions of their own.
    public init(context: Context, marks: Set<Mark> = [], blocks: [Block]) {
        self.context = context
        self.marks = Mark.allCases.filter(marks.contains)
        self.blocks = blocks
    }

    /// Languages printed, the person's first: Kazakh and Russian always, English when the person chose it.
    public var languages: [Language] {
        switch context.language {
        case .kazakh: [.kazakh, .russian]
        case .russian: [.russian, .kazakh]
        case .english: [.english, .kazakh, .russian]
        }
    }
}
