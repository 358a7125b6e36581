import Testing

@testable import PortalServer

struct ContractPatternTests {
    @Test("The document's expressions match what they say, and nothing else") func matches() throws {
        let time = try #require(ContractPattern("^[0-9]{2}:[0-9]{2}$"))
        #expect(time.matches("10:30"))
        for text in ["", "1:30", "10:3", "10:300", "1030", "10:3x", " 10:30", "10:30\n", "１０:30"] {
            #expect(!time.matches(text), "\(text)")
        }
        let code = try #require(ContractPattern("^[A-Za-z0-9-]{1,32}$"))
        #expect(code.matches("a-Z9") && code.matches(String(repeating: "a", count: 32)))
        #expect(!code.matches("") && !code.matches("a_b") && !code.matches(String(repeating: "a", count: 33)))
    }

    @Test(
        "An expression that would not be held is refused at start",
        arguments: [
            "[0-9]", "^a*$", "^a+$", "^(a|b)$", "^.$", "^a", "^[a-$", "^a{2$", "^[0-9]{1,2}[0-9]{2}$", "^\\d$", "",
        ])
    func unknown(_ expression: String) {
        #expect(ContractPattern(expression) == nil)
    }
}
