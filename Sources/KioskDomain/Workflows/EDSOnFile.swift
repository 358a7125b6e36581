/// The keys in a PKCS#12 file on the person's USB stick (E1): password twice → stick → keys → certificates → saved, read
/// back, stick free to take. Until the file is saved its keys are in memory only; whoever leaves before comes back with the
/// number, and new keys are made.
extension CitizenSession {
    mutating func filePassword(
        _ language: Language, _ application: Application, _ again: Bool, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.pinEntered):
            again
                ? go(language, .insertStick(application, nil), .awaitStick(nil))
                : go(language, .filePassword(application, again: true, nil))
        // Neither entry is kept: nobody can know which of the two was meant.
        case .person(.invalidEntry(.keyFilePasswordMismatch)):
            go(language, .filePassword(application, again: false, .keyFilePasswordMismatch))
        case .person(.invalidEntry(let code)): go(language, .filePassword(application, again: again, code))
        default: leavingFile(language, application, .cancelledByPerson, event)
        }
    }

    /// A stick that is not fit is told with its reason, and the wait goes on. One that was there before is nobody's until it
    /// was taken out, or the person says that it is theirs.
    mutating func insertingStick(
        _ language: Language, _ application: Application, _ sight: StickSight?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.stick(.ready)): go(language, .writing(application, .keys), .writeKeys(application))
        case .person(.tryAgain) where sight == .refused(.stickLeftBehind):
            go(language, .writing(application, .keys), .writeKeys(application))
        case .card(.stick(let new)): go(language, .insertStick(application, new), .awaitStick(new))
        default: leavingFile(language, application, sight?.code ?? .cancelledByPerson, event)
        }
    }

    /// Cancel and time-out wait for the answer of the call under way; it says whether the file is on the stick.
    mutating func makingFile(
        _ language: Language, _ application: Application, _ step: WriteStep, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (step, event) {
        case (.keys, .card(.keysReady)):
            go(language, .writing(application, .request), .requestCertificates(application))
        case (.request, .portal(.certificatesIssued)):
            go(language, .writing(application, .store), .storeCertificates(application))
        case (.request, .portal(.lost(let code))): go(language, .retry(.request(application), code))
        case (.store, .card(.fileSaved(let name, let serials))):
            end(language, .savedOnStick(application, serials: serials, file: name))
        case (.store, .card(.failed(let code))): go(language, .notSaved(application, code, nil), .awaitStick(nil))
        case (.keys, .card(.failed(let code))), (.request, .portal(.refused(let code))):
            end(language, .applicationLeft(application, code))
        case (.keys, _), (.request, _), (.store, _): []
        }
    }

    /// The same file again: on the same stick, or on another one.
    mutating func notSaved(
        _ language: Language, _ application: Application, _ code: FailureCode, _ sight: StickSight?,
        _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.tryAgain):
            sight == .ready ? go(language, .writing(application, .store), .storeCertificates(application)) : []
        case .card(.stick(let new)): go(language, .notSaved(application, code, new), .awaitStick(new))
        default: leavingFile(language, application, code, event)
        }
    }

    /// The application stays with its number.
    mutating func leavingFile(
        _ language: Language, _ application: Application, _ code: FailureCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.cancel): end(language, .applicationLeft(application, code))
        case .time(.expired):
            end(language, .applicationLeft(application, code == .cancelledByPerson ? .sessionTimedOut : code))
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
    }
}
