import KioskDomain
import Testing

@Suite("Workflow: a request to sign, every Stage × Event pair")
struct SigningSessionTests {
    private static let choices = SigningChoices(
        keys: [.init(name: "k", isUsable: true), .init(name: "old", isUsable: false)], files: ["f.p12"])
    private static let events: [SigningEvent] = [
        .found(choices, nil), .found(SigningChoices(), .cardMute), .key("k"), .key("old"), .key("other"),
        .file("f.p12"), .file("other"), .entered, .confirmLastTry, .opened(choices),
        .ready(.remaining(3), onReader: false), .ready(.remaining(3), onReader: true),
        .ready(.remaining(1), onReader: false), .ready(.remaining(0), onReader: false), .accepted, .again,
        .wrong(.remaining(2)), .wrong(.remaining(1)), .wrong(.unknown), .blocked, .notTried(.pinLength), .progress(1),
        .progress(-1), .progress(99), .signed, .failed(.signHelperFault), .mediaChanged, .mediumGone, .cancel,
        .confirmNotice,
    ]

    /// Every stage that any sequence of events reaches.
    private static let reached: Set<SigningSession> = {
        var all: Set<SigningSession> = [
            SigningSession(documents: 3), SigningSession(documents: 1, makesKeys: true),
        ]
        var fresh = all
        while !fresh.isEmpty {
            var next: Set<SigningSession> = []
            for session in fresh {
                for event in events {
                    var moved = session
                    _ = moved.apply(event)
                    if all.insert(moved).inserted { next.insert(moved) }
                }
            }
            fresh = next
        }
        return all
    }()

    @Test("a page gets exactly one answer, whatever happens")
    func oneAnswer() {
        for session in Self.reached {
            for event in Self.events {
                var moved = session
                let answers = moved.apply(event).filter { if case .answer = $0 { true } else { false } }
                #expect(answers.count == (!session.isOver && moved.isOver ? 1 : 0), "\(session.stage) \(event)")
            }
        }
        #expect(Self.reached.count > 15)
    }

    @Test("every end resets the card and forgets what was entered")
    func ends() {
        for session in Self.reached where !session.isOver {
            for event in Self.events {
                var moved = session
                let effects = moved.apply(event)
                #expect(effects.contains(.end) == moved.isOver, "\(session.stage) \(event)")
            }
        }
    }

    @Test("a PIN goes to the medium for an entry of the person only, once; E9: never on the last try without a yes")
    func onePIN() {
        for session in Self.reached {
            for event in Self.events {
                var moved = session
                let unlocks = moved.apply(event).filter { $0 == .unlock }.count
                if case .pin = session.stage, event == .entered {
                    #expect(unlocks == 1)
                } else {
                    #expect(unlocks == 0, "\(session.stage) \(event)")
                }
                if isLast(moved), !isLast(session) { #expect(event == .confirmLastTry, "\(session.stage)") }
            }
        }
        func isLast(_ session: SigningSession) -> Bool {
            if case .pin(_, .remaining(1), _) = session.stage { true } else { false }
        }
    }

    @Test("signing begins after the medium accepted and at no other moment")
    func signs() {
        for session in Self.reached {
            for event in Self.events {
                var moved = session
                #expect(moved.apply(event).contains(.sign) == (event == .accepted && isWaiting(session)))
            }
        }
        func isWaiting(_ session: SigningSession) -> Bool {
            switch session.stage {
            case .openingKey, .verifying, .pinOnReader, .openingFile: true
            default: false
            }
        }
    }

    @Test("F2: nothing is opened or made for new keys before the liability notice was read, whatever else happens")
    func notice() {
        for session in Self.reached where session.awaitsNotice {
            for event in Self.events {
                var moved = session
                let effects = moved.apply(event)
                #expect(
                    effects.allSatisfy {
                        switch $0 {
                        case .find, .end, .answer: true
                        case .openKey, .openFile, .unlock, .unlockOnReader, .sign: false
                        }
                    }, "\(session.stage) \(event)")
                guard !moved.awaitsNotice else { continue }
                guard case .notice = session.stage else {
                    Issue.record("\(session.stage) \(event)")
                    continue
                }
                #expect(event == .confirmNotice)
            }
        }
        var session = SigningSession(documents: 1, makesKeys: true)
        _ = session.apply(.found(Self.choices, nil))
        #expect(session.stage == .notice(Self.choices))
        #expect(session.apply(.mediaChanged) == [.find], "a token that is drawn meanwhile is not offered")
        _ = session.apply(.found(Self.choices, nil))
        _ = session.apply(.confirmNotice)
        #expect(session.stage == .choosing(Self.choices, reason: nil))
        _ = session.apply(.found(SigningChoices(), .tokenMissing))
        _ = session.apply(.found(Self.choices, nil))
        #expect(session.stage == .choosing(Self.choices, reason: nil), "it is read once for a request")
    }

    @Test("an expired key is shown and refused with its reason; an unknown name does nothing")
    func unusable() {
        var session = SigningSession(documents: 1)
        _ = session.apply(.found(Self.choices, nil))
        #expect(session.apply(.key("old")) == [])
        #expect(session.stage == .choosing(Self.choices, reason: .certificateExpired))
        #expect(session.apply(.key("other")) == [])
        #expect(session.apply(.key("k")) == [.openKey("k")])
    }

    @Test("blocked is an end of its own, without another entry")
    func blocked() {
        var session = SigningSession(documents: 1)
        _ = session.apply(.found(Self.choices, nil))
        _ = session.apply(.key("k"))
        _ = session.apply(.ready(.remaining(2), onReader: false))
        _ = session.apply(.entered)
        #expect(session.apply(.blocked) == [.end, .answer(.failed(.pinBlocked))])
        #expect(session.stage == .failed(.pinBlocked))
    }

    @Test("a batch of which the card is pulled gives nothing away")
    func pulled() {
        var session = SigningSession(documents: 3)
        _ = session.apply(.found(Self.choices, nil))
        _ = session.apply(.key("k"))
        _ = session.apply(.accepted)
        _ = session.apply(.progress(2))
        #expect(session.stage == .signing(key: "k", done: 2))
        #expect(session.apply(.mediumGone) == [.end, .answer(.failed(.cardRemoved))])
    }

    @Test("a wrong password of a file is asked for again; files count no tries")
    func password() {
        var session = SigningSession(documents: 1)
        _ = session.apply(.found(Self.choices, nil))
        _ = session.apply(.file("f.p12"))
        #expect(session.apply(.entered) == [.openFile("f.p12")])
        #expect(session.apply(.wrong(.unknown)) == [])
        #expect(session.stage == .password(file: "f.p12", reason: .keyFilePassword))
    }

    @Test("a new file's password is entered twice before anything is written; one that will not do is asked for again")
    func newFile() {
        var session = SigningSession(documents: 1)
        _ = session.apply(.found(Self.choices, nil))
        _ = session.apply(.file("f.p12"))
        #expect(session.apply(.entered) == [.openFile("f.p12")])
        #expect(session.apply(.notTried(.keyFilePasswordRules)) == [])
        #expect(session.stage == .password(file: "f.p12", reason: .keyFilePasswordRules))
        _ = session.apply(.entered)
        #expect(session.apply(.again) == [])
        #expect(session.stage == .repeating(file: "f.p12"))
        #expect(session.apply(.entered) == [.openFile("f.p12")])
        #expect(session.apply(.accepted) == [.sign])
        #expect(session.stage == .signing(key: "f.p12", done: 0))
    }
}
