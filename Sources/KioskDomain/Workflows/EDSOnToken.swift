/// The keys on a vendor's token (E2): token → PIN (counter first) → keys → certificates, read back. What goes wrong leads back to
/// the token, which is read anew: keys that it has are not made twice, certificates that it has are not written twice.
extension CitizenSession {
    mutating func awaitToken(_ language: Language, _ application: Application) -> [SessionEffect] {
        go(language, .insertToken(application, nil), .awaitToken(application.medium, nil))
    }

    /// Back to where the medium is awaited, with what is wrong with it.
    mutating func awaitMedium(
        _ language: Language, _ application: Application, _ code: FailureCode
    ) -> [SessionEffect] {
        // The same token has to be drawn, or the person asks for another try: nothing is repeated by itself.
        application.medium.isToken
            ? go(
                language, .insertToken(application, .refused(code)), .forgetPIN,
                .awaitToken(application.medium, .ready))
            : go(language, .insertCard(application, code), .releaseCard)
    }

    mutating func insertingToken(
        _ language: Language, _ application: Application, _ sight: TokenSight?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.token(.ready)): go(language, .readingCard(application), .readCard(application))
        case .person(.tryAgain) where sight?.code != nil:
            go(language, .readingCard(application), .readCard(application))
        case .card(.token(let new)):
            go(language, .insertToken(application, new), .awaitToken(application.medium, new))
        default: leavingToken(language, application, sight?.code ?? .tokenMissing, event)
        }
    }

    /// Cancel and time-out wait for the answer of the call under way.
    mutating func makingOnToken(
        _ language: Language, _ application: Application, _ step: WriteStep, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (step, event) {
        case (.keys, .card(.keysReady)):
            go(language, .writing(application, .request), .requestCertificates(application))
        case (.request, .portal(.certificatesIssued)):
            go(language, .writing(application, .store), .storeCertificates(application))
        case (.request, .portal(.lost(let code))): go(language, .retry(.request(application), code))
        case (.request, .portal(.refused(let code))), (_, .journal(.failed(let code))):
            end(language, .applicationLeft(application, code))
        case (.store, .card(.certificatesStored(let serials, let factoryPIN))):
            go(
                language,
                .offerNewPIN(IssuedSet(application: application, serials: serials, hasFactoryPIN: factoryPIN)))
        case (.keys, .card(.failed(let code))), (.store, .card(.failed(let code))):
            awaitMedium(language, application, code)
        case (.keys, _), (.request, _), (.store, _): []
        }
    }

    /// The application stays with its number, and so does what is on the token.
    private mutating func leavingToken(
        _ language: Language, _ application: Application, _ code: FailureCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.cancel), .time(.expired): end(language, .applicationLeft(application, code))
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
    }
}

extension EDSState {
    /// The application whose keys are made; nil before there is one.
    public var application: Application? {
        switch self {
        case .insertCard(let application, _), .readingCard(let application), .pin(let application, _, _),
            .lastTry(let application, _), .verifyingPIN(let application), .writing(let application, _),
            .filePassword(let application, _, _), .insertStick(let application, _), .notSaved(let application, _, _),
            .insertToken(let application, _), .retry(.request(let application), _):
            application
        case .offerNewPIN(let set), .enteringNewPIN(let set, _, _), .changingPIN(let set): set.application
        case .choosingMedium, .choosingToken, .consent, .notice, .entering, .checking, .sendingCode, .code,
            .checkingCode, .positioning, .noPortrait, .documentKey, .insertDocument, .readingDocument, .documentRefused,
            .opening, .capturing, .cameraAway, .closing, .failed, .applying, .retry:
            nil
        }
    }
}

extension SessionEvent {
    /// What comes and goes in the citizen's reader: no matter of a token's.
    var isOfReader: Bool {
        switch self {
        case .card(.inserted), .card(.removed), .card(.readerLost), .card(.readerBack): true
        default: false
        }
    }
}
