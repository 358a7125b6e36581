import KioskDomain
import Testing

/// L4: numbers as people type them.
@Suite("Mobile numbers")
struct MobileNumberTests {
    @Test(
        "what is a mobile number of Kazakhstan is read, however it is written",
        arguments: [
            "7010000077", "+77010000077", "87010000077", "77010000077", "+7 701 000 00 77", "8 (701) 000-00-77",
            "+7(701)0000077", " +7 701 0000077", "(701) 000 00 77",
        ])
    func read(_ typed: String) {
        #expect(MobileNumber(typed: typed)?.text == "+77010000077")
    }

    @Test(
        "one digit too few or too many, a second plus, another country: none",
        arguments: [
            // A digit is missing after +7: the ten that are left must not pass for a number.
            "+7701000007", "+7 701 000 007", "+7 777 777 777", "+7 7", "7701000007 7 7", "+770100000777",
            "701000007", "70100000777", "97010000077", "+87010000077", "+97010000077", "++77010000077",
            "+7+7010000077", "7010000077+", "701+0000077", "+7010000077", "", "+", "abc", "701000007a", "７010000077",
        ])
    func refused(_ typed: String) {
        #expect(MobileNumber(typed: typed) == nil)
    }
}
