/// Whom article 640 of the Code on Administrative Offences names (F1).
public enum Offender: String, Sendable, Hashable, CaseIterable, Codable {
    case individual
    /// Officials, small businesses and non-profit organisations share one amount.
    case officialSmallBusinessNGO = "official-small-ngo"
    case mediumBusiness = "medium"
    case largeBusiness = "large"
}

/// The two offences of the notice (F1).
public enum Offence: String, Sendable, Hashable, CaseIterable, Codable {
    /// Part 5: an EDS handed to another person.
    case transfer
    /// Part 6: another person's EDS used.
    case useOfAnothers = "use"

    /// Part of article 640.
    public var part: Int {
        switch self {
        case .transfer: 5
        case .useOfAnothers: 6
        }
    }
}

/// Fines in monthly calculation indices (MCI) by offender.
public struct FineTable: Sendable, Hashable {
    /// MCI by offender.
    public var mci: [Offender: Int]

    /// Every field as given.
    public init(individual: Int, officialSmallBusinessNGO: Int, mediumBusiness: Int, largeBusiness: Int) {
        mci = [
            .individual: individual, .officialSmallBusinessNGO: officialSmallBusinessNGO,
            .mediumBusiness: mediumBusiness, .largeBusiness: largeBusiness,
        ]
    }
}

/// The notice that is shown and confirmed before keys are made (F1, F2).
public struct LiabilityNotice: Sendable, Hashable {
    /// One amount. The tenge are missing when the year's index is not known; none is invented.
    public struct Amount: Sendable, Hashable {
        /// What was done.
        public var offence: Offence
        /// MCI by offender.
        public var mci: Int
        /// Nil when the year's index is not known.
        public var tenge: Int?
    }

    /// The amounts for one kind of offender; an offence that is not yet punishable is missing.
    public struct Row: Sendable, Hashable {
        /// Whom it concerns.
        public var offender: Offender
        /// In the order of ``Offence``.
        public var amounts: [Amount]
    }

    /// The person's own row first.
    public var rows: [Row]

    /// - Parameter day: the day of the offence; as a notice beforehand, today.
    public static func on(
        _ day: CivilDate, own: Offender = .individual, rules: RuleBook = .standard
    ) -> LiabilityNotice {
        let index = rules.mci.value(on: day)
        let others = Offender.allCases.filter { $0 != own }
        return LiabilityNotice(
            rows: ([own] + others).map { offender in
                let amounts = Offence.allCases.compactMap { offence -> Amount? in
                    let table = rules.fines(for: offence).value(on: day)
                    guard let mci = table?.mci[offender] else { return nil }
                    return Amount(offence: offence, mci: mci, tenge: index.map { $0 * mci })
                }
                return Row(offender: offender, amounts: amounts)
            })
    }

    /// The rows as they stand at the end of a year.
    public static func rows(year: Int, rules: RuleBook = .standard) -> [Row] {
        on(CivilDate(year: year, month: 12, day: 31) ?? .latest, rules: rules).rows
    }
}
