import KioskDomain
import Testing

@Suite("R2: the time of a page's question")
struct QuestionTimeTests {
    private static let policy = TimeOutPolicy(
        idle: .seconds(300), warning: .seconds(30), extended: .seconds(120), attempt: .seconds(20),
        firstFrame: .seconds(20), deviceReturn: .seconds(10))

    @Test("asked before it ends, at least 20 s long, and extended as often as the person likes")
    func extended() {
        var time = QuestionTime(Self.policy)
        time.touched(waits: true, at: .zero)
        #expect(time.state(at: .seconds(299)) == .active(warningIn: .seconds(1)))
        var now = Duration.seconds(300)
        for _ in 0..<20 {
            #expect(time.state(at: now) == .warning(endsIn: Self.policy.warning))
            #expect(Self.policy.warning >= TimeOutPolicy.shortestWarning)
            let isExtended = time.extend(at: now)
            #expect(isExtended)
            now += Self.policy.extended
        }
        #expect(time.state(at: now + Self.policy.warning) == .expired)
        let isLate = time.extend(at: now + Self.policy.warning)
        #expect(!isLate)
    }

    @Test("none runs while a medium or a document takes its time; afterwards the whole time is there again")
    func busy() {
        var time = QuestionTime(Self.policy)
        time.touched(waits: true, at: .zero)
        time.touched(waits: false, at: .seconds(290))
        #expect(time.state(at: .seconds(5_000)) == nil)
        time.touched(waits: true, at: .seconds(5_000))
        #expect(time.state(at: .seconds(5_000)) == .active(warningIn: .seconds(300)))
    }

    @Test("what the person does gives time and takes none")
    func touched() {
        var time = QuestionTime(Self.policy)
        time.touched(waits: true, at: .zero)
        time.touched(waits: true, at: .seconds(200))
        #expect(time.state(at: .seconds(300)) == .active(warningIn: .seconds(200)))
    }

    @Test("the person is waited for where something is chosen, confirmed or typed on our screen, and nowhere else")
    func stages() {
        let none = SigningChoices()
        for (stage, waits) in [
            (.insertMedium(nil), true), (.notice(none), true), (.choosing(none, reason: nil), true),
            (.password(file: "f", reason: nil), true), (.repeating(file: "f"), true),
            (.pin(key: "k", .remaining(3), reason: nil), true),
            (.lastTry(key: "k", .unknown, onReader: false, reason: nil), true), (.reading, false),
            (.openingFile("f"), false), (.openingKey("k"), false), (.pinOnReader(key: "k"), false),
            (.verifying(key: "k"), false), (.signing(key: "k", done: 1), false), (.done, false),
            (.failed(.signCancelled), false),
        ] as [(SigningSession.Stage, Bool)] {
            #expect(stage.waitsForPerson == waits, "\(stage)")
        }
    }
}
