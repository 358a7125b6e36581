import KioskDomain
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("B5: an application at the desk whose answer was lost")
struct UnansweredApplicationTests {
    private func request(_ medium: Medium, by name: String = "Operator 1") -> OperatorApplicationRequest {
        OperatorApplicationRequest(iin: "900101300017", medium: medium, operatorID: name)
    }

    @Test("pressed again it has the same key; with the answer, for another wish or another operator it has a new one")
    func key() {
        let unanswered = UnansweredApplication()
        let first = unanswered.key(for: request(.idCard))
        #expect(unanswered.key(for: request(.idCard)) == first)
        unanswered.answered(request(.file))
        #expect(unanswered.key(for: request(.idCard)) == first, "somebody else's answer")
        unanswered.answered(request(.idCard))
        let second = unanswered.key(for: request(.idCard))
        #expect(second != first)
        let other = unanswered.key(for: request(.file))
        #expect(other != second && unanswered.key(for: request(.file, by: "Operator 2")) != other)
    }
}
