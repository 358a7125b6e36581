import KioskDomain
import Testing

/// R2, DESIGN 5.7: nobody touches the screen any more. Time runs out where the person is waited for, what is under way is
/// answered in every way that there is, and the card is taken in the end.
@Suite("Workflow: a person who walks away at any step")
struct WalkAwayTests {
    private typealias Samples = WorkflowSamples

    /// Everything but what people do.
    private static let answers = Samples.events.map(\.value).filter {
        switch $0 {
        case .person, .time: false
        case .card, .camera, .portal, .journal, .printer: true
        }
    }

    /// Of every service, with all that a session may hold beside its stage.
    private static let beginnings: [CitizenSession] = Samples.stages.flatMap { stage in
        [false, true].flatMap { cardPresent in
            [IdentificationAim.newEDS, .revocation].map { aim in
                var session = CitizenSession(stage: stage.value, cardPresent: cardPresent, readsDocuments: true)
                (session.reason, session.medium, session.aim) = (.forgottenPIN, .file, aim)
                return session
            }
        }
    }

    /// What may happen next, without the person.
    private func events(_ session: CitizenSession) -> [SessionEvent] {
        switch session.stage {
        case .idle: []
        case .formerCard, .takeCard: [.card(.removed)]
        case .eds(_, .cameraAway): [.time(.cameraGraceOver)] + Self.answers
        case _ where session.waitsForPerson: [.time(.expired)]
        default: Self.answers
        }
    }

    /// Every session that may come next, and what has to be done for it.
    private func next(_ session: CitizenSession) -> [(session: CitizenSession, effects: [SessionEffect])] {
        events(session).compactMap { event in
            var next = session
            let effects = next.apply(event)
            return next.stage == session.stage ? nil : (next, effects)
        }
    }

    @Test("from every step, whatever is answered, the kiosk is free again, and the session as new")
    func free() {
        var ways: [CitizenSession: [CitizenSession]] = [:]
        var open = Self.beginnings
        while let session = open.popLast() {
            guard ways[session] == nil else { continue }
            let steps = next(session)
            ways[session] = steps.map(\.session)
            open += steps.map(\.session)
            for step in steps where step.session.isLeft && !session.isLeft {
                #expect(
                    step.effects.contains(.wipe) && step.effects.contains(.releaseCard),
                    "\(Samples.name(of: session.stage)) leaves without a wipe")
                #expect(step.session.isAsNew, "\(Samples.name(of: session.stage)) leaves something behind")
            }
        }
        #expect(ways.count > Self.beginnings.count)
        var led: Set<CitizenSession> = Set(ways.keys.filter { $0.stage == .idle })
        var count = 0
        while count != led.count {
            count = led.count
            // Each way on leads there, but for a camera that comes and goes within its attempt.
            for (session, next) in ways where !next.isEmpty && next.allSatisfy({ led.contains($0) || $0.isAttempt }) {
                if next.contains(where: led.contains) { led.insert(session) }
            }
        }
        for session in ways.keys where !led.contains(session) {
            Issue.record("\(Samples.name(of: session.stage)) does not always lead to the free kiosk")
        }
    }

    @Test("what is answered after the person has gone changes nothing and asks for nothing")
    func lateAnswers() {
        for stage in [CitizenSession.Stage.idle, .takeCard(.kazakh)] {
            for answer in Self.answers where answer != .card(.removed) && answer != .card(.readerLost) {
                var session = CitizenSession(stage: stage, cardPresent: stage != .idle)
                #expect(session.apply(answer) == [], "\(answer)")
                #expect(session.stage == stage, "\(answer)")
            }
        }
    }
}

extension CitizenSession {
    /// Nobody's any more.
    fileprivate var isLeft: Bool {
        switch stage {
        case .idle, .formerCard, .takeCard: true
        default: false
        }
    }

    /// Nothing of the person is in it.
    fileprivate var isAsNew: Bool {
        var new = CitizenSession(stage: stage, cardPresent: cardPresent, readsDocuments: readsDocuments)
        new.savesFiles = savesFiles
        return self == new
    }

    fileprivate var isAttempt: Bool {
        switch stage {
        case .eds(_, .capturing), .eds(_, .cameraAway): true
        default: false
        }
    }
}
