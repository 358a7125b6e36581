import KioskDomain
import Testing

@testable import KioskDaemon

@Suite("R2: quiet time, counted by the rule book's timer")
struct QuietTimeTests {
    private static let policy = TimeOutPolicy(
        idle: .seconds(60), warning: .seconds(30), extended: .seconds(120), attempt: .seconds(20),
        firstFrame: .seconds(20), deviceReturn: .seconds(10))

    private func left(_ time: QuietTime) -> Duration {
        if case .active(let warningIn) = time.state { warningIn } else { .zero }
    }

    @Test("'More time' gives what the rule book says, and a touch afterwards takes none of it away")
    func extended() {
        var time = QuietTime(Self.policy)
        #expect(left(time) <= .seconds(60) && left(time) > .seconds(55))
        let isExtended = time.extend()
        #expect(isExtended)
        #expect(left(time) > .seconds(115))
        #expect(left(time.touched(Self.policy)) > .seconds(115))
    }

    @Test("Another policy, such as that of an ending, starts another count")
    func otherPolicy() {
        var ending = Self.policy
        ending.idle = .seconds(30)
        #expect(left(QuietTime(Self.policy).touched(ending)) <= .seconds(30))
    }

    @Test("What has expired cannot be extended")
    func expired() {
        var over = Self.policy
        (over.idle, over.warning) = (.zero, .zero)
        var time = QuietTime(over)
        #expect(time.state == .expired)
        let isExtended = time.extend()
        #expect(!isExtended)
    }
}
