import KioskDevices
import KioskDomain
import KioskScreens
import KioskTestSupport
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("E3a, E8–E10, R4: the citizen's card at the operator's desk")
struct CardDeskTests {
    /// Portal, journal and the seat, as the test says.
    private final class Around: Sendable {
        struct Say: Sendable {
            var name: String? = "Operator 1"
            var status = ApplicationStatus.confirmed
            var lookUp: Failure?
            /// The operator goes while the portal is asked, and this one comes.
            var relief: String?
            var journal: Failure?
            var notes: [String] = []
        }

        let say = Mutex(Say())
        let person: CardHolder

        init() throws { person = CardHolder(name: "Demo Person 1", iin: try IIN(text: "900101300017")) }

        var notes: [String] { say.withLock { $0.notes } }
        func change(_ change: (inout Say) -> Void) { say.withLock { change(&$0) } }

        func operatorName() throws(Failure) -> String {
            guard let name = say.withLock({ $0.name }) else { throw Failure(.operatorCardNeeded) }
            return name
        }

        func standing() throws(Failure) -> ApplicationStanding {
            let say = say.withLock { say in
                if let relief = say.relief { say.name = relief }
                return say
            }
            if let failure = say.lookUp { throw failure }
            return ApplicationStanding(
                number: "E000000042", iin: person.iin,
                facts: .init(status: say.status, medium: .idCard, madeOn: .literal(2026, 11, 20)), step: .seeOperator)
        }

        func note(_ deed: String, _ iin: IIN?, _ details: [String: String]) throws(Failure) {
            let words = details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let failure = say.withLock { say in
                if say.journal == nil { say.notes.append(([deed, iin?.masked ?? "-"] + words).joined(separator: " ")) }
                return say.journal
            }
            if let failure { throw failure }
        }

        var duties: CardDesk.Duties {
            CardDesk.Duties(
                operatorName: { () throws(Failure) in try self.operatorName() },
                application: { (_) async throws(Failure) in try self.standing() },
                refusal: { ApplicationStep.refusalAtDesk($0.facts, on: .literal(2026, 11, 23), reachable: [.idCard]) },
                holder: { self.person },
                note: { (deed, iin, details) async throws(Failure) in try self.note(deed, iin, details) })
        }
    }

    private let around: Around
    private let work = ScriptedWork()
    private let runner: SessionRunner
    private let desk: CardDesk
    private let report = CardReport(pin: .remaining(3), puk: .remaining(3))

    init() throws {
        around = try Around()
        var timeOuts = RuleBook.standard.timeOuts.base
        timeOuts.idle = .seconds(600)
        runner = SessionRunner(
            settings: SessionRunner.Settings(
                demonstration: true, pscName: Localised(kk: "a", ru: "b", en: "c"), purposes: [], timeOuts: timeOuts),
            work: work)
        desk = CardDesk(runner, around.duties)
    }

    /// The desk at work, with an operator in the seat.
    private func attended(_ test: (AsyncStream<OperatorSeatView>.Continuation) async throws -> Void) async throws {
        let (seats, seat) = AsyncStream<OperatorSeatView>.makeStream()
        let following = Task { await desk.run(seats) }
        defer { following.cancel() }
        seat.yield(Self.seated)
        try await test(seat)
    }

    private static let seated = OperatorSeatView(
        session: .signedIn(OperatorCard(name: "Operator 1", fingerprint: "ab")))

    @discardableResult
    private func until(
        _ what: String, _ fits: @escaping @Sendable (CardDeskView) -> Bool
    ) async throws -> CardDeskView {
        try await withDeadline(.seconds(20), what) { [desk] in
            for await view in desk.views() where fits(view) { return view }
            throw CancellationError()
        }
    }

    @discardableResult
    private func stage(
        _ what: String, _ fits: @escaping @Sendable (CitizenSession.Stage) -> Bool
    ) async throws -> KioskSnapshot {
        try await withDeadline(.seconds(20), what) { [runner] in
            for await snapshot in runner.snapshots() where fits(snapshot.session.stage) { return snapshot }
            throw CancellationError()
        }
    }

    private func read() async throws {
        await runner.handle(.card(.inserted))
        work.answer("readCardReport", .card(.report(report)))
        try await desk.act(.read(.russian))
        try await until("the report, and whose card it is") { $0.holder != nil }
    }

    @Test("E10, R4: read without a PIN, journalled before and with the holder masked; nobody signed in reads nothing")
    func reading() async throws {
        try await attended { _ in
            around.change { $0.name = nil }
            let nobody = await #expect(throws: Failure.self) { try await desk.act(.read(.russian)) }
            #expect(nobody?.code == .operatorCardNeeded && runner.snapshot.session.stage == .idle)
            around.change { $0.name = "Operator 1" }
            try await read()
            let view = desk.current
            #expect(view.shown?.session.stage == .cardCare(.russian, .shown(report, nil)) && view.shown?.pad == nil)
            #expect(view.holder == around.person && !view.isRevealed)
            #expect(
                around.notes == [
                    "operator.card-opened - operator=Operator 1",
                    "operator.card-read \(around.person.iin.masked) operator=Operator 1",
                ])
            try await desk.act(.reveal)
            try await until("revealed") { $0.isRevealed }
            #expect(around.notes.last == "operator.iin-revealed \(around.person.iin.masked) operator=Operator 1")
        }
    }

    @Test("P4, R4: a journal that takes nothing: no card is read, no name and no IIN is shown")
    func journalFails() async throws {
        try await attended { _ in
            around.change { $0.journal = Failure(.journalFull) }
            try await desk.act(.read(.english))
            try await until("refused") { $0.refusal == .journalFull }
            #expect(runner.snapshot.session.stage == .idle)
            around.change { $0.journal = nil }
            try await read()
            around.change { $0.journal = Failure(.journalFull) }
            try await desk.act(.reveal)
            let view = try await until("not revealed") { $0.refusal == .journalFull }
            #expect(!view.isRevealed)
        }
    }

    @Test("a person's screen that is in use is not taken away, and what the person does alone is not on the page")
    func busy() async throws {
        try await attended { _ in
            await runner.person(.language(.kazakh))
            await runner.person(.service(.edsByFace))
            try await desk.act(.read(.english))
            let view = try await until("busy") { $0.refusal == .operatorPersonBusy }
            #expect(view.shown == nil)
            #expect(runner.snapshot.session.stage == .eds(.kazakh, .choosingMedium) && around.notes.isEmpty)
        }
    }

    @Test(
        "E5, E3a: what cannot be written is said before anything begins",
        arguments: [ApplicationStatus.applied, .written])
    func refused(_ status: ApplicationStatus) async throws {
        try await attended { _ in
            around.change { $0.status = status }
            try await desk.act(.issue("E000000042", .english))
            try await until("refused") { $0.refusal == .applicationNothingToWrite }
            around.change { $0.lookUp = Failure(.portalUnreachable) }
            try await desk.act(.issue("E000000042", .english))
            try await until("no line") { $0.refusal == .portalUnreachable }
            #expect(runner.snapshot.session.stage == .idle && around.notes.isEmpty)
        }
    }

    @Test("R4: what was refused to one operator is not read by the next at the same desk; one's own lock ends it too")
    func refusedToAnother() async throws {
        try await attended { seat in
            around.change { $0.lookUp = Failure(.applicationUnknown) }
            for next in ["Operator 2", "Operator 1"] {
                try await desk.act(.issue("E000000042", .english))
                try await until("refused") { $0.refusal == .applicationUnknown }
                around.change { $0.name = nil }
                seat.yield(OperatorSeatView(session: .locked(.operatorLocked)))
                try await until("nothing is left of it") { $0.refusal == nil }
                around.change { $0.name = next }
                seat.yield(OperatorSeatView(session: .signedIn(OperatorCard(name: next, fingerprint: "cd"))))
            }
            // Drawn and replaced while the portal was asked: no seat was told of in between.
            around.change { $0.relief = "Operator 3" }
            try await desk.act(.issue("E000000042", .english))
            #expect(desk.current.refusal == nil && !desk.current.isAsking)
        }
    }

    @Test("E3a, F2, E9: an EDS is written by the kiosk's way; the pad is never on the operator's page")
    func issued() async throws {
        try await attended { _ in
            try await desk.act(.issue("42", .english))
            try await stage("the notice") { if case .application(_, .notice) = $0 { true } else { false } }
            await runner.handle(.card(.inserted))
            work.answer("openRequest", .journal(.requestOpened))
            work.answer("readCard", .card(.read(.remaining(3))))
            await runner.person(.confirmNotice)
            let pad = try await stage("the pad") { if case .eds(_, .pin) = $0 { true } else { false } }
            #expect(pad.pad != nil)
            let view = try await until("the pad, for the operator") {
                if case .eds(_, .pin) = $0.shown?.session.stage { true } else { false }
            }
            #expect(view.shown?.pad == nil && view.shown?.keyboard == nil && view.shown?.qr == nil)
            work.answer("verifyPIN", .card(.failed(.cardRemoved)))
            await runner.person(.pinEntered)
            try await until("pulled") {
                if case .eds(_, .insertCard(_, .cardRemoved)) = $0.shown?.session.stage { true } else { false }
            }
            work.answer("print", .printer(.slip(.printed)))
            try await desk.act(.end)
            try await until("the end") {
                if case .ending(_, .applicationLeft, .some) = $0.shown?.session.stage { true } else { false }
            }
            try await eventually("the journal has both") { around.notes.count == 2 ? () : nil }
            #expect(
                around.notes == [
                    "operator.eds-begun \(around.person.iin.masked) application=E000000042 operator=Operator 1",
                    "operator.eds-not-issued \(around.person.iin.masked) application=E000000042 how=card.removed "
                        + "operator=Operator 1",
                ])
        }
    }

    @Test(
        "R4: the operator's card is drawn: the person's session ends, the card is let go, nothing is left on the page")
    func operatorLeaves() async throws {
        try await attended { seat in
            try await read()
            around.change { $0.name = nil }
            seat.yield(OperatorSeatView(session: .locked(.operatorLocked)))
            try await stage("take your card") { $0 == .takeCard(.russian) }
            let view = try await until("nothing is left") { $0.shown == nil }
            #expect(view.holder == nil && !view.isRevealed)
        }
    }

    @Test(
        "R4: drawn while the card is at work: its answer is awaited, the session ends with it, nothing is tried again")
    func operatorLeavesMeanwhile() async throws {
        try await attended { seat in
            try await read()
            try await desk.act(.changePIN)
            for _ in NewPINStep.allCases { await runner.person(.pinEntered) }
            try await stage("at work") { if case .cardCare(_, .working) = $0 { true } else { false } }
            around.change { $0.name = nil }
            seat.yield(OperatorSeatView(session: .locked(.operatorLocked)))
            try await until("nothing is left on the page") { $0.shown == nil }
            #expect(runner.snapshot.session.stage == .cardCare(.russian, .working(report, .change)))
            work.answer("renewPIN change", .card(.pinWrong(.remaining(2))))
            try await stage("it ends") { $0 == .takeCard(.russian) }
            around.change { $0.name = "Operator 2" }
            seat.yield(OperatorSeatView(session: .signedIn(OperatorCard(name: "Operator 2", fingerprint: "cd"))))
            #expect(desk.current.shown == nil)
        }
    }

    @Test("R2: the person walks away: more time is asked on both sides, then card, names and certificates are let go")
    func walkedAway() async throws {
        var timeOuts = RuleBook.standard.timeOuts.base
        (timeOuts.idle, timeOuts.warning) = (.seconds(1), .seconds(3))
        let runner = SessionRunner(
            settings: SessionRunner.Settings(
                demonstration: true, pscName: Localised(kk: "a", ru: "b", en: "c"), purposes: [], timeOuts: timeOuts),
            work: work)
        let desk = CardDesk(runner, around.duties)
        let (seats, seat) = AsyncStream<OperatorSeatView>.makeStream()
        let following = Task { await desk.run(seats) }
        defer { following.cancel() }
        seat.yield(Self.seated)
        let views = desk.views()
        await runner.handle(.card(.inserted))
        work.answer("readCardReport", .card(.report(report)))
        try await desk.act(.read(.kazakh))
        let snapshots = runner.snapshots()
        async let personAsked = withDeadline(.seconds(20), "the person is asked") {
            for await snapshot in snapshots where snapshot.secondsLeft != nil { return snapshot.session.stage }
            throw CancellationError()
        }
        let (last, seen) = try await withDeadline(.seconds(20), "asked, then gone") {
            var (wasAsked, seen) = (false, Set<String>())
            for await view in views {
                if let holder = view.holder { seen.insert(holder.name) }
                if view.asksForMoreTime, view.shown != nil { wasAsked = true }
                if wasAsked, view.shown == nil { return (view, seen) }
            }
            throw CancellationError()
        }
        #expect(
            try await personAsked == .cardCare(.kazakh, .shown(report, nil)), "certificates were shown, and asked about"
        )
        #expect(seen == [around.person.name], "there was a name to let go")
        #expect(last.holder == nil && !last.isRevealed && !last.asksForMoreTime && last.shown == nil)
        #expect(runner.snapshot.session.stage == .takeCard(.kazakh))
    }

    @Test("the person takes the card: names and certificates are gone, and the next one is free")
    func cardTaken() async throws {
        try await attended { _ in
            try await read()
            await runner.handle(.card(.removed))
            let view = try await until("gone") { $0.shown == nil }
            #expect(view.holder == nil)
            #expect(await runner.isFree)
        }
    }
}
