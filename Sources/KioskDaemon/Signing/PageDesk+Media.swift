import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import NCALayer
import SigningKeys

/// What ``SigningSession`` wants done with cards, tokens and files.
extension PageDesk {
    func found() async -> SigningEvent {
        guard let job = question?.job else { return .cancel }
        switch job.aim {
        case .useKey: break
        case .makeKey(let wish): return await placesForNewKey(wish, job)
        case .writeCertificate(_, let hash): return await placesForCertificate(hash, job)
        }
        var listing = await parts.cards.keys()
        if let tokens = parts.tokens {
            let more = await tokens.keys()
            listing.keys += more.keys
            listing.findings += more.findings
        }
        let fitting = listing.keys.filter(job.fits)
        let files = job.offersFiles ? await keyFiles() : []
        question?.files = files
        var choices = SigningChoices(files: files.map(\.id))
        for key in fitting {
            question?.keys[key.id] = key
            choices.keys.append(.init(name: key.id, isUsable: isUsable(key, job)))
        }
        let code = listing.keys.isEmpty ? listing.findings.first?.code : .signKeyMissing
        return .found(choices, code)
    }

    func openKey(_ name: String) async -> SigningEvent {
        if let place = question?.places[name] { return await open(place) }
        guard let key = question?.keys[name], let job = question?.job else { return .failed(.signKeyMissing) }
        guard job.unlocks else { return .accepted }
        if let session = question?.opened[name] {
            question?.medium = session
            return .accepted
        }
        do {
            let session = try await source(of: key).open(key)
            question?.medium = session
            return .ready(session.lock.tries, onReader: session.lock.kind == .pinPad)
        } catch {
            return error.code == .pinBlocked ? .blocked : .failed(error.code)
        }
    }

    private func source(of key: FoundKey) throws(Failure) -> any KeySource {
        switch key.place {
        case .card: return parts.cards
        case .token:
            guard let tokens = parts.tokens else { throw Failure(.tokenMissing) }
            return tokens
        // A file's keys have their sessions since it was opened.
        case .file: throw Failure(.keyFileMissing)
        }
    }

    func openFile(_ name: String) async -> SigningEvent {
        guard let job = question?.job, let secret = secret.take() else { return .failed(.internalError) }
        let store = KeyFileStore(folder: parts.settings.mediaFolder)
        switch job.aim {
        case .useKey: break
        case .makeKey(let wish): return await prepare(wish, name, secret)
        case .writeCertificate(let der, _): return await adding(der, name, secret)
        }
        do {
            switch try await KeyFile(name, in: store, client: parts.client).open(secret) {
            case .passwordWrong: return .wrong(.unknown)
            case .opened(let found):
                var choices = SigningChoices()
                for (key, session) in found where job.fits(key) {
                    question?.keys[key.id] = key
                    question?.opened[key.id] = session
                    choices.keys.append(.init(name: key.id, isUsable: isUsable(key, job)))
                }
                return .opened(choices)
            }
        } catch {
            return .failed(error.code)
        }
    }

    func unlock(onReader: Bool) async -> SigningEvent {
        guard let question, let medium = question.medium else { return .failed(.cardRemoved) }
        let yes = question.confirmedLastTry
        do {
            let result: UnlockResult
            if onReader {
                result = try await medium.unlockOnPad(question.language, confirmedLastTry: yes)
            } else {
                guard let secret = secret.take() else { return .notTried(.pinEmpty) }
                result = try await medium.unlock(secret, confirmedLastTry: yes)
            }
            switch result {
            case .accepted: return .accepted
            case .wrong(let tries): return .wrong(tries)
            case .blocked: return .blocked
            case .notTried(let code): return .notTried(code)
            }
        } catch {
            return .failed(error.code)
        }
    }

    func work(of id: String) async {
        guard let question, question.id == id, let name = question.session.key else {
            return handle(.failed(.signKeyMissing), of: id)
        }
        do {
            let result: PageResult
            switch question.job.aim {
            case .useKey(let work):
                guard let key = question.keys[name] else { throw Failure(.signKeyMissing) }
                result = try await work(key, question.medium as? any KeySession) { done in
                    Task { await self.handle(.progress(done), of: id) }
                }
            case .makeKey(let wish): result = try await make(wish, question)
            case .writeCertificate(let der, _): result = try await write(der, question)
            }
            guard self.question?.id == id else { return }
            self.question?.result = result
            await note(question.job)
            handle(.signed, of: id)
        } catch {
            let refusal = HostRefusal(error)
            if self.question?.id == id { self.question?.refusal = refusal }
            handle(.failed(refusal.code), of: id)
        }
    }

    private func isUsable(_ key: FoundKey, _ job: PageJob) -> Bool {
        let now = parts.clock.now()
        let certificate = key.certificate
        return job.allowsExpired || !job.unlocks || (certificate.notBefore <= now && now <= certificate.notAfter)
    }
}
