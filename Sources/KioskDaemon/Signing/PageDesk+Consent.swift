import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import NCALayer
import SigningKeys

extension PageDesk: ConsentDesk {
    nonisolated func consents() async -> AsyncStream<ConsentView?> { newest.stream() }
    nonisolated func consent() async -> ConsentView? { newest.value }

    func claimConsent() async throws(Failure) -> ScreenToken { try await seat.claim() }
    func consent(_ token: ScreenToken, isPresent: Bool) async { await seat.note(token, isPresent: isPresent) }
    func holdsConsent(_ token: ScreenToken) async -> Bool { await seat.holds(token) }

    func answer(_ action: ConsentAction, screen: ScreenToken) async throws(Failure) {
        guard await seat.holds(screen) else { throw Failure(.sessionExpired) }
        await parts.used()
        if case .moreTime = action.step { return moreTime() }
        if let choice = fileChoice, choice.id == action.question {
            if case .language(let language) = action.step { return speak(language) }
            return choose(action.step, choice)
        }
        guard let question, question.id == action.question else { throw Failure(.sessionExpired) }
        touched()
        switch action.step {
        case .moreTime: break
        case .key(let name): handle(.key(name), of: question.id)
        case .file(let name): handle(.file(name), of: question.id)
        case .secret(let pad, let positions): try enter(pad, positions, question)
        case .confirmLastTry: handle(.confirmLastTry, of: question.id)
        case .confirmNotice: handle(.confirmNotice, of: question.id)
        case .language(let language): speak(language)
        case .cancel: handle(.cancel, of: question.id)
        case .close: forget(question.id)
        }
    }

    /// The texts of this question and of the next ones that do not ask for another.
    private func speak(_ language: Language) {
        spoken = language
        question?.language = language
        publish()
    }

    private func enter(_ pad: String, _ positions: [Int], _ question: PageQuestion) throws(Failure) {
        guard let drawn = question.pad, drawn.id == pad else { throw Failure(.sessionExpired) }
        var entered = SecretBytes()
        for position in positions {
            guard drawn.characters.indices.contains(position) else { throw Failure(.sessionExpired) }
            guard entered.append(drawn.characters[position]) else {
                return handle(.notTried(.pinLength), of: question.id)
            }
        }
        guard entered.count > 0 else { return handle(.notTried(.pinEmpty), of: question.id) }
        secret = consume entered
        handle(.entered, of: question.id)
    }

    /// A new permutation for each entry.
    func renewPad() {
        let kind: SecretPad.Kind
        switch question?.session.stage {
        case .password, .repeating: kind = .password
        case .pin: kind = .pin
        case .reading, .insertMedium, .notice, .choosing, .openingFile, .openingKey, .lastTry, .pinOnReader,
            .verifying, .signing, .done, .failed, nil:
            question?.pad = nil
            return
        }
        var generator = SystemRandomNumberGenerator()
        let characters = SecretPad.characters(of: kind, using: &generator)
        question?.pad = SecretPad(id: ScreenToken.random().text, kind: kind, characters: characters)
    }

    func publish() {
        if let choice = fileChoice {
            newest.send(
                ConsentView(
                    id: choice.id, language: spoken, demonstration: parts.isDemonstration, request: choice.request,
                    stage: .chooseFile(choice.files)))
            return
        }
        newest.send(question.map(view))
    }

    private func view(_ question: PageQuestion) -> ConsentView {
        var view = ConsentView(
            id: question.id, language: question.language, demonstration: parts.isDemonstration,
            request: question.job.request, stage: stage(question))
        view.secondsLeft = secondsLeft
        return view
    }

    private func stage(_ question: PageQuestion) -> ConsentView.Stage {
        let lost = ConsentView.Stage.failed(.signKeyMissing)
        func subject(_ name: String) -> ConsentSubject? { self.subject(name, question) }
        switch question.session.stage {
        case .reading, .openingKey, .openingFile: return .reading
        case .insertMedium(let reason): return .insertMedium(reason: reason)
        case .notice:
            let today = parts.zone.day(parts.clock.now())
            return .notice(LiabilityNotice.on(today, own: question.job.noticeReader, rules: parts.rules))
        case .choosing(let choices, let reason): return choice(choices, reason, question)
        case .password(let file, let reason):
            guard let subject = subject(file), let pad = question.pad else { return .reading }
            return .secret(subject, pad, tries: nil, reason: reason)
        case .repeating(let file):
            guard case .newFile(let new, _)? = subject(file), let pad = question.pad else { return .reading }
            return .secret(.newFile(new, again: true), pad, tries: nil, reason: nil)
        case .pin(let name, let tries, let reason):
            guard let subject = subject(name), let pad = question.pad else { return lost }
            return .secret(subject, pad, tries: tries, reason: reason)
        case .lastTry(let name, let tries, _, let reason):
            return subject(name).map { .lastTry($0, tries, reason: reason) } ?? lost
        case .pinOnReader(let name): return subject(name).map { .pinOnReader($0) } ?? lost
        case .verifying(let name): return subject(name).map { .verifying($0) } ?? lost
        case .signing(let name, let done):
            return subject(name).map { .signing($0, done: done, of: question.session.documents) } ?? lost
        case .done: return .done
        case .failed(let code): return .failed(code)
        }
    }

    private func choice(
        _ choices: SigningChoices, _ reason: FailureCode?, _ question: PageQuestion
    ) -> ConsentView.Stage {
        let files = question.files.filter { choices.files.contains($0.id) }
        switch question.job.aim {
        case .useKey:
            let keys = choices.keys.compactMap { question.keys[$0.name] }.map { consentKey($0, question.job) }
            return .chooseKey(keys, files: files, reason: reason)
        case .makeKey, .writeCertificate:
            let places = choices.keys.compactMap { question.places[$0.name] }.map(ConsentPlace.init)
            return .choosePlace(places, files: files, reason: reason)
        }
    }

    /// What a key, a token or a file is called on the screen.
    private func subject(_ name: String, _ question: PageQuestion) -> ConsentSubject? {
        if let key = question.keys[name] { return .key(consentKey(key, question.job)) }
        if let place = question.places[name] { return .place(ConsentPlace(place)) }
        // A stick that was drawn meanwhile: the file keeps its name on the screen.
        let file = question.files.first { $0.id == name } ?? ConsentFile(id: name, name: name, size: 0)
        return file.size == nil ? .newFile(file, again: false) : .file(file)
    }

    private func consentKey(_ key: FoundKey, _ job: PageJob) -> ConsentKey {
        let certificate = key.certificate
        let now = parts.clock.now()
        let standing: ConsentKey.Standing =
            now < certificate.notBefore ? .notYetValid : now > certificate.notAfter ? .expired : .valid
        let masked = certificate.masked()
        return ConsentKey(
            id: key.id,
            holder: [masked.subjectName, certificate.organisation].compactMap(\.self).joined(separator: ", "),
            maskedIIN: masked.iin, storage: StorageName(rawValue: key.storage) ?? .idCard,
            from: parts.zone.day(certificate.notBefore), to: parts.zone.day(certificate.notAfter), standing: standing,
            isAllowed: job.allowsExpired || !job.unlocks)
    }

    private func choose(_ step: ConsentAction.Step, _ choice: FileChoice) {
        let path: String? =
            switch step {
            case .file(let name) where choice.files.contains { $0.id == name }:
                "\(parts.settings.mediaFolder)/\(name)"
            case .key, .file, .secret, .confirmLastTry, .confirmNotice, .language, .moreTime, .cancel, .close: nil
            }
        fileChoice = nil
        choice.answer.resume(returning: path)
        publish()
    }
}

extension ConsentPlace {
    fileprivate init(_ place: TokenPlace) {
        self.init(id: place.id, name: place.name, storage: StorageName(rawValue: place.storage))
    }
}
