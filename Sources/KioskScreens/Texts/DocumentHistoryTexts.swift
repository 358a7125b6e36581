import KioskDomain
import KioskTexts

/// The history of digital documents, in the owner's account and at the desk (D2).
enum DocumentHistoryTexts {
    static let account = Localised(
        kk: "Цифрлық құжаттарды кім көрді", ru: "Кто видел цифровые документы", en: "Who saw my digital documents")
    static let desk = Localised(
        kk: "Осы жұмыс орнында не көрсетілді", ru: "Что показывали за этим рабочим местом",
        en: "What was looked at with this desk")
    static let asking = Localised(kk: "Портал сұралуда…", ru: "Портал отвечает…", en: "The portal is asked…")
    static let none = Localised(kk: "Әзірше ештеңе жоқ.", ru: "Пока ничего.", en: "Nothing so far.")
    static let earlier = Localised(kk: "Бұрынғылары", ru: "Более ранние", en: "Earlier ones")
    static let newest = Localised(kk: "Ең соңғылары", ru: "Самые новые", en: "The newest")
    static let hide = Localised(kk: "Тарихты жасыру", ru: "Скрыть историю", en: "Hide the history")
    static let time = Localised(kk: "Уақыты", ru: "Время", en: "Time")
    static let deed = Localised(kk: "Не болды", ru: "Что произошло", en: "What happened")
    static let who = Localised(kk: "Кім", ru: "Кто", en: "Who")

    /// With the service for which it was used.
    static func deed(of line: DocumentHistoryLine) -> Localised {
        switch line.deed {
        case .opened:
            Localised(kk: "иесі қолжетімділік ашты", ru: "владелец открыл доступ", en: "access opened by the owner")
        case .extended:
            Localised(kk: "иесі мерзімін ұзартты", ru: "владелец продлил доступ", en: "extended by the owner")
        case .closed:
            Localised(kk: "иесі қолжетімділікті жапты", ru: "владелец закрыл доступ", en: "closed by the owner")
        case .shown: Localised(kk: "операторға көрсетілді", ru: "показан оператору", en: "shown to an operator")
        case .refused: Localised(kk: "көрсетілмеді", ru: "не показан", en: "not shown")
        case .attached:
            Localised(kk: "қызметке пайдаланылды: {}", ru: "использован для услуги: {}", en: "used for the service {}")
                .with(line.detail ?? "–")
        }
    }

    /// Why it was not shown; nil where it was.
    static func reason(of line: DocumentHistoryLine) -> Localised? {
        guard line.deed == .refused else { return nil }
        return line.detail.flatMap(FailureCode.init(rawValue:))?.text
    }
}
