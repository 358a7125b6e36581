import KioskDevices
import KioskDomain
import KioskScreens
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("Session runner")
struct SessionRunnerTests {
    static let identity: Identity = {
        guard let iin = try? IIN(text: "900101300017") else { preconditionFailure("a sample IIN") }
        return Identity(iin: iin, documentNumber: "000000001", birthDate: .literal(1990, 1, 1))
    }()
    static let applicant = Applicant(identity: identity, failures: 0, hasPortrait: true, proof: "p")
    static let application = Application(number: "D-1", iin: identity.iin)

    private static func runner(
        _ work: ScriptedWork, idle: Duration = .seconds(600), readsDocuments: Bool = false
    ) -> SessionRunner {
        var timeOuts = RuleBook.standard.timeOuts.base
        timeOuts.idle = idle
        return SessionRunner(
            settings: SessionRunner.Settings(
                demonstration: true, pscName: Localised(kk: "a", ru: "b", en: "c"),
                purposes: [QueuePurpose(id: "documents", name: Localised(kk: "a", ru: "b", en: "c"))],
                timeOuts: timeOuts, readsDocuments: readsDocuments, savesFiles: true), work: work)
    }

    /// The first snapshot that fits, within a deadline.
    @discardableResult
    private static func wait(
        _ runner: SessionRunner, _ what: String, until fits: @escaping @Sendable (KioskSnapshot) -> Bool
    ) async throws -> KioskSnapshot {
        try await withDeadline(.seconds(10), what) {
            for await snapshot in runner.snapshots() where fits(snapshot) { return snapshot }
            throw CancellationError()
        }
    }

    private static func toChecking(_ runner: SessionRunner) async {
        await runner.person(.language(.english))
        await runner.person(.service(.edsByFace))
        await runner.person(.medium(.idCard))
        await runner.person(.consent)
        await runner.person(.confirmNotice)
        await runner.person(.identity(identity))
    }

    @Test("F2: an organisation's keys are begun with the head's row of the notice, a person's with the individual's")
    func noticeReader() async throws {
        let iin = Self.identity.iin
        for organisation in [nil, OrganisationName(bin: try BIN(text: "230440000010"), name: "Demo")] {
            let standing = ApplicationStanding(
                number: "E-1", iin: iin,
                facts: ApplicationStep.Facts(status: .confirmed, medium: .file, madeOn: .literal(2025, 11, 1)),
                step: .write, organisation: organisation)
            let runner = Self.runner(ScriptedWork())
            #expect(await runner.begin(.issue(standing), in: .english))
            let own = runner.snapshot.notice?.rows.first
            #expect(own?.offender == (organisation == nil ? .individual : .officialSmallBusinessNGO))
            #expect(own?.amounts.first?.mci == (organisation == nil ? 10 : 15))
        }
    }

    @Test("DESIGN 5.7: an answer that belongs to a former person never reaches the next")
    func staleAnswerIsDropped() async throws {
        let work = ScriptedWork()
        let runner = Self.runner(work)
        await Self.toChecking(runner)
        _ = try await withDeadline(.seconds(10), "the check begins") {
            for await call in work.calls where call == "checkPerson" { return true }
            return false
        }
        await runner.person(.cancel)
        await runner.person(.language(.russian))
        work.answer("checkPerson", .portal(.person(Self.applicant)))
        await runner.person(.service(.edsByFace))
        await runner.person(.medium(.idCard))
        let snapshot = try await Self.wait(runner, "consent") { $0.session.stage != .services(.russian) }
        #expect(snapshot.session.stage == .eds(.russian, .consent))
    }

    @Test("DESIGN 5.7: a wipe names the session whose log-in it ends, so that a late one ends nobody else's")
    func wipeNamesItsSession() async throws {
        let work = ScriptedWork()
        let runner = Self.runner(work)
        for _ in 1...2 {
            await runner.person(.language(.english))
            await runner.person(.service(.account))
            await runner.person(.logIn(.phone))
            _ = try await withDeadline(.seconds(10), "the log-in begins") {
                for await call in work.calls where call == "openLogIn" { return true }
                return false
            }
            await runner.person(.cancel)
            work.answer("openLogIn", .portal(.refused(.logInOver)))
            _ = try await withDeadline(.seconds(10), "the person has left") {
                for await call in work.calls where call == "wipe" { return true }
                return false
            }
        }
        let said = work.sessions.withLock { $0 }
        let names = said.compactMap { $0.split(separator: " ").last }
        try #require(names.count == 4, "\(said)")
        #expect(names[0] == names[1] && names[2] == names[3] && names[0] != names[2], "\(said)")
    }

    @Test("DESIGN 5.6: positions become digits by the pad's arrangement, and a pad is good once")
    func padIsGoodOnce() async throws {
        let work = ScriptedWork()
        let runner = Self.runner(work)
        await Self.toPIN(runner, work)
        let pad = try #require(try await Self.wait(runner, "pad") { $0.pad != nil }.pad)
        #expect(Set(pad.labels) == Set(0...9))
        let positions = [1, 2, 3, 4, 5, 6].compactMap { pad.labels.firstIndex(of: $0) }
        try await runner.pin(pad: pad.id, positions: positions)
        #expect(work.pin == Array("123456".utf8))
        await #expect(throws: Failure(.sessionExpired)) { try await runner.pin(pad: pad.id, positions: positions) }
    }

    @Test("DESIGN 5.6: a password goes by positions of a keyboard that is good once, and comes whole")
    func keyboardIsGoodOnce() async throws {
        let work = ScriptedWork()
        let runner = Self.runner(work)
        var standing = ApplicationStanding(
            number: "E000000042", iin: Self.identity.iin,
            facts: ApplicationStep.Facts(status: .confirmed, medium: .file, madeOn: .literal(2026, 11, 1)), step: .write
        )
        standing.facts.medium = .file
        work.answer("sendCode", .portal(.codeSent(CodeChallenge(id: "c", maskedPhone: "…1", triesLeft: 3))))
        work.answer("answerCode", .portal(.codeRight(proof: "p")))
        work.answer("askApplication", .portal(.standing(standing)))
        work.answer("openRequest", .journal(.requestOpened))
        await runner.person(.language(.english))
        await runner.person(.service(.myApplication))
        await runner.person(.applicationNumber(standing.number, standing.iin))
        try await Self.wait(runner, "code") { $0.session.stage.caseName == "application.code" }
        await runner.person(.code("123456"))
        try await Self.wait(runner, "standing") { $0.session.stage.caseName == "application.shown" }
        await runner.person(.writeNow)
        await runner.person(.confirmNotice)
        let keyboard = try #require(try await Self.wait(runner, "keyboard") { $0.keyboard != nil }.keyboard)
        #expect(keyboard.characters.count == 94)
        let typed = Array("Az-9~!xy".utf8)
        let positions = typed.compactMap { keyboard.characters.firstIndex(of: $0) }
        try await runner.password(pad: keyboard.id, positions: positions)
        #expect(work.pin == typed)
        await #expect(throws: Failure(.sessionExpired)) {
            try await runner.password(pad: keyboard.id, positions: positions)
        }
        let next = try #require(try await Self.wait(runner, "again") { $0.keyboard != nil }.keyboard)
        #expect(next.id != keyboard.id && next.characters != keyboard.characters)
        await runner.person(.cancel)
        try await Self.wait(runner, "left") { $0.keyboard == nil }
    }

    @Test("complaints: an empty PIN and one of five digits are refused before the card sees them", arguments: [0, 5])
    func shortPIN(length: Int) async throws {
        let work = ScriptedWork()
        let runner = Self.runner(work)
        await Self.toPIN(runner, work)
        let pad = try #require(try await Self.wait(runner, "pad") { $0.pad != nil }.pad)
        try await runner.pin(pad: pad.id, positions: Array(repeating: 0, count: length))
        let snapshot = try await Self.wait(runner, "refusal") {
            if case .eds(_, .pin(_, _, .some)) = $0.session.stage { true } else { false }
        }
        guard case .eds(_, .pin(_, let tries, let code)) = snapshot.session.stage else { return }
        #expect(tries == .remaining(3) && code == (length == 0 ? .pinEmpty : .pinLength))
        #expect(work.pin.isEmpty)
    }

    @Test("Issue 4.4: without a portrait the document is read with what was typed, its progress shown; then the camera")
    func documentPortrait() async throws {
        let work = ScriptedWork()
        let runner = Self.runner(work, readsDocuments: true)
        work.answer(
            "checkPerson", .portal(.person(Applicant(identity: Self.identity, failures: 0, hasPortrait: false))))
        work.answer("sendCode", .portal(.codeSent(CodeChallenge(id: "c", maskedPhone: "…01", triesLeft: 3))))
        work.answer("answerCode", .portal(.codeRight(proof: "p")))
        await Self.toChecking(runner)
        try await Self.wait(runner, "code") { if case .eds(_, .code) = $0.session.stage { true } else { false } }
        await runner.person(.code("123456"))
        try await Self.wait(runner, "no portrait") {
            if case .eds(_, .noPortrait) = $0.session.stage { true } else { false }
        }
        let key = try DocumentKey(.can, typed: "381729")
        await #expect(throws: Failure(.sessionExpired)) { try await runner.documentKey(key) }
        await runner.person(.useDocument)
        try await runner.documentKey(key)
        await runner.handle(.card(.inserted))
        try await Self.wait(runner, "half of it is read") { $0.captureProgress == 0.5 }
        work.answer("readPortrait", .card(.portraitRead))
        let ready = try await Self.wait(runner, "camera") {
            if case .eds(_, .positioning) = $0.session.stage { true } else { false }
        }
        guard case .eds(_, .positioning(let applicant, nil)) = ready.session.stage else { return }
        #expect(applicant.reference == .chip)
        #expect(ready.captureProgress == nil)
        try await withDeadline(.seconds(10), "what was typed is forgotten, the camera started") {
            var left: Set = ["hold can", "readPortrait", "forgetDocumentKey", "startCamera"]
            for await call in work.calls {
                left.remove(call)
                if left.isEmpty { return }
            }
        }
    }

    private static func toPIN(_ runner: SessionRunner, _ work: ScriptedWork) async {
        work.answer("checkPerson", .portal(.person(applicant)))
        work.answer("sendCode", .portal(.codeSent(CodeChallenge(id: "c", maskedPhone: "…01", triesLeft: 3))))
        work.answer("answerCode", .portal(.codeRight(proof: "p")))
        work.answer("openAttempt", .journal(.attemptOpened(OpenAttempt(id: "a", ordinal: 1), reference: nil)))
        work.answer("capture", .camera(.outcome(.matched)))
        work.answer("closeAttempt matched", .journal(.attemptClosed(failures: 0)))
        work.answer("apply", .portal(.application(application)))
        work.answer("readCard", .card(.read(.remaining(3))))
        await toChecking(runner)
        _ = try? await wait(runner, "code") { if case .eds(_, .code) = $0.session.stage { true } else { false } }
        await runner.person(.code("123456"))
        _ = try? await wait(runner, "positioning") {
            if case .eds(_, .positioning) = $0.session.stage { true } else { false }
        }
        await runner.person(.start)
        _ = try? await wait(runner, "card") { if case .eds(_, .insertCard) = $0.session.stage { true } else { false } }
        await runner.handle(.card(.inserted))
        _ = try? await wait(runner, "PIN") { if case .eds(_, .pin) = $0.session.stage { true } else { false } }
    }

    @Test("R2: 'More time?' stands at least 20 s before the session ends, and the answer takes it away")
    func idleWarning() async throws {
        let runner = Self.runner(ScriptedWork(), idle: .milliseconds(30))
        let start = ContinuousClock.now
        await runner.person(.language(.english))
        let warned = try await Self.wait(runner, "warning") { $0.secondsLeft != nil }
        // Seconds that a busy machine let pass before the warning was read here count.
        let passed = start.duration(to: .now)
        #expect(.seconds(warned.secondsLeft ?? 0) + passed >= .seconds(20))
        await runner.moreTime()
        _ = try await Self.wait(runner, "no warning") { $0.secondsLeft == nil }
        #expect(runner.snapshot.session.stage == .services(.english))
    }

    @Test("Q7: a ticket's number is allotted before anything is printed, and shown whatever the paper does")
    func ticketBeforePaper() async throws {
        let work = ScriptedWork()
        let runner = Self.runner(work)
        await runner.person(.language(.kazakh))
        await runner.person(.service(.queueTicket))
        await runner.person(.purpose("documents"))
        work.answer("issueTicket", .journal(.ticket(number: "A001")))
        work.answer("print", .printer(.slip(.failed(.printerPaperOut))))
        let end = try await Self.wait(runner, "ending") { if case .ending = $0.session.stage { true } else { false } }
        #expect(end.session.stage == .ending(.kazakh, .ticket(number: "A001"), .failed(.printerPaperOut)))
    }
}
