extension CitizenSession {
    /// Card → PIN (counter first) → keys → certificates (E0, E2a, E9, R5).
    mutating func issuing(
        _ language: Language, _ state: EDSState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (.insertCard(let application, _), .card(.inserted)):
            return go(language, .readingCard(application), .readCard(application))
        case (.insertCard(let application, let code), .card(.removed)) where code != .readerUnplugged:
            return go(language, .insertCard(application, nil))
        case (.insertCard(let application, _), .card(.readerLost)):
            return go(language, .insertCard(application, .readerUnplugged))
        case (.insertCard(let application, _), .card(.readerBack)): return go(language, .insertCard(application, nil))
        case (.insertCard(let application, let code), .person(.cancel)),
            (.insertCard(let application, let code), .time(.expired)):
            return end(language, .applicationLeft(application, code ?? .cardAbsent))
        case (.readingCard(let application), .card(let event)): return cardRead(language, application, event)
        case (.pin(let application, let tries, let code), _): return pin(language, application, tries, code, event)
        case (.lastTry(let application, _), _): return lastTry(language, application, event)
        case (.verifyingPIN(let application), .card(let event)): return verified(language, application, event)
        case (.writing(let application, let step), _): return writing(language, application, step, event)
        // The card answers or its deadline ends the wait: cancel and time-out must not guess what it did.
        default: return []
        }
    }

    private mutating func cardRead(
        _ language: Language, _ application: Application, _ event: CardEvent
    ) -> [SessionEffect] {
        switch event {
        case .read(let tries): go(language, .pin(application, tries, nil))
        case .pinBlocked: end(language, .applicationLeft(application, .pinBlocked))
        case .failed(let code): awaitMedium(language, application, code)
        case .removed: go(language, .insertCard(application, nil), .releaseCard)
        case .readerLost: go(language, .insertCard(application, .readerUnplugged), .releaseCard)
        case .inserted, .readerBack, .report, .pinAccepted, .pinWrong, .reissueSigned, .revocationSigned,
            .keysReady, .certificatesStored, .stick, .keyFiles, .keyFileOpened, .fileSaved, .token, .tokenReport,
            .pinChanged, .newPINsDiffer, .portraitRead, .exchangeHolder, .exchangeSigned:
            []
        }
    }

    private mutating func pin(
        _ language: Language, _ application: Application, _ tries: PINTries, _ code: FailureCode?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        // The last try, and one that may be, need an explicit yes before the card sees it (E9).
        case .person(.pinEntered):
            tries.needsYes
                ? go(language, .lastTry(application, tries)) : go(language, .verifyingPIN(application), .verifyPIN)
        case .person(.invalidEntry(let code)): go(language, .pin(application, tries, code))
        case .person, .time, .card, .camera, .portal, .journal, .printer: awayFromPIN(language, application, event)
        }
    }

    private mutating func lastTry(
        _ language: Language, _ application: Application, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.confirmLastTry): go(language, .verifyingPIN(application), .verifyPIN)
        case .person, .time, .card, .camera, .portal, .journal, .printer: awayFromPIN(language, application, event)
        }
    }

    /// What leads away from a PIN that was not sent: the card was not changed.
    private mutating func awayFromPIN(
        _ language: Language, _ application: Application, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.cancel): end(language, .applicationLeft(application, .cancelledByPerson))
        case .time(.expired): end(language, .applicationLeft(application, .sessionTimedOut))
        case .card(.removed): go(language, .insertCard(application, .cardRemoved), .releaseCard)
        case .card(.readerLost): go(language, .insertCard(application, .readerUnplugged), .releaseCard)
        case .card(.failed(let code)): awaitMedium(language, application, code)
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
    }

    private mutating func verified(
        _ language: Language, _ application: Application, _ event: CardEvent
    ) -> [SessionEffect] {
        switch event {
        case .pinAccepted: go(language, .writing(application, .keys), .writeKeys(application))
        case .pinWrong(let tries): go(language, .pin(application, tries, .pinWrong))
        case .pinBlocked: end(language, .applicationLeft(application, .pinBlocked))
        // A removed card is never a wrong PIN: only the card's own answer counts a try.
        case .failed(let code): awaitMedium(language, application, code)
        // It was not tried: what it tells of its tries changed meanwhile.
        case .read(let tries): go(language, .pin(application, tries, nil))
        case .inserted, .removed, .readerLost, .readerBack, .report, .reissueSigned, .revocationSigned,
            .keysReady, .certificatesStored, .stick, .keyFiles, .keyFileOpened, .fileSaved, .token, .tokenReport,
            .pinChanged, .newPINsDiffer, .portraitRead, .exchangeHolder, .exchangeSigned:
            []
        }
    }

    /// Cancel, time-out and a drawn card wait for the answer of the call under way; it says what was changed.
    private mutating func writing(
        _ language: Language, _ application: Application, _ step: WriteStep, _ event: SessionEvent
    ) -> [SessionEffect] {
        if application.medium == .file { return makingFile(language, application, step, event) }
        if application.medium.isToken { return makingOnToken(language, application, step, event) }
        return switch (step, event) {
        case (.keys, .card(.keysReady)):
            go(language, .writing(application, .request), .requestCertificates(application))
        case (.request, .portal(.certificatesIssued)):
            go(language, .writing(application, .store), .storeCertificates(application))
        case (.store, .card(.certificatesStored(let serials, let factoryPIN))):
            go(
                language,
                .offerNewPIN(
                    IssuedSet(application: application, serials: serials, hasFactoryPIN: factoryPIN)))
        case (.request, .portal(.lost(let code))): go(language, .retry(.request(application), code))
        case (.keys, .portal(.refused(let code))), (.keys, .portal(.lost(let code))):
            // The portal answers the card's challenge before any key is made: nothing has changed yet.
            end(language, .applicationLeft(application, code))
        case (.request, .portal(.refused(let code))), (_, .journal(.failed(let code))):
            end(language, .interrupted(application, step, code))
        case (_, .card(.failed(let code))): end(language, .interrupted(application, step, code))
        case (.request, .card(.removed)), (.request, .card(.readerLost)):
            end(language, .interrupted(application, .request, .cardRemoved))
        case (.keys, _), (.request, _), (.store, _): []
        }
    }
}
