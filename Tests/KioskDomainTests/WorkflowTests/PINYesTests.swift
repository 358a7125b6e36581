import KioskDomain
import Testing

/// E9: counter first; an explicit yes before the last try, and before one of which the medium does not tell whether it is.
@Suite("E9: the yes before a PIN goes to a card, at every place that asks for one")
struct PINYesTests {
    private typealias Samples = WorkflowSamples

    /// What became of an entry: whether a medium saw it before the yes, and after it.
    struct Sent: Equatable {
        var atOnce: Bool
        var afterYes: Bool
    }

    struct Place: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// The PIN is entered where so many tries are left, and then the yes is said.
        var enter: @Sendable (PINTries) -> Sent
    }

    private static func standing(_ tries: PINTries) -> SecretStanding {
        if case .remaining(let count) = tries { .remaining(count) } else { .unknown }
    }

    private static func report(_ tries: PINTries, _ work: PINWork = .change) -> CardReport {
        var report = Samples.card
        report[work] = standing(tries)
        return report
    }

    private static func token(_ tries: PINTries, _ work: PINWork) -> HeldToken {
        var token = Samples.token
        token[work] = .tries(tries)
        return token
    }

    /// At the kiosk the yes comes after the entry, which waits for it.
    private static func kiosk(
        _ name: String, sends: SessionEffect = .verifyPIN,
        _ stage: @escaping @Sendable (PINTries) -> CitizenSession.Stage
    ) -> Place {
        Place(testDescription: name) { tries in
            var session = CitizenSession(stage: stage(tries), cardPresent: true)
            let atOnce = session.apply(.person(.pinEntered)).contains(sends)
            return Sent(atOnce: atOnce, afterYes: session.apply(.person(.confirmLastTry)).contains(sends))
        }
    }

    /// At the desks and for pages it comes before the pad: nobody types in vain.
    private static func signing(onReader: Bool) -> Place {
        Place(testDescription: onReader ? "a page's request, the reader's pad" : "a page's request") { tries in
            var session = SigningSession(documents: 1)
            _ = session.apply(.found(SigningChoices(keys: [.init(name: "k", isUsable: true)]), nil))
            _ = session.apply(.key("k"))
            let sends: SigningEffect = onReader ? .unlockOnReader : .unlock
            var atOnce = session.apply(.ready(tries, onReader: onReader)).contains(sends)
            atOnce = session.apply(.entered).contains(sends) || atOnce
            var afterYes = session.apply(.confirmLastTry).contains(sends)
            afterYes = session.apply(.entered).contains(sends) || afterYes
            return Sent(atOnce: atOnce, afterYes: afterYes)
        }
    }

    private static let seat = Place(testDescription: "signing in at the desk") { tries in
        var session = OperatorSession.reading
        _ = session.apply(.read(OperatorCard(name: "Operator 1", fingerprint: "ab"), tries))
        let atOnce = session.apply(.pinEntered).contains(.verify)
        _ = session.apply(.confirmLastTry)
        return Sent(atOnce: atOnce, afterYes: session.apply(.pinEntered).contains(.verify))
    }

    private static let officer = Place(testDescription: "an officer's certification") { tries in
        var review = ExchangeReview()
        let dossier = ExchangeDossier(
            slip: "M00000014821", stage: .underCheck, fee: .paid, submittedOn: .literal(2026, 1, 5),
            iin: Samples.identity.iin, name: "Demo Person 1", birthDate: .literal(1990, 1, 1),
            documentNumber: "000000001", expiresOn: .literal(2026, 1, 20), digest: "ab",
            findings: ExchangeFinding.Subject.allCases.map { ExchangeFinding($0, passed: true) },
            pictures: Set(ExchangePicture.allCases))
        func signs(_ event: ExchangeReviewEvent) -> Bool {
            review.apply(event).contains { if case .sign = $0 { true } else { false } }
        }
        _ = review.apply(.open(slip: dossier.slip))
        _ = review.apply(.answer(look: review.look, .opened(dossier)))
        _ = review.apply(.certify)
        _ = review.apply(.answer(look: review.look, .counter(tries)))
        let atOnce = signs(.pinEntered)
        _ = review.apply(.confirmLastTry)
        return Sent(atOnce: atOnce, afterYes: signs(.pinEntered))
    }

    /// Those of cards, whose counter is a number or hidden.
    private static let ofCards: [Place] = [
        kiosk("renewal") { .reissue(.english, .pin(report($0), .renewal, nil)) },
        kiosk("an organisation's EDS") { .reissue(.english, .pin(report($0), Samples.organisationWish, nil)) },
        kiosk("revocation") { .revocation(.english, .pin(report($0), .keyCompromise, nil)) },
        kiosk("exchange") { .exchange(.english, .pin(Samples.paidDraft, report($0), nil)) },
        kiosk("log-in") { .account(.english, .pin(Samples.logIn, report($0), nil)) },
        kiosk("change of the PIN", sends: .renewPIN(.change)) {
            .cardCare(.english, .entering(report($0), .change, .again, nil))
        },
        kiosk("PUK", sends: .renewPIN(.unblock)) {
            .cardCare(.english, .entering(report($0, .unblock), .unblock, .again, nil))
        },
    ]

    /// Those of any medium.
    private static let ofMedia: [Place] = [
        kiosk("EDS on a card") { .eds(.english, .pin(Samples.application, $0, nil)) },
        kiosk("EDS on a token") { .eds(.english, .pin(Samples.tokenApplication, $0, nil)) },
        kiosk("change of a token's PIN", sends: .renewPIN(.change)) {
            .cardCare(.english, .token(.entering(token($0, .change), .change, .again, nil)))
        },
        kiosk("PUK of a token", sends: .renewPIN(.unblock)) {
            .cardCare(.english, .token(.entering(token($0, .unblock), .unblock, .again, nil)))
        },
        signing(onReader: false), signing(onReader: true), seat, officer,
    ]

    @Test(
        "one try, and an unknown counter: nothing is sent before the yes, and it is sent after it",
        arguments: ofCards + ofMedia)
    func asked(place: Place) {
        for tries in [PINTries.remaining(1), .unknown] {
            #expect(place.enter(tries) == Sent(atOnce: false, afterYes: true), "\(tries)")
        }
    }

    @Test("more tries than one: no question", arguments: ofCards + ofMedia)
    func notAsked(place: Place) { #expect(place.enter(.remaining(3)).atOnce) }

    @Test("a token that tells its last try by a flag: no question without it", arguments: ofMedia)
    func byFlag(place: Place) { #expect(place.enter(.several).atOnce) }

    @Test("a new PIN after the issue: a wrong entry leads on only where the medium says that it may be made again")
    func newPIN() {
        let set = Samples.issuedSet
        for (tries, leadsOn) in [
            (PINTries.remaining(2), true), (.several, true), (.remaining(1), false), (.unknown, false),
        ] {
            var session = CitizenSession(stage: .eds(.english, .changingPIN(set)), cardPresent: true)
            _ = session.apply(.card(.pinWrong(tries)))
            let entering = session.stage == .eds(.english, .enteringNewPIN(set, .old, .pinWrong))
            let issued = session.stage == .ending(.english, .issued(set.application, serials: set.serials), nil)
            #expect(leadsOn ? entering : issued, "\(tries)")
        }
    }

    @Test("the desk says what was wrong beside the question, and the yes leads to the pad with the counter as it is")
    func mistakes() {
        let card = OperatorCard(name: "Operator 1", fingerprint: "ab")
        var seat = OperatorSession.verifying(card)
        #expect(seat.apply(.wrong(.unknown)).isEmpty)
        #expect(seat == .lastTry(card, .unknown, mistake: .pinWrong))
        #expect(seat.apply(.confirmLastTry).isEmpty)
        #expect(seat == .pin(card, .unknown, mistake: .pinWrong))
    }
}
