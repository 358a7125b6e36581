/// The operator of the demonstration's desk; nobody is meant.
public struct DemonstrationOperator: Sendable, Hashable {
    /// As in the centre's list and in the journal.
    public var name: String
    /// PIN of the operator's virtual card, 6 to 8 digits.
    public var pin: String
    /// PUK of the operator's virtual card, 6 to 8 digits.
    public var puk: String

    /// Whose card is in the operator's reader.
    public static let first = DemonstrationOperator(name: "Operator 1", pin: "739164", puk: "60271935")

    /// The officer of the migration service, whose card comes into the same reader.
    public static let officer = DemonstrationOperator(name: "Officer 1", pin: "851407", puk: "40617283")

    /// Whose EDS is on the officer's card.
    public static let officerIIN = "820910400054"
}
