/// Ages in full years (P3, D3). The birth date comes from the document or the register, never from the IIN alone (P5).
public enum Age {
    /// Whether a person has had that birthday; the birthday itself counts. Born on 29 February: 1 March of a common
    /// year.
    public static func isAtLeast(_ years: Int, born: CivilDate, on day: CivilDate) -> Bool {
        born.adding(years: years) <= day
    }
}

/// Who may get an EDS (P3).
public enum PersonGate {
    /// What the gate answers.
    public enum Decision: Sendable, Hashable {
        case allowed
        /// The first day on which the person may come.
        case underAge(allowedFrom: CivilDate)
    }

    /// From the birth date of the register or the document.
    public static func mayHoldEDS(born: CivilDate, on day: CivilDate, rules: RuleBook = .standard) -> Decision {
        let age = rules.minimumAge.value(on: day)
        guard !Age.isAtLeast(age, born: born, on: day) else { return .allowed }
        return .underAge(allowedFrom: born.adding(years: age))
    }
}
