import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import PortalContract
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("I4–I6, R4: the officer's desk in kioskd")
struct ExchangeDeskTests {
    /// A portal and a card that do what the test says, and remember what they were asked.
    private final class Scripted: ExchangeSources {
        struct Say: Sendable {
            var isOfficer = true
            var fetched: Result<ExchangeDossier, Failure>
            var answers: [ExchangeReviewAnswer] = []
            var counter = ExchangeReviewAnswer.counter(.remaining(3))
        }

        let say: Mutex<Say>
        let asked = Mutex<[String]>([])
        private let card = OperatorCard(name: "Officer 1", fingerprint: "cd", duties: [.officer])

        init(_ dossier: ExchangeDossier) { say = Mutex(Say(fetched: .success(dossier))) }

        func note(_ text: String) { asked.withLock { $0.append(text) } }
        var all: [String] { asked.withLock { $0 } }

        func officer() throws(Failure) -> OperatorCard {
            guard say.withLock({ $0.isOfficer }) else { throw Failure(.operatorCardNeeded) }
            return card
        }
        func queue(after slip: String?) async throws(Failure) -> ExchangeQueue {
            note("queue \(slip ?? "")")
            return ExchangeQueue(
                rows: [.init(slip: "M00000014821", name: "Demo Person 1", submitted: "2026-01-05 10:00")], waiting: 1,
                hasMore: false, isLater: slip != nil)
        }
        func fetch(_ slip: String, for officer: OperatorCard) async throws(Failure) -> FetchedExchange {
            note("fetch \(slip) \(officer.name)")
            let dossier = try say.withLock { $0.fetched }.get()
            return FetchedExchange(
                dossier: dossier,
                pictures: [.photo: ShownPicture(bytes: WipedBytes([1, 2, 3]), mediaType: "image/jpeg")])
        }
        func noteReveal(_ dossier: ExchangeDossier, by officer: OperatorCard) async throws(Failure) { note("reveal") }
        func readCard(of officer: OperatorCard) async -> ExchangeReviewAnswer { say.withLock { $0.counter } }
        func hold(_ pin: consuming SecretBytes) { note("pin of \(pin.count)") }
        func sign(_ dossier: ExchangeDossier) async -> OfficerCardWork.Signing { .signed([7, 7]) }
        func releaseCard() async { note("release") }
        func decide(
            _ dossier: ExchangeDossier, _ decision: SignedDecision, by officer: OperatorCard
        ) async -> ExchangeReviewAnswer {
            switch decision {
            case .certified(let bytes): note("certified \(bytes)")
            case .annulled(let reason): note("annulled \(reason.rawValue)")
            }
            return say.withLock { $0.answers.isEmpty ? .unanswered(.portalUnreachable) : $0.answers.removeFirst() }
        }
        func handOver(_ step: ExchangeHandOver, by officer: OperatorCard) async -> ExchangeReviewAnswer {
            note("\(step)")
            return .refused(.exchangeNotReady)
        }
    }

    private let dossier: ExchangeDossier

    init() throws {
        dossier = ExchangeDossier(
            slip: "M00000014821", stage: .underCheck, fee: .paid, submittedOn: .literal(2026, 1, 5),
            iin: try IIN(text: "900101300017"), name: "Demo Person 1", birthDate: .literal(1990, 1, 1),
            documentNumber: "000000001", expiresOn: .literal(2026, 1, 20), digest: "ab",
            findings: ExchangeFinding.Subject.allCases.map { ExchangeFinding($0, passed: true) },
            pictures: Set(ExchangePicture.allCases))
    }

    private func desk(
        _ sources: Scripted, idle: Duration = .seconds(60), warning: Duration = .seconds(30)
    ) -> ExchangeDesk {
        ExchangeDesk(
            sources,
            timeOuts: TimeOutPolicy(
                idle: idle, warning: warning, extended: idle, attempt: .zero, firstFrame: .zero, deviceReturn: .zero))
    }

    private func until(
        _ desk: ExchangeDesk, _ what: String, _ fits: (ExchangeDeskView) -> Bool
    ) async throws -> ExchangeDeskView {
        for await view in desk.views() where fits(view) { return view }
        throw TestEnd()
    }

    private struct TestEnd: Error {}

    private func isOpen(_ view: ExchangeDeskView) -> Bool { if case .open = view.stage { true } else { false } }

    @Test("a lost answer: the same certification goes out again, signed once", .timeLimit(.minutes(1)))
    func again() async throws {
        let sources = Scripted(dossier)
        let desk = desk(sources)
        try await desk.act(.open("m000 0001 4821"))
        _ = try await until(desk, "open", isOpen)
        try await desk.act(.certify)
        let pin = try await until(desk, "the pad") { $0.pad != nil }
        let stale = await #expect(throws: Failure.self) { try await desk.act(.pin(pad: "x", positions: [1])) }
        #expect(stale?.code == .sessionExpired)
        try await desk.act(.pin(pad: try #require(pin.pad?.id), positions: [0, 1, 2]))
        let short = try await until(desk, "too short") { $0.pad != nil && $0.pad?.id != pin.pad?.id }
        #expect(short.stage == .pin(dossier, .remaining(3), mistake: .pinLength))
        try await desk.act(.pin(pad: try #require(short.pad?.id), positions: [0, 1, 2, 3, 4, 5]))
        _ = try await until(desk, "no answer") {
            $0.stage == .unanswered(dossier, .certify, .portalUnreachable)
        }
        let settlement = ExchangeSettlement(slip: dossier.slip, stage: .inProduction, fee: .paid)
        sources.say.withLock { $0.answers = [.settled(settlement)] }
        try await desk.act(.sendAgain)
        let settled = try await until(desk, "settled") { $0.stage == .settled(settlement) }
        #expect(settled.pictures.isEmpty && settled.pad == nil)
        #expect(sources.all.filter { $0.hasPrefix("certified") } == ["certified [7, 7]", "certified [7, 7]"])
    }

    @Test("R4: the officer leaves at any moment: pictures, names and queue are gone at once", .timeLimit(.minutes(1)))
    func left() async throws {
        let sources = Scripted(dossier)
        let desk = desk(sources)
        let (seats, seat) = AsyncStream<OperatorSeatView>.makeStream()
        let following = Task { await desk.run(seats) }
        defer { following.cancel() }
        seat.yield(OperatorSeatView(session: .signedIn(try sources.officer())))
        _ = try await until(desk, "the queue") { $0.queue?.waiting == 1 }
        try await desk.act(.open(dossier.slip))
        let open = try await until(desk, "open", isOpen)
        let name = try #require(open.pictures[.photo])
        #expect(await desk.picture(name)?.bytes.count == 3)
        sources.say.withLock { $0.isOfficer = false }
        #expect(await desk.picture(name) == nil, "nobody is signed in")
        seat.yield(OperatorSeatView(session: .locked(.operatorLocked)))
        let gone = try await until(desk, "gone") { !isOpen($0) }
        #expect(gone.queue == nil && gone.pictures.isEmpty && gone.stage == .closed(nil))
        sources.say.withLock { $0.isOfficer = true }
        #expect(await desk.picture(name) == nil)
    }

    @Test("R2: nobody touches the page: asked first, then the application goes", .timeLimit(.minutes(1)))
    func walkedAway() async throws {
        let kept = desk(Scripted(dossier), idle: .seconds(1), warning: .seconds(30))
        try await kept.act(.open(dossier.slip))
        _ = try await until(kept, "more time?") { $0.asksForMoreTime }
        try await kept.act(.here)
        #expect(isOpen(kept.view) && !kept.view.asksForMoreTime)
        let left = desk(Scripted(dossier), idle: .milliseconds(200), warning: .milliseconds(200))
        try await left.act(.open(dossier.slip))
        _ = try await until(left, "open", isOpen)
        let gone = try await until(left, "gone") { !isOpen($0) }
        #expect(gone.stage == .closed(nil) && gone.pictures.isEmpty)
    }

    @Test("bad input has its code, and nobody is asked", .timeLimit(.minutes(1)))
    func badInput() async throws {
        let sources = Scripted(dossier)
        let desk = desk(sources)
        let cases: [(ExchangeAction, FailureCode)] = [
            (.open("M12"), .exchangeSlipUnknown), (.collected(slip: "x", iin: "900101300017"), .exchangeSlipUnknown),
            (.collected(slip: dossier.slip, iin: "900101300018"), .iinCheckDigit),
            (.arrived(slip: dossier.slip, number: "N1", expires: "2036-01-01"), .documentNumber),
            (.arrived(slip: dossier.slip, number: "000000101", expires: "soon"), .documentNumber),
        ]
        for (action, code) in cases {
            try await desk.act(action)
            #expect(desk.view.stage == .closed(code), "\(action)")
        }
        #expect(sources.all.isEmpty)
        try await desk.act(.collected(slip: "00000014821", iin: "900101300017"))
        _ = try await until(desk, "refused") { $0.stage == .closed(.exchangeNotReady) }
        #expect(sources.all.count == 1)
    }

    // MARK: - A portal that disagrees with what was signed

    private func file(_ change: (inout CardExchangeFile) -> Void = { _ in }) throws -> CardExchangeFile {
        let photo = Data([0xFF, 0xD8, 0xFF, 1])
        let statement = CardExchangeStatement(
            iin: "900101300017", documentNumber: "000000001", reason: .expiry, payment: "12345678",
            photo: ContentDigest.hex(of: photo), specimen: ContentDigest.hex(of: Data([2])))
        let signature = Self.unsignedCMS(try ContractJSON.encode(statement))
        var file = CardExchangeFile(
            application: CardExchangeRecord(
                slip: "M00000014821", stage: .underCheck, submittedAtMilliseconds: 0, changedAtMilliseconds: 0,
                fee: .paid), digest: ContentDigest.hex(of: signature), iin: "900101300017", name: "Demo Person 1",
            birthDate: "1990-01-01", documentNumber: "000000001", expiresOn: "2026-01-20", photo: photo,
            signature: signature, checks: CardExchangeCheck.Subject.allCases.map { .init(subject: $0, passed: true) })
        change(&file)
        return file
    }

    /// SignedData (RFC 5652, 5.1) without signers: what is compared is its content.
    private static func unsignedCMS(_ content: Data) -> Data {
        func element(_ tag: UInt8, _ body: [UInt8]) -> [UInt8] {
            let length: [UInt8] =
                body.count < 128 ? [UInt8(body.count)] : [0x82, UInt8(body.count >> 8), UInt8(body.count & 0xFF)]
            return [tag] + length + body
        }
        let (data, signed): ([UInt8], [UInt8]) = (
            [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01],
            [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
        )
        let inner = element(0x30, data + element(0xA0, element(0x04, Array(content))))
        let body = element(0x30, [0x02, 0x01, 0x01] + element(0x31, []) + inner + element(0x31, []))
        return Data(element(0x30, signed + element(0xA0, body)))
    }

    @Test("what the portal shows is what was signed; anything else is refused, and shown to nobody")
    func disagrees() throws {
        let zone = try #require(CentreZone(identifier: "Asia/Almaty"))
        let sound = try file()
        let read = try sound.dossier(of: "M00000014821", with: Set(sound.shownPictures.keys), zone)
        #expect(read.pictures == [.photo] && read.findings.count == 5 && read.submittedOn == .literal(1970, 1, 1))
        let others: [(inout CardExchangeFile) -> Void] = [
            { $0.application.slip = "M00000020000" }, { $0.iin = "901112400026" }, { $0.documentNumber = "000000002" },
            { $0.photo = Data([0xFF, 0xD8, 0xFF, 2]) }, { $0.specimen = Data([3]) }, { $0.digest = "00" },
            { $0.signature = Data([1]) },
        ]
        for change in others {
            let changed = try file(change)
            let failure = #expect(throws: Failure.self) { try changed.dossier(of: "M00000014821", with: [], zone) }
            #expect(failure?.code == .exchangeDisagrees)
        }
    }
}
