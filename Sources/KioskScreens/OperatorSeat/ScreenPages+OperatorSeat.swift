import KioskDomain
import KioskTexts

extension ScreenPages {
    /// What stands on the page while nobody is signed in.
    func lock(_ seat: OperatorSeatView) -> [String: Any] {
        var lock: [String: Any] = ["title": OperatorSeatTexts.title]
        switch seat.session {
        case .locked(let code): lock["say"] = code.map { [$0.text, $0.remedy] } ?? [OperatorSeatTexts.insert]
        case .reading: lock["say"] = [CardTexts.reading]
        case .verifying: lock["say"] = [CardTexts.verifying, CardTexts.leaveIn]
        case .lastTry(let card, let tries, let mistake):
            lock["operator"] = card.name
            lock["say"] = (mistake.map { [$0.text] } ?? []) + beforeTry(tries)
            lock["lastTry"] = yes(tries)
        case .pin(let card, let tries, let mistake):
            lock["say"] = mistake.map { [$0.text] } ?? []
            lock["operator"] = card.name
            lock["entry"] = padEntry(tries, seat.pad, CommonTexts.next)
        case .signedIn: break
        }
        return lock
    }

    /// E9: what is said before a try that blocks, and before one of which nobody knows whether it does.
    func beforeTry(_ tries: PINTries) -> [Localised] {
        tries == .remaining(1) ? [CardTexts.lastTry, OperatorSeatTexts.lastTryAdvice] : [PINTexts.unknownTries]
    }

    /// The yes to it.
    func yes(_ tries: PINTries) -> [String: Any] {
        let isLast = tries == .remaining(1)
        return ["text": isLast ? CardTexts.useLastTry : CardTexts.goOn, "tries": isLast ? "last" : "unknown"]
    }

    /// A PIN pad with the tries above it (E9).
    func padEntry(_ tries: PINTries, _ pad: PINPad?, _ next: Localised) -> [String: Any] {
        let keys = (pad?.labels ?? []).enumerated().map {
            ["position": String($0.offset), "label": String($0.element)]
        }
        let left: Localised =
            switch tries {
            case .remaining(let count): CardTexts.triesLeft.with(count)
            case .several, .unknown, .wrongHere: CardTexts.triesUnknown
            }
        return [
            "tries": left, "isLast": tries == .remaining(1), "entry": CardTexts.pinEntry,
            "entered": CardTexts.pinEntered.with("{}"), "erase": IdentityTexts.erase, "pad": pad?.id ?? "",
            "keys": Array(keys.dropLast()), "lastKey": keys.last ?? [:], "next": next,
            "places": CardTexts.pinPlaces,
        ]
    }
}

/// The desk's lock (R4).
enum OperatorSeatTexts {
    static let title = Localised(kk: "Жұмыс орнына кіру", ru: "Вход на рабочее место", en: "Sign in at the desk")
    static let insert = Localised(
        kk: "Картаңызды оператордың оқу құрылғысына салыңыз.", ru: "Вставьте свою карту в считыватель оператора.",
        en: "Insert your card into the operator's reader.")
    static let lastTryAdvice = Localised(
        kk: "PIN-код қате болса, карта бұғатталады.", ru: "Если PIN-код неверный, карта заблокируется.",
        en: "If the PIN is wrong, the card blocks itself.")
    static let signedIn = Localised(kk: "Оператор: {}", ru: "Оператор: {}", en: "Operator: {}")
    static let lock = Localised(kk: "Бұғаттау", ru: "Заблокировать", en: "Lock")
}
