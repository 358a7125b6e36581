import KioskDomain
import Testing

/// L3: a code that did not come is reported from every screen that waits for one.
@Suite("Workflow: a code that did not come (L3)")
struct MissingCodeTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: MissingCodeState) -> CitizenSession {
        CitizenSession(stage: .missingCode(.english, state))
    }

    /// Every stage in which a person types an SMS code.
    private static let waiting: [(CitizenSession.Stage, AwaitedCodeScreen)] = [
        (
            .eds(.english, .code(Samples.applicant, Samples.challenge, nil)),
            .identification(Samples.applicant, Samples.challenge)
        ),
        (
            .application(.english, .code(Samples.query, Samples.challenge, nil)),
            .application(Samples.query, Samples.challenge)
        ),
        (.account(.english, .code(Samples.awaited, nil)), .logIn(Samples.awaited)),
        (
            .account(
                .english, .phoneCode(.account(Samples.openAccount), Samples.number, Samples.challenge, nil)),
            .phone(.account(Samples.openAccount), Samples.number, Samples.challenge)
        ),
    ]

    @Test("every screen that waits for a code leads to the report, and back to the code", arguments: 0..<4)
    func everywhere(_ row: Int) {
        let (stage, screen) = Self.waiting[row]
        var session = CitizenSession(stage: stage)
        #expect(session.apply(.person(.codeMissing)) == [])
        #expect(session.stage == .missingCode(.english, .reason(screen)))
        #expect(session.apply(.person(.codeMissingFor(.zeroBalance))) == [])
        if screen.iin != nil, case .missingCode(_, .phone) = session.stage {
            #expect(session.apply(.person(.invalidEntry(.phoneInvalid))) == [])
            #expect(session.stage == .missingCode(.english, .phone(screen, .zeroBalance, .phoneInvalid)))
            #expect(session.apply(.person(.phone(Samples.number))) == [])
        }
        #expect(session.stage == .missingCode(.english, .report(screen, Samples.missing, nil)))
        #expect(
            session.apply(.person(.sendReport))
                == [.reportMissingCode(Samples.identity.iin, Samples.challenge, Samples.missing, .english)])
        #expect(session.apply(.portal(.missingCodeReported(number: "R000000007"))) == [])
        #expect(session.stage == .missingCode(.english, .reported(screen, number: "R000000007")))
        #expect(session.apply(.person(.tryAgain)) == [])
        #expect(session.stage == stage, "the code can still be typed")
    }

    @Test("the list above is every state that asks for a code")
    func complete() {
        let asking = Samples.stages.map(\.value).filter { stage in
            var session = CitizenSession(stage: stage)
            return session.apply(.person(.code("123456"))).contains {
                switch $0 {
                case .answerCode, .confirmPhone: true
                default: false
                }
            }
        }
        for stage in asking {
            var session = CitizenSession(stage: stage)
            _ = session.apply(.person(.codeMissing))
            guard case .missingCode(_, .reason) = session.stage else {
                Issue.record("no report from \(Samples.name(of: stage))")
                continue
            }
        }
        #expect(asking.count == 4)
    }

    @Test("a number that was typed a moment ago is not asked for again; elsewhere it is")
    func number() {
        for (stage, screen) in Self.waiting {
            var session = CitizenSession(stage: stage)
            _ = session.apply(.person(.codeMissing))
            _ = session.apply(.person(.codeMissingFor(.zeroBalance)))
            let asks = if case .missingCode(_, .phone) = session.stage { true } else { false }
            let isTyped = if case .phone = screen { true } else { false }
            #expect(asks != isTyped)
        }
    }

    @Test("a report whose answer was lost stays on the screen and is sent again as it is")
    func lost() {
        var session = session(.reporting(.logIn(Samples.awaited), Samples.missing))
        #expect(session.apply(.portal(.lost(.portalUnreachable))) == [])
        #expect(
            session.stage
                == .missingCode(.english, .report(.logIn(Samples.awaited), Samples.missing, .portalUnreachable)))
        #expect(
            session.apply(.person(.sendReport))
                == [.reportMissingCode(Samples.identity.iin, Samples.challenge, Samples.missing, .english)])
    }

    @Test("R3: an account behind the report ends with its card; an identification needs none")
    func cardGone() {
        for screen in Samples.codeScreens.map(\.value) {
            var session = session(.reason(screen))
            session.cardPresent = true
            let isOfAccount =
                switch screen {
                case .logIn, .phone: true
                case .identification, .application: false
                }
            #expect(session.apply(.card(.removed)).contains(.wipe) == isOfAccount)
        }
    }

    @Test(
        "who walks away at any step leaves nothing", arguments: WorkflowSamples.missingCodeStates.map(\.value))
    func walksAway(_ state: MissingCodeState) {
        for event in [SessionEvent.time(.expired), .person(.cancel)] {
            var session = session(state)
            #expect(session.apply(event).contains(.wipe))
            #expect(session.stage == .idle)
        }
    }
}
