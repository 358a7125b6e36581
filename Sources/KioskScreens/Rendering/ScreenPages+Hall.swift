import KioskDomain
import KioskTexts

extension ScreenPages {
    /// The hall board as a whole page.
    func board(_ board: BoardView, _ snapshot: KioskSnapshot) -> String {
        render(
            "board-page",
            [
                "title": trilingual(BoardTexts.title).prefix(2).map { $0 }, "psc": snapshot.pscName.kk,
                "pscSecond": snapshot.pscName.ru, "html": boardFragment(board),
                "demonstration": snapshot.demonstration ? trilingual(DemonstrationTexts.title) : [],
            ])
    }

    func boardFragment(_ board: BoardView) -> String {
        var context: [String: Any] = [
            "number": pair(BoardTexts.number), "window": pair(BoardTexts.window), "waiting": pair(BoardTexts.waiting),
            "called": board.called.map { ["number": $0.number, "window": String($0.window)] },
            "numbers": Array(board.waiting.prefix(12)),
        ]
        if board.called.isEmpty { context["nobody"] = pair(BoardTexts.nobody) }
        if board.waiting.count > 12 { context["more"] = String(board.waiting.count - 12) }
        return render("board", context)
    }

    /// The board is for everybody: both official languages.
    private func pair(_ text: Localised) -> [[String: String]] { Array(trilingual(text).prefix(2)) }

    func operatorPage(_ page: OperatorPage) -> String {
        let language = page.language
        var context: [String: Any] = [
            "language": language.rawValue, "title": OperatorTexts.title, "check": OperatorTexts.check,
            "iinLabel": OperatorTexts.iin, "find": OperatorTexts.find,
            "journalled": OperatorTexts.journalled, "queue": OperatorTexts.queue, "windowLabel": OperatorTexts.window,
            "callNext": OperatorTexts.callNext, "token": page.token.text, "iin": page.iin, "window": page.window,
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
        } else {
            context["lock"] = lock(page.seat)
        }
        context["accepted"] = page.applicationNumber.map { OperatorTexts.accepted.with($0) }
        context["called"] = page.called.map { $0.map { OperatorTexts.called.with($0) } ?? OperatorTexts.nobodyWaits }
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
    var window = "1"
    var failure: FailureCode?
    var result: OperatorCheck?
    var applicationNumber: String?
    /// Outer nil: nobody was called for; inner nil: nobody waits.
    var called: String??
}
