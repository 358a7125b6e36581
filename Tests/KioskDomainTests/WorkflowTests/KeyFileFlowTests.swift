import KioskDomain
import Testing

@Suite("Workflow: an EDS in a file on the person's stick (E6, E3, E9)")
struct KeyFileFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: KeyFileState) -> CitizenSession {
        CitizenSession(stage: .keyFile(.english, state), savesFiles: true)
    }

    private func stage(_ state: KeyFileState) -> CitizenSession.Stage { .keyFile(.english, state) }

    @Test(
        "E6: stick, file, password, notice, signature, portal; then password and keys of the new file, the stick still in"
    )
    func renewal() {
        var session = CitizenSession(stage: .cardCare(.english, .insertCard(nil)), savesFiles: true)
        #expect(session.apply(.person(.myFile)) == [.awaitStick(nil)])
        #expect(session.apply(.card(.stick(.none))) == [.awaitStick(StickSight.none)])
        #expect(session.apply(.card(.stick(.ready))) == [.listKeyFiles])
        #expect(session.apply(.card(.keyFiles(Samples.listing))).isEmpty)
        #expect(session.stage == stage(.choosing(Samples.listing, nil)))
        #expect(session.apply(.person(.keyFile(0))).isEmpty)
        #expect(session.stage == stage(.password(Samples.listing, Samples.keyFile, nil)))
        #expect(session.apply(.person(.pinEntered)) == [.openKeyFile(Samples.keyFile, stick: "7")])
        #expect(session.apply(.card(.keyFileOpened(Samples.openedFile))).isEmpty)
        #expect(session.apply(.person(.reissue)).isEmpty)
        #expect(session.stage == stage(.notice(Samples.openedFile, .renewal)), "F2: before keys")
        #expect(session.apply(.person(.confirmNotice)) == [.signWithFile(.renewal)])
        #expect(session.apply(.card(.reissueSigned)) == [.sendReissue])
        #expect(session.stage == .reissue(.english, .sending))
        var application = Samples.fileApplication
        application.former = .file("EDS.p12")
        #expect(session.apply(.portal(.application(application))) == [.releaseCard, .openRequest(application)])
        #expect(session.apply(.journal(.requestOpened)).isEmpty)
        #expect(session.stage == .eds(.english, .filePassword(application, again: false, nil)))
    }

    @Test("E3: the head types BIN and medium, and signs with the own file; the ID card is refused with its reason")
    func organisation() {
        var session = session(.shown(Samples.openedFile))
        #expect(session.apply(.person(.organisationEDS)).isEmpty)
        #expect(session.apply(.person(.invalidEntry(.binCheckDigit))).isEmpty)
        #expect(session.stage == stage(.enteringBIN(Samples.openedFile, .binCheckDigit)))
        #expect(session.apply(.person(.organisation(Samples.bin))).isEmpty)
        #expect(session.apply(.person(.medium(.idCard))).isEmpty)
        #expect(session.stage == stage(.choosingMedium(Samples.openedFile, Samples.bin, .organisationIDCard)))
        #expect(session.apply(.person(.medium(.file))).isEmpty)
        #expect(session.apply(.person(.confirmNotice)) == [.signWithFile(Samples.organisationWish)])
    }

    @Test("E3a: without a port for sticks it is not begun")
    func withoutPort() {
        var session = CitizenSession(stage: .cardCare(.english, .insertCard(nil)))
        #expect(session.apply(.person(.myFile)).isEmpty)
        #expect(session.stage == .cardCare(.english, .insertCard(nil)))
    }

    @Test("a single file is not asked about; of an incomplete list it is")
    func single() {
        var one = session(.listing)
        _ = one.apply(.card(.keyFiles(Samples.oneFile)))
        #expect(one.stage == stage(.password(Samples.oneFile, Samples.keyFile, nil)))
        var listing = Samples.oneFile
        listing.isComplete = false
        var more = session(.listing)
        _ = more.apply(.card(.keyFiles(listing)))
        #expect(more.stage == stage(.choosing(listing, nil)))
    }

    @Test("no key file, or pulled while reading: told until another stick is there, and never read again by itself")
    func notOfUse() {
        var empty = session(.listing)
        #expect(empty.apply(.card(.keyFiles(StickListing(stick: "7", files: [])))) == [.awaitStick(.ready)])
        #expect(empty.stage == stage(.insertStick(.ready, .keyFileMissing)))
        #expect(empty.apply(.person(.tryAgain)) == [.listKeyFiles])

        var pulled = session(.opening(Samples.listing, Samples.keyFile))
        #expect(pulled.apply(.card(.failed(.stickNotRead))) == [.awaitStick(.ready)])
        #expect(pulled.apply(.card(.stick(.none))) == [.awaitStick(StickSight.none)])
        #expect(pulled.stage == stage(.insertStick(StickSight.none, .stickNotRead)), "still told")
        #expect(pulled.apply(.card(.stick(.ready))) == [.listKeyFiles])
    }

    @Test(
        "a stick that is not fit is told and not read; one that was left there only once the person says it is theirs",
        arguments: [
            StickSight.several, .refused(.stickNotStorage), .refused(.stickReadOnly), .refused(.stickUnreadable),
            .refused(.stickLeftBehind), .refused(.stickFault), .refused(.virtualPartRefused),
        ])
    func unfit(_ sight: StickSight) {
        var session = session(.insertStick(nil, nil))
        #expect(session.apply(.card(.stick(sight))) == [.awaitStick(sight)])
        let isLeftBehind = sight == .refused(.stickLeftBehind)
        #expect(session.apply(.person(.tryAgain)) == (isLeftBehind ? [.listKeyFiles] : []))
    }

    @Test("E9: a wrong password is typed again, as often as the person likes; another file may be chosen")
    func password() {
        var session = session(.opening(Samples.listing, Samples.keyFile))
        for _ in 0..<20 {
            #expect(session.apply(.card(.failed(.keyFilePassword))).isEmpty)
            #expect(session.stage == stage(.password(Samples.listing, Samples.keyFile, .keyFilePassword)))
            #expect(session.apply(.person(.pinEntered)) == [.openKeyFile(Samples.keyFile, stick: "7")])
        }
        for code in [FailureCode.keyFileMalformed, .keyFileTooLarge, .signKeyMissing] {
            var other = self.session(.opening(Samples.oneFile, Samples.keyFile))
            #expect(other.apply(.card(.failed(code))).isEmpty)
            #expect(other.stage == stage(.choosing(Samples.oneFile, code)))
        }
        var chosen = self.session(.password(Samples.listing, Samples.keyFile, nil))
        #expect(chosen.apply(.person(.cancel)) == [.forgetPIN])
        #expect(chosen.stage == stage(.choosing(Samples.listing, nil)))
    }

    @Test(
        "E6, E3: an expired one, one that is not valid yet, an organisation's and one without such a key sign nothing")
    func notAllowed() {
        func file(_ change: (inout HeldCertificate) -> Void) -> OpenedKeyFile {
            OpenedKeyFile(
                file: Samples.keyFile,
                certificates: Samples.card.certificates.map {
                    var one = $0
                    change(&one)
                    return one
                })
        }
        let cases: [(OpenedKeyFile, FailureCode)] = [
            (file { $0.standing = .expired }, .certificateExpired),
            (file { $0.standing = .notYetValid }, .certificateNotYetValid),
            (file { $0.isPersonal = false }, .personLegalEntity),
            (file { $0.uses = [.authentication] }, .signKeyMissing),
            (OpenedKeyFile(file: Samples.keyFile, certificates: []), .signKeyMissing),
        ]
        #expect(Samples.openedFile.trouble == nil)
        for (opened, code) in cases {
            #expect(opened.trouble == code && !opened.mayApply)
            var session = session(.shown(opened))
            for action in [PersonAction.reissue, .organisationEDS] {
                #expect(session.apply(.person(action)).isEmpty)
                #expect(session.stage == stage(.shown(opened)))
            }
        }
    }

    @Test("a person who walks away at any step leaves nothing; cancel leads back to what the file shows")
    func walksAway() {
        for sample in Samples.keyFileStates {
            var session = session(sample.value)
            guard session.waitsForPerson else {
                #expect(session.apply(.time(.expired)).isEmpty, "\(sample.name) waits for its answer")
                continue
            }
            let effects = session.apply(.time(.expired))
            #expect(effects.contains(.releaseCard) && effects.contains(.wipe), "\(sample.name)")
            #expect(session.stage == .idle)
        }
        for state in [
            KeyFileState.enteringBIN(Samples.openedFile, nil), .choosingMedium(Samples.openedFile, Samples.bin, nil),
            .notice(Samples.openedFile, .renewal),
        ] {
            var session = session(state)
            #expect(session.apply(.person(.cancel)).isEmpty)
            #expect(session.stage == stage(.shown(Samples.openedFile)))
        }
    }

    @Test("P4: an IIN in a file's name is masked; shorter numbers stay")
    func names() {
        #expect(StickKeyFile(path: "a/b/EDS 900101300017.p12", size: 1).shownName == "EDS ••••••••0017.p12")
        #expect(StickKeyFile(path: "EDS-2026-11-22.p12", size: 1).shownName == "EDS-2026-11-22.p12")
        let long = StickKeyFile(path: "AUTH_RSA256_0a1b2c3d4e5f60718293a4b5c6d7e8f9.p12", size: 1)
        #expect(long.shownName == "AUTH_RSA256_0…b5c6d7e8f9.p12")
    }

    @Test(
        "names from a stick lead nowhere else and show nothing else",
        arguments: [
            ("EDS.p12", true), ("a/b/c/EDS.PFX", true), ("ЭЦП Тұлға.p12", true), ("a/b/c/d/EDS.p12", false),
            ("../EDS.p12", false), ("/EDS.p12", false), ("a//EDS.p12", false), (".EDS.p12", false),
            ("a/./EDS.p12", false), ("EDS.txt", false), ("", false), ("EDS\u{202E}21p.p12", false),
            ("EDS\n.p12", false), (String(repeating: "a", count: 300) + ".p12", false),
        ])
    func paths(_ path: String, _ isOne: Bool) {
        #expect(StickKeyFile.isPath(path) == isOne)
    }
}
