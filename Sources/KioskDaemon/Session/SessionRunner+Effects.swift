import KioskDomain
import KioskScreens

/// Each effect in the lane of its device, so that a slow one holds up only itself.
extension SessionRunner {
    func perform(_ effect: SessionEffect) {
        let name = name
        let language = session.stage.language ?? .kazakh
        switch effect {
        case .wipe: wipe()
        case .noteReservationTap: add(.journal) { [work] in await work.noteReservationTap() }
        case .takeReservation(let iin): run(.journal, name) { await $0.takeReservation(iin) }
        case .issueTicket(let purpose, let choice):
            guard let purpose = settings.purposes.first(where: { $0.id == purpose }) else {
                return handle(.journal(.failed(.internalError)))
            }
            run(.journal, name) { await $0.issueTicket(purpose: purpose, choice) }
        case .print(let slip):
            add(.printer) { [work, weak self] in
                let printed = await work.print(slip, language: language)
                await self?.printed(printed, in: name)
            }
        case .checkPerson(let identity): run(.portal, name) { await $0.checkPerson(identity) }
        case .sendCode(let iin, let purpose): run(.portal, name) { await $0.sendCode(iin, purpose) }
        case .askApplication(let query, let proof): run(.portal, name) { await $0.askApplication(query, proof) }
        case .openRequest(let application): run(.journal, name) { await $0.openRequest(application) }
        case .answerCode(let challenge, let code):
            run(.portal, name) { await $0.answerCode(challenge, code: code) }
        case .apply(let applicant, let attempt): run(.portal, name) { await $0.apply(applicant, attempt) }
        case .requestCertificates(let application):
            run(.portal, name) { await $0.requestCertificates(application) }
        case .startCamera: run(.camera, name) { await $0.startCamera() }
        case .stopCamera:
            // At once, whatever the camera's lane is at.
            Task { [work] in await work.stopCamera() }
        case .capture(let attempt, let gentle): run(.camera, name) { await $0.capture(attempt, gentle: gentle) }
        case .extendCapture(let attempt):
            Task { [work] in await work.extendCapture(attempt) }
        case .openAttempt(let applicant): run(.journal, name) { await $0.openAttempt(applicant, session: name) }
        case .closeAttempt(let attempt, let outcome):
            run(.journal, name) { await $0.closeAttempt(attempt, outcome) }
        case .readPortrait(let applicant):
            run(.card, name) { work in
                await work.readPortrait(applicant) { [weak self] in await self?.show(read: $0, in: name) }
            }
        case .forgetDocumentKey: Task { [work] in await work.forgetDocumentKey() }
        case .readCard(let application): run(.card, name) { await $0.readCard(application) }
        case .verifyPIN: run(.card, name) { await $0.verifyPIN() }
        case .renewPIN(let pinWork): run(.card, name) { await $0.renewPIN(pinWork) }
        case .readCardReport: run(.card, name) { await $0.readCardReport() }
        case .forgetPIN:
            run(.card, name) {
                await $0.forgetPIN()
                return nil
            }
        case .signReissue(let wish): run(.card, name) { await $0.signReissue(wish) }
        // The lane of sticks is busy with waiting for one.
        case .listKeyFiles: run(.card, name) { await $0.listKeyFiles() }
        case .openKeyFile(let file, let stick): run(.card, name) { await $0.openKeyFile(file, stick: stick) }
        case .signWithFile(let wish): run(.card, name) { await $0.signWithFile(wish) }
        case .sendReissue: run(.portal, name) { await $0.sendReissue() }
        case .signRevocation(let cause): run(.card, name) { await $0.signRevocation(cause) }
        case .sendRevocation: run(.portal, name) { await $0.sendRevocation() }
        case .listLiveEDS(let person): run(.portal, name) { await $0.listLiveEDS(person) }
        case .revokeLost(let lost, let cause): run(.portal, name) { await $0.revokeLost(lost, cause) }
        // What is needed of the card was read before: its lane waits for no portal.
        case .openPhoneSignature(let signed):
            run(.portal, name) { [name] in await $0.openPhoneSignature(signed, session: name) }
        case .askPhoneSignature(let signature): run(.portal, name) { await $0.askPhoneSignature(signature) }
        case .readExchangeCard, .checkExchange, .findExchange, .askExchange, .composePhoto, .takePhoto,
            .openExchangeCard, .signExchange, .sendExchange:
            performExchange(effect)
        case .openLogIn, .askLogIn, .signLogIn, .fetchAccount, .reportMissingCode, .sendPhoneCode, .confirmPhone:
            performAccount(effect)
        case .writeKeys(let application): run(.card, name) { await $0.writeKeys(application) }
        case .storeCertificates(let application): run(.card, name) { await $0.storeCertificates(application) }
        case .awaitStick(let before): run(.stick, name) { await $0.awaitStick(before) }
        case .awaitToken(let medium, let before): run(.stick, name) { await $0.awaitToken(medium, before) }
        case .awaitAnyToken(let before): run(.stick, name) { await $0.awaitAnyToken(before, session: name) }
        case .readToken: run(.card, name) { await $0.readToken(session: name) }
        case .watchToken: run(.stick, name) { await $0.watchToken(session: name) }
        case .releaseCard:
            run(.card, name) {
                await $0.releaseCard()
                return nil
            }
        }
    }

    func show(read share: Double, in name: String) {
        guard name == self.name, case .eds(_, .readingDocument) = session.stage else { return }
        readShare = share
        publish()
    }

    func printed(_ slip: PrintedSlip, in name: String) {
        guard name == self.name else { return }
        slipNumber = slip.number
        handle(.printer(.slip(slip.result)))
    }

    func run(
        _ lane: Lane, _ name: String, _ work: @escaping @Sendable (any SessionWork) async -> SessionEvent?
    ) {
        add(lane) { [all = self.work, weak self] in
            let event = await work(all)
            await self?.deliver(event, from: name)
        }
    }

    func add(_ lane: Lane, _ work: @escaping SerialLane.Work) {
        // A lane holds a handful of effects at most: the machine asks for one at a time.
        _ = lanes[lane]?.add(work)
    }
}
