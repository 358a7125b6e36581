import KioskDomain

/// The tries at one card, as a desk sees them: no PIN, no serial number.
public struct CardTrial: Sendable, Hashable, Codable {
    /// A short mark that tells cards of this kiosk apart.
    public var card: String
    /// Wrong tries here since the last right one.
    public var wrong: Int
    /// Tries left as the card said last; nil when it does not say.
    public var remaining: Int?
    /// The card said that its PIN is blocked.
    public var isBlocked: Bool
    /// Civil time of the PSC, to the minute.
    public var time: String

    /// Memberwise.
    public init(card: String, wrong: Int, remaining: Int?, isBlocked: Bool, time: String) {
        self.card = card
        self.wrong = wrong
        self.remaining = remaining
        self.isBlocked = isBlocked
        self.time = time
    }
}

extension ScreenPages {
    func cards(_ trials: [CardTrial]) -> [String: Any] {
        var context: [String: Any] = [
            "cardsTitle": CardTrialTexts.title, "cardsLead": CardTrialTexts.lead, "cardLabel": CardTrialTexts.card,
            "wrongLabel": CardTrialTexts.wrong, "leftLabel": CardTrialTexts.left, "timeLabel": OperatorTexts.time,
        ]
        if trials.isEmpty {
            context["noCards"] = CardTrialTexts.none
        } else {
            let rows = trials.map { trial in
                [
                    "card": trial.card, "wrong": String(trial.wrong), "left": left(trial), "time": trial.time,
                ] as [String: Any]
            }
            context["cards"] = ["rows": rows]
        }
        return context
    }

    private func left(_ trial: CardTrial) -> Localised {
        if trial.isBlocked { return CardTrialTexts.blocked }
        let count = trial.remaining.map(String.init) ?? "?"
        return Localised(kk: count, ru: count, en: count)
    }
}

/// The ledger of wrong tries.
enum CardTrialTexts {
    static let title = Localised(kk: "Карталар", ru: "Карты", en: "Cards")
    static let lead = Localised(
        kk: "Осы киоскідегі PIN әрекеттері. Карта нөмірі мен PIN сақталмайды.",
        ru: "Попытки ввода PIN на этом киоске. Номер карты и PIN не хранятся.",
        en: "PIN tries at this kiosk. Neither the card's number nor a PIN is kept.")
    static let card = Localised(kk: "Карта", ru: "Карта", en: "Card")
    static let wrong = Localised(kk: "Қате", ru: "Неверных", en: "Wrong")
    static let left = Localised(kk: "Қалды", ru: "Осталось", en: "Left")
    static let blocked = Localised(kk: "бұғатталған", ru: "заблокирован", en: "blocked")
    static let none = Localised(kk: "Әзірге әрекет болған жоқ.", ru: "Попыток пока не было.", en: "No tries yet.")
}
