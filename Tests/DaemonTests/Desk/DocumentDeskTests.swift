import KioskDevices
import KioskDomain
import KioskScreens
import KioskTestSupport
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("D1, D4, R4: the desk's digital document in kioskd")
struct DocumentDeskTests {
    private let document: DeskDocument

    init() throws {
        document = DeskDocument(
            access: "a", kind: .identityCard, number: "000000001", owner: try IIN(text: "900101300017"),
            name: "Demo Person 1", birthDate: .literal(1990, 1, 1), expiresOn: nil, issuer: "TEST ISSUING BODY")
    }
    private static let qr = "PSCDOC1:00112233445566778899aabbccddeeff"

    /// What the desk asked for.
    private final class Record: Sendable {
        let asked = Mutex<[String]>([])
        let isSeated = Mutex(true)
        func note(_ text: String) { asked.withLock { $0.append(text) } }
        var all: [String] { asked.withLock { $0 } }
    }

    private func desk(
        _ record: Record, life: Duration = .seconds(300), idle: Duration = .seconds(60),
        warning: Duration = .seconds(30), codes: [String] = [qr],
        refusal: FailureCode? = nil
    ) -> DocumentDesk {
        let duties = DocumentDesk.Duties(
            operatorName: { () throws(Failure) in
                guard record.isSeated.withLock({ $0 }) else { throw Failure(.operatorCardNeeded) }
                return "Operator 1"
            }, readCodes: { () throws(Failure) in codes }, stopReading: { record.note("stop") },
            ask: { [document] (code, name) throws(Failure) in
                record.note("\(code) \(name)")
                if let refusal { throw Failure(refusal) }
                return (document, life)
            },
            attach: { (_, number, name) throws(Failure) in
                record.note("attach \(number) \(name)")
                if number == "E000000009" { throw Failure(.digitalCaseUnknown) }
            },
            history: { (position) throws(Failure) in
                record.note("history \(position ?? 0)")
                if let refusal { throw Failure(refusal) }
                let newest = position.map { $0 - 1 } ?? 12
                return (0..<newest).map { Self.line(newest - $0) }
            })
        let timeOuts = TimeOutPolicy(
            idle: idle, warning: warning, extended: idle, attempt: .zero, firstFrame: .zero,
            deviceReturn: .zero)
        return DocumentDesk(duties, timeOuts: timeOuts, hasCamera: true)
    }

    private static func line(_ position: Int64) -> DocumentHistoryLine {
        DocumentHistoryLine(
            position: position, on: CivilDateTime(wallSeconds: 0), deed: .shown, kind: .identityCard,
            owner: "••••••••0017", operatorName: "Operator 1")
    }

    private func until(
        _ desk: DocumentDesk, _ what: String, _ fits: (DocumentDeskView) -> Bool
    ) async throws -> DocumentDeskView {
        for await view in desk.views() where fits(view) { return view }
        throw TestEnd()
    }

    private struct TestEnd: Error {}

    private func isShown(_ view: DocumentDeskView) -> Bool { if case .shown = view.stage { true } else { false } }

    private func refused(_ view: DocumentDeskView) -> FailureCode? {
        if case .closed(let code) = view.stage { code } else { nil }
    }

    @Test("of several QR codes before the camera ours is taken; another system's goes nowhere", .timeLimit(.minutes(1)))
    func codes() async throws {
        let record = Record()
        let ours = desk(record, codes: ["https://egov.example/qr/1", Self.qr])
        try await ours.act(.scan)
        _ = try await until(ours, "the document", isShown)
        #expect(record.all == ["\(Self.qr) Operator 1"])
        let foreign = desk(record, codes: ["https://egov.example/qr/1"])
        try await foreign.act(.scan)
        #expect(refused(try await until(foreign, "refused") { refused($0) != nil }) == .digitalCodeForeign)
        try await foreign.act(.code("1234567"))
        _ = try await until(foreign, "refused again") { $0.look == 2 && refused($0) == .digitalCodeForeign }
        #expect(record.all.count == 1, "the portal is not asked")
    }

    @Test("D1: at the end of the life by the portal's clock the document is gone", .timeLimit(.minutes(1)))
    func life() async throws {
        let desk = desk(Record(), life: .milliseconds(150))
        let start = ContinuousClock.now
        try await desk.act(.code("12345678"))
        let shown = try await until(desk, "the document", isShown)
        #expect(shown.endsAt.map { $0 - start <= .milliseconds(1_150) } == true)
        let over = try await until(desk, "the end") { refused($0) == .digitalCodeExpired }
        #expect(ContinuousClock.now - start >= .milliseconds(150))
        #expect(over.endsAt == nil)
    }

    @Test("R2: nobody touches the page: asked first, then the document goes; a touch keeps it", .timeLimit(.minutes(1)))
    func walkedAway() async throws {
        let kept = desk(Record(), idle: .seconds(1), warning: .seconds(30))
        try await kept.act(.code("12345678"))
        _ = try await until(kept, "more time?") { $0.asksForMoreTime }
        try await kept.act(.here)
        #expect(isShown(kept.view) && !kept.view.asksForMoreTime)

        let left = desk(Record(), idle: .milliseconds(200), warning: .milliseconds(200))
        try await left.act(.code("12345678"))
        let gone = try await until(left, "gone") { $0.look == 2 }
        #expect(gone.stage == .closed(nil) && gone.endsAt == nil && !gone.asksForMoreTime)
    }

    @Test("R4: the operator's card leaves: gone at once; nobody signed in can do nothing", .timeLimit(.minutes(1)))
    func left() async throws {
        let record = Record()
        let desk = desk(record)
        let card = OperatorCard(name: "Operator 1", fingerprint: "ab")
        let (seats, seat) = AsyncStream<OperatorSeatView>.makeStream()
        let following = Task { await desk.run(seats) }
        defer { following.cancel() }
        seat.yield(OperatorSeatView(session: .signedIn(card)))
        _ = try await until(desk, "signed in") { $0.look == 1 }
        try await desk.act(.code("12345678"))
        _ = try await until(desk, "the document", isShown)
        record.isSeated.withLock { $0 = false }
        seat.yield(OperatorSeatView(session: .locked(.operatorLocked)))
        let gone = try await until(desk, "gone") { !isShown($0) }
        #expect(gone.stage == .closed(nil))
        for action in [DocumentAction.scan, .code("12345678"), .use("E1"), .close, .here] {
            let refused = await #expect(throws: Failure.self) { try await desk.act(action) }
            #expect(refused?.code == .operatorCardNeeded)
        }
    }

    @Test(
        "D4: used for a service by its number; a wrong one is refused with the document still there",
        .timeLimit(.minutes(1)))
    func used() async throws {
        let record = Record()
        let desk = desk(record)
        try await desk.act(.code("1234 5678"))
        _ = try await until(desk, "the document", isShown)
        for (typed, code) in [("E000000009", FailureCode.digitalCaseUnknown), ("../E1", .digitalCaseUnknown)] {
            try await desk.act(.use(typed))
            let view = try await until(desk, "refused") {
                if case .shown(_, let uses) = $0.stage { uses.refusal != nil && !uses.isUnderWay } else { false }
            }
            #expect(view.stage == .shown(document, DocumentUses(refusal: code)))
        }
        try await desk.act(.use("e000000001 "))
        let view = try await until(desk, "attached") {
            if case .shown(_, let uses) = $0.stage { !uses.cases.isEmpty } else { false }
        }
        #expect(view.stage == .shown(document, DocumentUses(cases: ["E000000001"])))
        #expect(!record.all.contains { $0.contains("..") })
    }

    @Test(
        "D2, R4: the desk's history, ten lines at a time; gone with the next deed and with the operator's card",
        .timeLimit(.minutes(1)))
    func history() async throws {
        let record = Record()
        let desk = desk(record)
        try await desk.act(.history(before: nil))
        let first = try await until(desk, "the newest") { $0.history != nil && $0.history != .asking }
        #expect(first.history == .shown((3...12).reversed().map(Self.line), hasEarlier: true))
        try await desk.act(.history(before: 3))
        _ = try await until(desk, "the rest") { $0.history == .shown([Self.line(2), Self.line(1)], hasEarlier: false) }
        #expect(record.all == ["history 0", "history 3"])
        try await desk.act(.code("12345678"))
        #expect(desk.view.history == nil)
        _ = try await until(desk, "the document", isShown)
        try await desk.act(.history(before: nil))
        let both = try await until(desk, "beside the document") { $0.history != nil && $0.history != .asking }
        #expect(isShown(both))
        try await desk.act(.withoutHistory)
        #expect(desk.view.history == nil && isShown(desk.view))

        try await desk.act(.history(before: nil))
        let (seats, seat) = AsyncStream<OperatorSeatView>.makeStream()
        let following = Task { await desk.run(seats) }
        defer { following.cancel() }
        seat.yield(OperatorSeatView(session: .locked(.operatorLocked)))
        let gone = try await until(desk, "gone") { $0.history == nil && !isShown($0) }
        #expect(gone.stage == .closed(nil))
        let cut = self.desk(Record(), refusal: .portalUnreachable)
        try await cut.act(.history(before: nil))
        _ = try await until(cut, "why") { $0.history == .refused(.portalUnreachable) }
    }

    @Test("each refusal of the portal is shown as it is", .timeLimit(.minutes(1)))
    func refusals() async throws {
        for code in [
            FailureCode.digitalCodeUsed, .digitalCodeExpired, .digitalNoConsent, .digitalSignature, .digitalOffline,
        ] {
            let desk = desk(Record(), refusal: code)
            try await desk.act(.code("12345678"))
            #expect(refused(try await until(desk, "refused") { refused($0) != nil }) == code)
        }
    }
}
