import KioskDomain
import KioskTexts

extension ScreenPages {
    func operatorPage(_ page: OperatorPage) -> String {
        let language = page.language
        var context: [String: Any] = [
            "language": language.rawValue, "title": OperatorTexts.title, "check": OperatorTexts.check,
            "iinLabel": OperatorTexts.iin, "find": OperatorTexts.find,
            "journalled": OperatorTexts.journalled, "token": page.token.text, "iin": page.iin,
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
        if let card = page.seat.session.operatorCard {
            context["open"] = true
            context["signedIn"] = OperatorSeatTexts.signedIn.with(card.name)
            context["lockNow"] = OperatorSeatTexts.lock
            context.merge(cards(page.cards)) { first, _ in first }
            var applications = applications(page)
            (applications["token"], applications["language"]) = (page.token.text, language.rawValue)
            context["applications"] = applications
            context["documents"] = page.document.map { documents($0) }
            context["certificatesOf"] = RevocationTexts.find
            context["held"] = page.certificates.map { person in
                var held = certificates(person)
                (held["token"], held["language"]) = (page.token.text, language.rawValue)
                return held
            }
        } else {
            context["lock"] = lock(page.seat)
        }
        context["accepted"] = page.applicationNumber.map { OperatorTexts.accepted.with($0) }
        if page.hasDesk { context["toDesk"] = DeskTexts.title }
        context["result"] = page.result.map { result($0) }
        return render("operator", spoken(context, in: language))
    }

    private func result(_ check: OperatorCheck) -> [String: Any] {
        var result: [String: Any] = [
            "masked": check.maskedIIN, "failuresLabel": OperatorTexts.failures, "failures": String(check.failures),
            "channelLabel": OperatorTexts.channel, "outcomeLabel": OperatorTexts.outcome,
            "timeLabel": OperatorTexts.time, "syncedLabel": OperatorTexts.synced,
            "verdict": check.accepted ? OperatorTexts.acceptable : OperatorTexts.tooFew,
            "attempts": check.attempts.map { attempt in
                [
                    "channel": OperatorTexts.name(ofChannel: attempt.channel),
                    "outcome": AttemptOutcome(rawValue: attempt.outcome)?.text
                        ?? Localised(kk: attempt.outcome, ru: attempt.outcome, en: attempt.outcome),
                    "time": attempt.time, "synced": attempt.synced ? OperatorTexts.yes : OperatorTexts.notYet,
                ] as [String: Any]
            },
        ]
        if check.accepted { result["accept"] = OperatorTexts.accept }
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
    var applicationNumber: String?
    /// The person's certificates.
    var certificates: PersonCertificates?
    /// The application that is open.
    var opened: OperatorCase?
    /// The digital document, where the desk may see one.
    var document: DocumentDeskView?
    /// This machine has the page of a window.
    var hasDesk = false
}
