extension NumberTexts {
    /// The form of a Russian noun or verb that goes with a whole number (CLDR plural rules: one, few, many).
    public static func russian(_ number: Int, one: String, few: String, many: String) -> String {
        let (tens, ones) = (number.magnitude % 100, number.magnitude % 10)
        if ones == 1, tens != 11 { return one }
        return (2...4).contains(ones) && !(12...14).contains(tens) ? few : many
    }
}
