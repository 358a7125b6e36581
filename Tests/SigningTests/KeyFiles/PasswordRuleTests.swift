import HelperProtocol
import KioskDevices
import Testing

@Suite("Password of a key file")
struct PasswordRuleTests {
    @Test(
        "Length in characters and bytes, different characters, no control characters",
        arguments: [
            ("", KeyFilePasswordRules.Refusal.empty), ("Abc1234", .tooShort), ("Abc12345", nil), ("Құпиясөз", nil),
            ("құпиясө", .tooShort), ("11111111", .tooSimple), ("12121212", .tooSimple), ("12341234", nil),
            ("abcdefg\u{7}h", .characters), ("tab\tinside", .characters), ("with a space", nil),
        ])
    func rules(password: String, refusal: KeyFilePasswordRules.Refusal?) {
        #expect(KeyFilePasswordRules().refusal(of: secret(password)) == refusal)
    }

    @Test("Bytes that are no UTF-8 are refused")
    func notText() {
        var password = secret("Abc12345")
        let fits = password.append(0xFF)
        #expect(fits && KeyFilePasswordRules().refusal(of: password) == .characters)
    }

    @Test("A Public Service Centre may ask for more")
    func data() {
        let rules = KeyFilePasswordRules(fewestCharacters: 12, mostBytes: 16, fewestDifferent: 6)
        #expect(rules.refusal(of: secret("Abc12345")) == .tooShort)
        #expect(rules.refusal(of: secret("abcdefghijklmnopq")) == .tooLong)
        #expect(rules.refusal(of: secret("abcdefghijkl")) == nil)
    }
}
