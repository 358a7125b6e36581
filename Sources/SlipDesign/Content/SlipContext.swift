public import KioskDomain

/// Where, when and for whom a slip is printed. Times come as text: civil time of the centre, the caller's clock.
public struct SlipContext: Sendable, Hashable {
    /// The person's language: printed first, Kazakh and Russian always.
    public var language: Language
    /// The Public Service Centre.
    public var centre: Localised
    /// The kiosk's own name, such as `K-01`.
    public var kiosk: String
    /// Number of the slip at this kiosk; nil when it is not kept.
    public var slip: String?
    /// Day and time of issue, such as `27.05.2025 10:32`.
    public var issued: String
    /// True in the demonstration: the slip says so in three languages, whatever the templates say (RULES R1).
    public var isDemonstration: Bool

    /// Where, when and for whom.
    public init(
        language: Language, centre: Localised, kiosk: String, slip: String? = nil, issued: String,
        isDemonstration: Bool = false
    ) {
        self.language = language
        self.centre = centre
        self.kiosk = kiosk
        self.slip = slip
        self.issued = issued
        self.isDemonstration = isDemonstration
    }

    /// Languages printed, the person's first: Kazakh and Russian always, English when the person chose it.
    public var languages: [Language] {
        switch language {
        case .kazakh: [.kazakh, .russian]
        case .russian: [.russian, .kazakh]
        case .english: [.english, .kazakh, .russian]
        }
    }

    var values: [String: SlipValue] {
        var values: [String: SlipValue] = [
            "centre": .localised(centre), "kiosk": .text(kiosk), "issued": .text(issued),
        ]
        if let slip { values["slip"] = .text(slip) }
        return values
    }
}
