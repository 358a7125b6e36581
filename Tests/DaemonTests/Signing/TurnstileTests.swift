import KioskTestSupport
import Testing

@testable import KioskDaemon

@Suite("One question at a time on the consent screen")
struct TurnstileTests {
    @Test("pages are served in the order of their arrival")
    func order() async {
        let gate = Turnstile(capacity: 4)
        #expect(await gate.enter(within: .seconds(60)))
        let second = Task { await gate.enter(within: .seconds(60)) }
        await gate.leave()
        #expect(await second.value)
        await gate.leave()
        #expect(await gate.enter(within: .seconds(60)), "free again")
    }

    @Test("one who gives up, or waits too long, takes no turn")
    func givesUp() async {
        let gate = Turnstile(capacity: 4)
        #expect(await gate.enter(within: .seconds(60)))
        #expect(await !gate.enter(within: .milliseconds(1)))
        let cancelled = Task { await gate.enter(within: .seconds(60)) }
        cancelled.cancel()
        #expect(await !cancelled.value)
        await gate.leave()
        #expect(await gate.enter(within: .seconds(60)))
    }

    @Test("the queue has a bound (DESIGN 5.8)")
    func bound() async {
        let gate = Turnstile(capacity: 0)
        #expect(await gate.enter(within: .seconds(60)))
        #expect(await !gate.enter(within: .seconds(60)))
    }
}
