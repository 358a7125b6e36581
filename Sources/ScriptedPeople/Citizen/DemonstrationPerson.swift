/// A person of the demonstration, as seeded at the reference portal; none of them exists.
public struct DemonstrationPerson: Sendable, Hashable {
    /// Twelve digits.
    public var iin: String
    /// As printed on the document.
    public var documentNumber: String
    /// ISO 8601, such as `1985-03-15`.
    public var birthDate: String
    /// PIN of the person's virtual card, 6 to 8 digits.
    public var pin: String
    /// PUK of the person's virtual card, 6 to 8 digits.
    public var puk = DemonstrationPerson.cardPUK

    /// Password for a key file of the person, at least 8 signs.
    public var filePassword = DemonstrationPerson.keyFilePassword

    /// Somebody who is seeded at the portal.
    public init(iin: String, documentNumber: String, birthDate: String, pin: String = DemonstrationPerson.cardPIN) {
        self.iin = iin
        self.documentNumber = documentNumber
        self.birthDate = birthDate
        self.pin = pin
    }

    /// The PIN that a virtual card has when nobody says otherwise.
    public static let cardPIN = "482915"

    /// The PUK that a virtual card has when nobody says otherwise.
    public static let cardPUK = "73915486"

    /// What the person chooses as a new PIN when nobody says otherwise.
    public static let newCardPIN = "731904"

    /// The password of the person's key files in the demonstration: eight digits, easy to touch.
    public static let keyFilePassword = "48291537"

    /// Matches what the demonstration camera shows.
    public static let matching = DemonstrationPerson(
        iin: "850315300019", documentNumber: "000000001", birthDate: "1985-03-15")

    /// Never matches it: five attempts fail.
    public static let notMatching = DemonstrationPerson(
        iin: "901112400026", documentNumber: "000000002", birthDate: "1990-11-12")

    /// Has no number in the Mobile Citizens Database, and so gets no code (RULES B0, L4).
    public static let withoutPhone = DemonstrationPerson(
        iin: "820910400054", documentNumber: "000000005", birthDate: "1982-09-10")

    /// By their numbers at the reference portal.
    public static let seeded = [1: matching, 2: notMatching, 5: withoutPhone]
}
