import KioskDomain
import Testing

@Suite("D1–D4: a desk looks at a digital document") struct DocumentViewingTests {
    private let document: DeskDocument

    init() throws {
        document = DeskDocument(
            access: "a", kind: .identityCard, number: "000000001", owner: try IIN(text: "900101300017"),
            name: "Demo Person 1", birthDate: .literal(1990, 1, 1), expiresOn: nil, issuer: "TEST ISSUING BODY")
    }
    private static let life = Duration.seconds(299)

    private func viewing(_ events: [(Int) -> DocumentEvent]) -> DocumentViewing {
        var viewing = DocumentViewing()
        for event in events { _ = viewing.apply(event(viewing.look)) }
        return viewing
    }

    private var closed: DocumentViewing { DocumentViewing() }
    private var scanning: DocumentViewing { viewing([{ _ in .scan }]) }
    private var asking: DocumentViewing { viewing([{ _ in .typed("12345678") }]) }
    private var shown: DocumentViewing {
        viewing([
            { _ in .typed("12345678") }, { .answer(look: $0, .verified(document, life: Self.life)) },
        ])
    }

    private var answers: [DocumentAnswer] {
        [
            .read("PSCDOC1:"), .verified(document, life: Self.life), .refused(.digitalCodeUsed), .attached("E1"),
            .notAttached(.digitalCaseUnknown), .over,
        ]
    }

    @Test("by QR: the camera, the portal, the document with its countdown; by digits without the camera")
    func shows() {
        var viewing = closed
        #expect(viewing.apply(.scan) == [.readCode(look: 1)])
        #expect(viewing.apply(.answer(look: 1, .read("PSCDOC1:0"))) == [.ask("PSCDOC1:0", look: 1)])
        #expect(
            viewing.apply(.answer(look: 1, .verified(document, life: Self.life)))
                == [.countDown(Self.life, look: 1)])
        #expect(viewing.stage == .shown(document, DocumentUses()))
        #expect(viewing.apply(.typed("12345678")) == [.forget, .ask("12345678", look: 2)], "the former one goes first")
    }

    @Test("every stage answers every event; nothing of a document is left after close, leaving or the end of the time")
    func total() {
        for start in [closed, scanning, asking, shown] {
            let events: [DocumentEvent] =
                [.scan, .typed("1"), .use("E1"), .close, .left] + answers.map { .answer(look: start.look, $0) }
            for event in events {
                var next = start
                let effects = next.apply(event)
                let wasShown = if case .shown = start.stage { true } else { false }
                let isShown = if case .shown = next.stage { true } else { false }
                #expect(effects.contains(.forget) == (wasShown && !isShown), "\(start.stage) \(event)")
                if case .left = event { #expect(next.stage == .closed(nil)) }
                if case .close = event { #expect(next.stage == .closed(nil)) }
                if isShown, !wasShown { #expect(start.stage == .asking, "never without the portal's answer") }
            }
        }
        var over = shown
        #expect(over.apply(.answer(look: over.look, .over)) == [.forget])
        #expect(over.stage == .closed(.digitalCodeExpired))
    }

    @Test("an answer to an earlier look is dropped: a document that comes late is shown to nobody")
    func late() {
        for start in [scanning, asking, shown] {
            for event in [DocumentEvent.close, .left, .scan, .typed("2")] {
                var next = start
                let look = start.look
                _ = next.apply(event)
                let before = next
                for answer in answers { #expect(next.apply(.answer(look: look, answer)) == []) }
                #expect(next == before)
            }
        }
        var stopped = scanning
        #expect(stopped.apply(.left) == [.stopReading])
    }

    @Test("used for services: one wish at a time, each case once, a refusal stands until the next wish")
    func uses() {
        var viewing = shown
        #expect(viewing.apply(.use("E1")) == [.attach(document, to: "E1", look: 1)])
        #expect(viewing.apply(.use("E2")) == [], "one at a time")
        #expect(viewing.apply(.answer(look: 1, .notAttached(.digitalCaseUnknown))) == [])
        #expect(viewing.stage == .shown(document, DocumentUses(refusal: .digitalCaseUnknown)))
        for _ in 1...2 {
            _ = viewing.apply(.use("E1"))
            _ = viewing.apply(.answer(look: 1, .attached("E1")))
        }
        #expect(viewing.stage == .shown(document, DocumentUses(cases: ["E1"])))
        var other = asking
        #expect(other.apply(.use("E1")) == [] && other == asking, "nothing is used that is not shown")
    }
}
