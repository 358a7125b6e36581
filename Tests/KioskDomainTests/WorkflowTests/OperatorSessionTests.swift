import KioskDomain
import Testing

@Suite("Workflow: operator's desk (R4), every State × Event pair")
struct OperatorSessionTests {
    private static let card = OperatorCard(name: "Operator 1", fingerprint: "ab")
    private static let states: [OperatorSession] = [
        .locked(nil), .locked(.operatorUnknown), .reading, .pin(card, .remaining(3), mistake: nil),
        .pin(card, .unknown, mistake: .pinWrong), .lastTry(card, .remaining(1), mistake: nil), .verifying(card),
        .signedIn(card),
    ]
    private static let events: [OperatorEvent] = [
        .inserted, .removed, .read(card, .remaining(3)), .read(card, .remaining(1)), .read(card, .unknown),
        .failed(.operatorUnknown), .confirmLastTry, .pinEntered, .accepted, .wrong(.remaining(2)),
        .wrong(.remaining(1)), .blocked, .lock,
    ]

    @Test("R4: drawing the card locks from every state, and who was signed in is journalled", arguments: states)
    func removed(_ state: OperatorSession) {
        var session = state
        let effects = session.apply(.removed)
        #expect(session.operatorCard == nil)
        #expect(effects.contains(.noteLock(Self.card)) == (state == .signedIn(Self.card)))
        if case .locked = session {} else { Issue.record("\(session)") }
    }

    @Test("only the card's own yes opens the desk: no other pair leads to it")
    func onlyWay() {
        for state in Self.states where state.operatorCard == nil {
            for event in Self.events {
                var session = state
                _ = session.apply(event)
                let opens = state == .verifying(Self.card) && event == .accepted
                #expect((session.operatorCard != nil) == opens, "\(state) \(event)")
            }
        }
    }

    @Test("E9: with one try left the pad comes after an explicit yes only")
    func lastTry() {
        var session = OperatorSession.reading
        #expect(session.apply(.read(Self.card, .remaining(1))) == [])
        #expect(session == .lastTry(Self.card, .remaining(1), mistake: nil))
        #expect(session.apply(.pinEntered) == [])
        #expect(session == .lastTry(Self.card, .remaining(1), mistake: nil))
        #expect(session.apply(.confirmLastTry) == [])
        #expect(session.apply(.pinEntered) == [.verify])
    }

    @Test("VERIFY is asked for by an entry only, once each: no event repeats it")
    func verifyOnce() {
        for state in Self.states {
            for event in Self.events {
                var session = state
                let verifies = session.apply(event).filter { $0 == .verify }.count
                if case .pin = state, event == .pinEntered {
                    #expect(verifies == 1)
                } else {
                    #expect(verifies == 0, "\(state) \(event)")
                }
            }
        }
    }

    @Test("a card swapped between two looks signs its predecessor out")
    func swapped() {
        var session = OperatorSession.signedIn(Self.card)
        #expect(session.apply(.inserted) == [.release, .noteLock(Self.card), .readCard])
        #expect(session == .reading)
    }

    @Test("blocked and unknown cards lock with their reason")
    func refused() {
        var session = OperatorSession.verifying(Self.card)
        #expect(session.apply(.blocked) == [.release])
        #expect(session == .locked(.pinBlocked))
        session = .reading
        #expect(session.apply(.failed(.operatorUnknown)) == [.release])
        #expect(session == .locked(.operatorUnknown))
    }
}
