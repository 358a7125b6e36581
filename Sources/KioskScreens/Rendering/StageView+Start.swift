import KioskDevices
import KioskDomain

extension StageView {
    /// The view of what the kiosk shows now.
    init(_ snapshot: KioskSnapshot) {
        switch snapshot.session.stage {
        case .idle: self = .idle()
        case .formerCard: self = .formerCard()
        case .services: self = .services(snapshot)
        case .ticket(_, let state): self = .ticket(state, snapshot)
        case .eds(let language, let state): self = .eds(state, language, snapshot)
        case .cardCare(let language, let state): self = .cardCare(state, language, snapshot)
        case .application(let language, let state): self = .application(state, language, snapshot)
        case .reissue(let language, let state): self = .reissue(state, language, snapshot)
        case .keyFile(let language, let state): self = .keyFile(state, language, snapshot)
        case .revocation(_, let state): self = .revocation(state, snapshot)
        case .lostEDS(_, let state): self = .lostEDS(state)
        case .missingCode(_, let state): self = .missingCode(state)
        case .phoneSigning(_, let state): self = .phoneSigning(state, snapshot.qr)
        case .exchange(_, let state): self = .exchange(state, snapshot)
        case .account(_, let state): self = .account(state, snapshot)
        case .ending(_, let ending, let slip): self = .ending(ending, slip, cardPresent: snapshot.session.cardPresent)
        case .takeCard: self = .takeCard()
        }
    }

    private static func idle() -> StageView {
        var view = StageView("idle", StartTexts.welcome)
        view.cancel = nil
        view.content["languages"] = Language.allCases.map { language in
            [
                "code": language.rawValue, "name": CommonTexts.name(of: language),
                "welcome": StartTexts.welcome[language], "choose": CommonTexts.chooseLanguage[language],
                "action": Button(StartTexts.welcome, .language(language)).action,
            ]
        }
        return view
    }

    private static func formerCard() -> StageView {
        var view = StageView("former-card", CardLeftTexts.former)
        view.cancel = nil
        view.sound = "take-card"
        view.content["languages"] = Language.allCases.map {
            ["code": $0.rawValue, "title": CardLeftTexts.former[$0], "advice": CardLeftTexts.formerAdvice[$0]]
        }
        return view
    }

    private static func takeCard() -> StageView {
        var view = StageView("picture", CardLeftTexts.take, lead: CardLeftTexts.takeAdvice)
        view.content["picture"] = "card-out"
        view.cancel = nil
        view.sound = "take-card"
        return view
    }

    private static func services(_ snapshot: KioskSnapshot) -> StageView {
        var view = StageView("services", StartTexts.services)
        let faults = Set(snapshot.devices.filter { $0.health == .fault }.map(\.id))
        func fault(_ id: String, _ text: Localised) -> Localised? { faults.contains(id) ? text : nil }
        let offers: [(Service, Localised, Localised, Localised?)] = [
            (
                .edsByFace, StartTexts.eds, StartTexts.edsAbout,
                fault("calibration.face", StartTexts.operatorOnly)
                    ?? fault("camera.face", StartTexts.cameraFault) ?? fault("reader.citizen", StartTexts.readerFault)
            ),
            (
                .queueTicket, StartTexts.ticket, StartTexts.ticketAbout,
                fault("printer.slip", StartTexts.printerFault)
            ),
            (
                .myCard, CardCareTexts.service, CardCareTexts.serviceAbout,
                fault("reader.citizen", StartTexts.readerFault)
            ),
            (.myApplication, MyApplicationTexts.service, MyApplicationTexts.serviceAbout, nil),
            (.account, AccountTexts.service, AccountTexts.serviceAbout, nil),
            (
                .cardExchange, ExchangeTexts.service, ExchangeTexts.serviceAbout,
                fault("camera.face", StartTexts.cameraFault) ?? fault("reader.citizen", StartTexts.readerFault)
            ),
        ]
        view.content["services"] = offers.map { service, name, about, fault in
            var offer: [String: Any] = [
                "id": service.rawValue, "name": name, "about": about, "action": Button(name, .service(service)).action,
            ]
            offer["fault"] = fault
            return offer
        }
        return view
    }
}
