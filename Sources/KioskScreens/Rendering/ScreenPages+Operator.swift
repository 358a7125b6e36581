import KioskDomain
import KioskTexts

extension ScreenPages {
    func operatorPage(_ page: OperatorPage) -> String {
        let language = page.language
        var context: [String: Any] = [
            "language": language.rawValue, "title": OperatorTexts.title, "token": page.token.text,
            "languagesLabel": CommonTexts.languageSwitch,
            "languages": Language.allCases.map {
                [
                    "code": $0.rawValue, "name": CommonTexts.name(of: $0), "current": $0 == language,
                ] as [String: Any]
            },
        ]
        if let failure = page.failure {
            context["failure"] =
                ["text": failure.text, "remedy": failure.remedy, "code": failure.rawValue] as [String: Any]
        }
        context["seat"] = page.seat.key
        context["navigation"] = navigation(page.places, at: "/operator", language)
        if let card = page.seat.session.operatorCard {
            context["open"] = true
            context["signedIn"] = OperatorSeatTexts.signedIn.with(card.name)
            context["lockNow"] = OperatorSeatTexts.lock
            if let isAsked = page.isAsked {
                context["asked"] =
                    [
                        "isAsked": isAsked, "text": DeskPlaceTexts.asked, "open": DeskPlaceTexts.toConsent,
                    ] as [String: Any]
            }
            if card.duties.contains(.operator) { context["person"] = person(page) }
            if card.duties.contains(.operator), let (view, site) = page.ticket {
                context["demonstration"] = site.isDemonstration ? [DemonstrationTexts.title] : []
                context["ticket"] = ticket(view, site, language)
            }
            context["exchanges"] = page.exchange.map { exchanges($0) }
            if page.places?.all.isEmpty == true { context["accepted"] = DeskPlaceTexts.nothing }
        } else {
            context["lock"] = lock(page.seat)
        }
        if let (number, medium) = page.accepted {
            let facts = page.opened?.standing.facts
            let isNew = facts.map { $0.status == .submitted && $0.medium == medium } ?? true
            context["accepted"] = (isNew ? OperatorTexts.accepted : OperatorTexts.openAlready).with(number)
        }
        return render("operator", spoken(context, in: language))
    }

    /// What an operator does for a person.
    private func person(_ page: OperatorPage) -> [String: Any] {
        let ours: [String: Any] = ["token": page.token.text, "language": page.language.rawValue]
        var person: [String: Any] = [
            "check": OperatorTexts.check, "iinLabel": OperatorTexts.iin, "find": OperatorTexts.find,
            "journalled": OperatorTexts.journalled, "iin": page.iin, "certificatesOf": RevocationTexts.find,
            "applications": applications(page).merging(ours) { first, _ in first },
        ]
        person.merge(cards(page.cards)) { first, _ in first }
        person["phone"] = deskPhone(page).merging(ours) { first, _ in first }
        person["documents"] = page.document.map { documents($0) }
        person["cardTools"] = page.card.map { cardDesk($0, page.language) }
        person["held"] = page.certificates.map { certificates($0).merging(ours) { first, _ in first } }
        person["result"] = page.result.map { result($0) }
        return person
    }

    private func result(_ check: OperatorCheck) -> [String: Any] {
        var result: [String: Any] = [
            "masked": check.maskedIIN,
            "channelLabel": OperatorTexts.channel, "outcomeLabel": OperatorTexts.outcome,
            "timeLabel": OperatorTexts.time, "syncedLabel": OperatorTexts.synced,
            "verdict": check.failures == nil
                ? OperatorTexts.notTold : check.accepted ? OperatorTexts.acceptable : OperatorTexts.tooFew,
            "hasAttempts": !check.attempts.isEmpty,
            "attempts": check.attempts.map { attempt in
                [
                    "channel": OperatorTexts.name(ofChannel: attempt.channel),
                    "outcome": AttemptOutcome(rawValue: attempt.outcome)?.text
                        ?? OperatorTexts.open,
                    "time": attempt.time, "synced": attempt.synced ? OperatorTexts.yes : OperatorTexts.notYet,
                ] as [String: Any]
            },
        ]
        if let failures = check.failures {
            result["count"] = ["label": OperatorTexts.failures, "failures": String(failures)] as [String: Any]
        }
        if !check.media.isEmpty {
            result["accept"] =
                [
                    "label": OperatorTexts.accept, "mediumLabel": MyApplicationTexts.medium,
                    "media": check.media.map { ["value": $0.rawValue, "text": $0.text] as [String: Any] },
                ] as [String: Any]
        }
        return result
    }
}

/// Everything that the operator's page shows.
struct OperatorPage {
    var language: Language
    var token: ScreenToken
    var seat = OperatorSeatView(session: .locked(nil))
    var cards: [CardTrial] = []
    /// As typed: the operator's own entry stays in its field (P4).
    var iin = ""
    /// The application's number as typed.
    var number = ""
    var failure: FailureCode?
    var result: OperatorCheck?
    /// Number of the application that was accepted, and the medium that it was asked for.
    var accepted: (number: String, medium: Medium)?
    /// The person's certificates.
    var certificates: PersonCertificates?
    /// A form about a number was sent: what was typed there stays there.
    var isAboutNumber = false
    /// The number that is being registered.
    var phone: DeskPhone?
    /// The application that is open.
    var opened: OperatorCase?
    /// The digital document, where the desk may see one.
    var document: DocumentDeskView?
    /// The citizen's card, where an operator is signed in.
    var card: CardDeskView?
    /// The officer's part, where this desk has it and an officer is signed in.
    var exchange: ExchangeDeskView?
    /// The ticket of this window.
    var ticket: (view: DeskView, site: HallSite)?
    /// Whether a site asks for a signature; nil where none can.
    var isAsked: Bool?
    /// Nil while nobody is signed in.
    var places: DeskPlaces?
}
