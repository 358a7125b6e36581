import Hummingbird
import KioskDevices
import KioskDomain
import KioskScreens
import NIOCore
import ScriptedPeople
import Testing

@Suite("The scripted citizen")
struct ScriptedCitizenTests {
    private func options(_ page: Page, stepLimit: Duration = .seconds(20)) -> CitizenOptions {
        CitizenOptions(screens: page.base, portal: page.base, language: .english, stepLimit: stepLimit)
    }

    @Test("Flow slip: language, service, purpose, number on the slip")
    func slip() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.answer { action, _ in Self.slipStage(action).map { Stages.snapshot($0) } }
        try await Page.serve(host) { page in
            let report = await ScriptedCitizen(options(page)).run(.slip)
            #expect(report.outcome == .ticket && report.code == nil)
            #expect(report.slipNumber == "A105")
            #expect(report.steps.map(\.name).suffix(1) == ["idle"])
            #expect(await host.actions.contains(.purpose("documents")))
        }
    }

    @Test(
        "Flow reservation: the IIN is asked for once; without a reservation the general queue is taken",
        arguments: [true, false])
    func reservation(hasOne: Bool) async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.answer { action, _ in
            switch action {
            case .reservation: return Stages.snapshot(.ticket(.english, .entering(nil)))
            case .reservationOf where hasOne:
                return Stages.snapshot(.ending(.english, .ticket(number: "B001"), .printed))
            case .reservationOf:
                return Stages.snapshot(.ticket(.english, .choosing(QueueChoice(notice: ReservationNotice.none))))
            default: return Self.slipStage(action).map { Stages.snapshot($0) }
            }
        }
        try await Page.serve(host) { page in
            let report = await ScriptedCitizen(options(page)).run(.reservation)
            #expect(report.outcome == .ticket && report.slipNumber == (hasOne ? "B001" : "A105"))
            let asked = await host.actions.filter { $0 == .reservationOf(iin: DemonstrationPerson.matching.iin) }
            #expect(asked.count == 1)
        }
    }

    private static func slipStage(_ action: ScreenAction) -> CitizenSession.Stage? {
        switch action {
        case .language(let language): .services(language)
        case .service(.queueTicket): .ticket(.english, .choosing(QueueChoice()))
        case .purpose: .ending(.english, .ticket(number: "A105"), .printed)
        case .done: .idle
        default: nil
        }
    }

    @Test("Flow eds: code from the stub, PIN by positions, both certificates in the report")
    func eds() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        let steps = try EDSSteps()
        await host.answer { action, shown in steps.next(action, shown) }
        let serve: @Sendable (Router<ScreenContext>) -> Void = { router in
            router.get("sms-stub.json") { request, _ in
                #expect(request.uri.queryParameters["iin"] == Substring(DemonstrationPerson.matching.iin))
                let text = #"[{"purpose":"login","code":"000000"},{"purpose":"identification","code":"424242"}]"#
                return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
            }
        }
        try await Page.serve(host, extend: serve) { page in
            let report = await ScriptedCitizen(options(page)).run(.eds)
            #expect(report.outcome == .issued && report.code == nil, "\(report.steps.map(\.name))")
            #expect(report.certificateSerials == ["4f1c", "5a02"])
            #expect(report.applicationNumber == "2025-000042")
            let actions = await host.actions
            #expect(actions.contains(.code("424242")))
            // 482915 on the pad 7 2 9 0 4 1 8 3 6 5.
            #expect(actions.contains(.pin(pad: "pad-1", positions: [4, 6, 1, 2, 5, 9])))
        }
    }

    @Test("E9: a wrong PIN is never entered a second time; the reason is in the report")
    func wrongPIN() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        let steps = try EDSSteps(isPINRight: false)
        await host.answer { action, shown in steps.next(action, shown) }
        try await Page.serve(host) { page in
            await host.show(Stages.snapshot(.idle))
            let report = await ScriptedCitizen(options(page)).run(.eds)
            #expect(report.outcome == .applicationLeft && report.code == .pinWrong)
            let entries = await host.actions.filter { if case .pin = $0 { true } else { false } }
            #expect(entries.count == 1)
        }
    }

    @Test("E9: a card that does not tell its tries is answered with a yes; the last try is left to a person")
    func unknownTries() async throws {
        for tries in [PINTries.unknown, .remaining(1)] {
            let host = ScriptedHost(Stages.snapshot(.idle))
            let steps = try EDSSteps(asksBefore: tries)
            await host.answer { action, shown in steps.next(action, shown) }
            try await Page.serve(host) { page in
                let report = await ScriptedCitizen(options(page)).run(.eds)
                #expect(report.outcome == (tries == .unknown ? .issued : .applicationLeft))
                #expect(await host.actions.contains(.confirmLastTry) == (tries == .unknown))
            }
        }
    }

    @Test("Flow five-failures: tries again until the referral slip, attempts in the report")
    func fiveFailures() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        let steps = try EDSSteps(matches: false)
        await host.answer { action, shown in steps.next(action, shown) }
        try await Page.serve(host) { page in
            let report = await ScriptedCitizen(options(page)).run(.fiveFailures)
            #expect(report.outcome == .referral && report.code == .attemptsExhausted)
            #expect(report.attempts == Array(repeating: .noMatch, count: 5))
        }
    }

    @Test("A kiosk that goes silent, is held by another page, or is not there: failed, with the code")
    func broken() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            let silent = await ScriptedCitizen(options(page, stepLimit: .milliseconds(300))).run(.slip)
            #expect(silent.outcome == .failed && silent.code == .sessionTimedOut)
        }
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            _ = try await page.claim()
            let held = await ScriptedCitizen(options(page)).run(.slip)
            #expect(held.outcome == .failed && held.code == .screenElsewhere)
        }
        let nobody = await ScriptedCitizen(CitizenOptions(screens: "http://127.0.0.1:1")).run(.slip)
        #expect(nobody.outcome == .failed && nobody.code == .sessionTimedOut)
    }
}

/// The kiosk's side of "EDS by face", without its waits.
private struct EDSSteps: Sendable {
    let application: KioskDomain.Application
    let identity: Identity
    var isPINRight = true
    var matches = true
    /// The yes that is asked for after the entry.
    var asksBefore: PINTries?

    init(isPINRight: Bool = true, matches: Bool = true, asksBefore: PINTries? = nil) throws {
        self.asksBefore = asksBefore
        application = try Stages.application()
        identity = try Stages.identity()
        self.isPINRight = isPINRight
        self.matches = matches
    }

    func next(_ action: ScreenAction, _ shown: KioskSnapshot) -> KioskSnapshot? {
        var next = shown
        guard let stage = stage(after: action, shown) else { return nil }
        next.session.stage = stage
        if case .eds(_, .positioning) = stage { next.guidance = "good" }
        if case .eds(_, .failed) = stage { next.outcomes.append(.noMatch) }
        if case .ending(_, .referral, _) = stage { next.outcomes.append(.noMatch) }
        if case .eds(_, .pin) = stage { next.pad = PINPad(id: "pad-1", labels: [7, 2, 9, 0, 4, 1, 8, 3, 6, 5]) }
        return next
    }

    private func stage(after action: ScreenAction, _ shown: KioskSnapshot) -> CitizenSession.Stage? {
        let applicant = Applicant(identity: identity, failures: shown.outcomes.count, hasPortrait: true)
        switch action {
        case .language(let language): return .services(language)
        case .service: return .eds(.english, .consent)
        case .consent: return .eds(.english, .notice)
        case .confirmNotice: return .eds(.english, .entering(nil))
        case .identity:
            // Without a stub the code is left out.
            guard isPINRight, matches, asksBefore == nil else {
                return .eds(.english, .positioning(applicant, cameraFault: nil))
            }
            let challenge = CodeChallenge(id: "1", maskedPhone: "••", triesLeft: 3)
            return .eds(.english, .code(applicant, challenge, nil))
        case .code, .tryAgain: return .eds(.english, .positioning(applicant, cameraFault: nil))
        case .start:
            if matches { return .eds(.english, .pin(application, .remaining(3), nil)) }
            if shown.outcomes.count == 4 { return .ending(.english, .referral, .printed) }
            var failed = applicant
            failed.failures += 1
            return .eds(.english, .failed(failed, .noMatch))
        case .pin where asksBefore != nil: return .eds(.english, .lastTry(application, asksBefore ?? .unknown))
        case .pin, .confirmLastTry:
            if !isPINRight { return .eds(.english, .pin(application, .remaining(2), .pinWrong)) }
            return .eds(
                .english,
                .offerNewPIN(IssuedSet(application: application, serials: ["4f1c", "5a02"], hasFactoryPIN: false)))
        case .done: return doneStage(shown)
        case .cancel: return .ending(.english, .applicationLeft(application, .cancelledByPerson), .printed)
        default: return nil
        }
    }

    private func doneStage(_ shown: KioskSnapshot) -> CitizenSession.Stage {
        if case .eds(_, .offerNewPIN(let set)) = shown.session.stage {
            return .ending(.english, .issued(set.application, serials: set.serials), .printed)
        }
        return .idle
    }
}
