/// The people of the reference portal's register; nobody is meant.
struct Person: Sendable {
    var iin: String
    var document: String
    var born: String
    /// PIN and PUK of the virtual card, which belongs to the first of them.
    static let pin = "482915"
    static let puk = "73915486"

    /// Demo Person 1, whom the camera shows.
    static let matching = Person(iin: "850315300019", document: "000000001", born: "1985-03-15")
    /// Demo Person 2, somebody else.
    static let other = Person(iin: "901112400026", document: "000000002", born: "1990-11-12")
    /// Demo Person 3.
    static let child = Person(iin: "200520600038", document: "000000003", born: "2020-05-20")
    /// Demo Person 4.
    static let withoutPortrait = Person(iin: "780702300047", document: "000000004", born: "1978-07-02")
    /// Demo Person 5: no number in the Mobile Citizens Database.
    static let withoutPhone = Person(iin: "820910400054", document: "000000005", born: "1982-09-10")
    /// Demo Person 6: four failures at home and by telephone.
    static let fourFailures = Person(iin: "790427300064", document: "000000006", born: "1979-04-27")
    /// Demo Person 7: five failures.
    static let fiveFailures = Person(iin: "881219400071", document: "000000007", born: "1988-12-19")
    /// A right number that the register does not hold.
    static let unknown = Person(iin: "850315300099", document: "000000009", born: "1985-03-15")
}
