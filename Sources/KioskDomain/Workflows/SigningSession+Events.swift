extension SigningSession {
    /// Answers `event`. Total: every stage answers every event; what does not concern a stage leaves it as it is.
    public mutating func apply(_ event: SigningEvent) -> [SigningEffect] {
        guard !isOver else { return [] }
        switch event {
        case .cancel: return finish(.failed(.signCancelled), .cancelled)
        case .failed(let code): return finish(.failed(code), .failed(code))
        case .mediaChanged: return mediaChanged()
        case .mediumGone: return mediumGone()
        case .found, .opened, .key, .file, .confirmNotice: return choosing(event)
        case .entered, .again, .accepted, .wrong, .notTried:
            return opening(event) ?? unlocking(event)
        case .ready, .confirmLastTry, .blocked: return unlocking(event)
        case .progress, .signed: return signing(event)
        }
    }

    private mutating func choosing(_ event: SigningEvent) -> [SigningEffect] {
        switch (stage, event) {
        case (.reading, .found(let choices, let code)), (.insertMedium, .found(let choices, let code)),
            (.notice, .found(let choices, let code)), (.choosing, .found(let choices, let code)):
            stage =
                choices.isEmpty
                ? .insertMedium(code) : awaitsNotice ? .notice(choices) : .choosing(choices, reason: nil)
            return []
        case (.notice(let choices), .confirmNotice):
            awaitsNotice = false
            stage = .choosing(choices, reason: nil)
            return []
        case (.openingFile, .opened(let choices)):
            // A file with keys of which none may be used is as good as none.
            stage = .choosing(choices, reason: choices.keys.contains(where: \.isUsable) ? nil : .signKeyMissing)
            return []
        case (.choosing(let choices, _), .key(let name)):
            guard let key = choices.keys.first(where: { $0.name == name }) else { return [] }
            guard key.isUsable else {
                stage = .choosing(choices, reason: .certificateExpired)
                return []
            }
            stage = .openingKey(name)
            return [.openKey(name)]
        case (.choosing(let choices, _), .file(let name)) where choices.files.contains(name):
            stage = .password(file: name, reason: nil)
            return []
        default: return []
        }
    }

    /// Passwords of files; nil for a stage that is about something else.
    private mutating func opening(_ event: SigningEvent) -> [SigningEffect]? {
        switch (stage, event) {
        case (.password(let file, _), .entered), (.repeating(let file), .entered):
            stage = .openingFile(file)
            return [.openFile(file)]
        // Files count no tries: a wrong password is asked for again.
        case (.openingFile(let file), .wrong):
            stage = .password(file: file, reason: .keyFilePassword)
            return []
        case (.openingFile(let file), .again):
            stage = .repeating(file: file)
            return []
        // The file as a whole is what is worked with.
        case (.openingFile(let file), .accepted):
            stage = .signing(key: file, done: 0)
            return [.sign]
        case (.password(let file, _), .notTried(let code)), (.repeating(let file), .notTried(let code)),
            (.openingFile(let file), .notTried(let code)):
            stage = .password(file: file, reason: code)
            return []
        default: return nil
        }
    }

    private mutating func unlocking(_ event: SigningEvent) -> [SigningEffect] {
        switch (stage, event) {
        // A file's key was unlocked by the file's password.
        case (.openingKey(let key), .accepted), (.verifying(let key), .accepted), (.pinOnReader(let key), .accepted):
            stage = .signing(key: key, done: 0)
            return [.sign]
        case (.openingKey(let key), .ready(let tries, let onReader)): return ask(key, tries, onReader, nil)
        case (.lastTry(let key, let tries, let onReader, let reason), .confirmLastTry):
            return enter(key, tries, onReader, reason)
        case (.pin(let key, _, _), .entered):
            stage = .verifying(key: key)
            return [.unlock]
        case (.pin(let key, let tries, _), .notTried(let code)):
            stage = .pin(key: key, tries, reason: code)
            return []
        case (.verifying(let key), .wrong(let tries)): return ask(key, tries, false, .pinWrong)
        case (.openingKey, .blocked), (.verifying, .blocked), (.pinOnReader, .blocked):
            return finish(.failed(.pinBlocked), .failed(.pinBlocked))
        // The medium says only now that it would be the last time.
        case (.verifying(let key), .notTried(.pinBlocked)): return ask(key, .remaining(1), false, nil)
        case (.verifying(let key), .notTried(let code)):
            stage = .pin(key: key, .unknown, reason: code)
            return []
        // On the reader's pad each entry is begun by the person anew: nothing is repeated by itself.
        case (.pinOnReader, .wrong): return finish(.failed(.pinWrong), .failed(.pinWrong))
        case (.pinOnReader, .notTried(let code)): return finish(.failed(code), .failed(code))
        default: return []
        }
    }

    private mutating func signing(_ event: SigningEvent) -> [SigningEffect] {
        switch (stage, event) {
        case (.signing(let key, let done), .progress(let count)):
            stage = .signing(key: key, done: min(documents, max(done, count)))
            return []
        case (.signing, .signed): return finish(.done, .signed)
        default: return []
        }
    }

    private mutating func ask(
        _ key: String, _ tries: PINTries, _ onReader: Bool, _ reason: FailureCode?
    ) -> [SigningEffect] {
        if case .remaining(...0) = tries { return finish(.failed(.pinBlocked), .failed(.pinBlocked)) }
        guard tries.needsYes else { return enter(key, tries, onReader, reason) }
        stage = .lastTry(key: key, tries, onReader: onReader, reason: reason)
        return []
    }

    private mutating func enter(
        _ key: String, _ tries: PINTries, _ onReader: Bool, _ reason: FailureCode?
    ) -> [SigningEffect] {
        guard !onReader else {
            stage = .pinOnReader(key: key)
            return [.unlockOnReader]
        }
        stage = .pin(key: key, tries, reason: reason)
        return []
    }

    private mutating func mediaChanged() -> [SigningEffect] {
        switch stage {
        case .reading, .insertMedium, .notice, .choosing: return [.find]
        case .password, .repeating, .openingFile, .openingKey, .pin, .lastTry, .pinOnReader, .verifying, .signing,
            .done, .failed:
            return []
        }
    }

    /// Half a batch is none: what was signed so far is not given away.
    private mutating func mediumGone() -> [SigningEffect] {
        switch stage {
        case .openingKey, .pin, .lastTry, .pinOnReader, .verifying, .signing:
            return finish(.failed(.cardRemoved), .failed(.cardRemoved))
        case .reading, .insertMedium, .notice, .choosing, .password, .repeating, .openingFile, .done, .failed: return []
        }
    }

    private mutating func finish(_ ending: Stage, _ answer: SigningAnswerKind) -> [SigningEffect] {
        stage = ending
        return [.end, .answer(answer)]
    }
}
