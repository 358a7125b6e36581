import KioskDomain
import KioskTexts

/// "My application": E4, E5, E10.
enum MyApplicationTexts {
    static let service = Localised(kk: "Менің өтінішім", ru: "Моё заявление", en: "My application")
    static let serviceAbout = Localised(
        kk: "ЭЦҚ өтінішінің күйі, бланкін басып шығару, кілттерді жазу.",
        ru: "Статус заявления на ЭЦП, печать бланка, запись ключей.",
        en: "Where your EDS application stands; print its form; write the keys.")
    static let title = Localised(
        kk: "Өтініш нөмірін енгізіңіз", ru: "Введите номер заявления", en: "Enter the application number")
    static let lead = Localised(
        kk: "Нөмір талонда немесе порталда тұр. Телефоныңызға код жібереміз.",
        ru: "Номер указан на талоне или на портале. На ваш телефон придёт код.",
        en: "It stands on your slip or at the portal. A code will be sent to your phone.")
    static let mended = Localised(
        kk: "Жаңа код қажет емес.", ru: "Новый код не нужен.", en: "No other code is needed.")
    static let number = Localised(kk: "Өтініш нөмірі", ru: "Номер заявления", en: "Application number")
    static let numberHint = Localised(
        kk: "E әрпінен кейінгі 9 сан", ru: "9 цифр после буквы E", en: "the 9 digits after the letter E")
    static let asking = Localised(kk: "Өтініш ізделуде", ru: "Ищем заявление", en: "Looking for your application")
    static let printing = Localised(kk: "Бланк басылуда", ru: "Печатаем бланк", en: "Printing the form")
    static let opening = Localised(kk: "Жазуға дайындалуда", ru: "Готовим запись", en: "Preparing to write")
    static let print = Localised(kk: "Бланкті басып шығару", ru: "Напечатать бланк", en: "Print the form")
    static let printAgain = Localised(kk: "Тағы бір рет басу", ru: "Напечатать ещё раз", en: "Print it again")
    static let write = Localised(
        kk: "Кілттерді картаға жазу", ru: "Записать ключи на карту", en: "Write the keys to my card")
    static let medium = Localised(kk: "Тасығыш", ru: "Носитель", en: "Medium")
    static let made = Localised(kk: "Берілген күні", ru: "Подано", en: "Submitted")
    static let handInBy = Localised(kk: "Тапсыру мерзімі", ru: "Сдать не позднее", en: "Hand in by")
    static let handInAt = Localised(kk: "Тапсыру орны", ru: "Где сдать", en: "Hand in at")
    static let centre = Localised(kk: "{} орталығы", ru: "Центр {}", en: "Centre {}")
    static let answer = Localised(kk: "Оператордың жауабы", ru: "Ответ оператора", en: "The operator's answer")
    static let formPrinted = Localised(
        kk: "Бланкті алып, қол қойыңыз.", ru: "Возьмите бланк и подпишите его.", en: "Take the form and sign it.")
    static let formUncertain = Localised(
        kk: "Бланктің шыққаны белгісіз. Шықпаса, қайта басыңыз немесе операторға айтыңыз.",
        ru: "Неизвестно, вышел ли бланк. Если его нет, напечатайте ещё раз или скажите оператору.",
        en: "It is not certain that the form came out. If there is none, print it again or tell an operator.")
    static let formFailed = Localised(
        kk: "Бланк басылмады. Операторға айтыңыз.", ru: "Бланк не напечатан. Скажите оператору.",
        en: "The form was not printed. Please tell an operator.")

    /// Where it stands, in two or three words.
    static func name(of status: ApplicationStatus) -> Localised {
        switch status {
        case .applied: Localised(kk: "Бланк әлі тапсырылмаған", ru: "Бланк ещё не сдан", en: "Form not handed in yet")
        case .submitted: Localised(kk: "Оператор қарап жатыр", ru: "Рассматривает оператор", en: "With an operator")
        case .confirmed: Localised(kk: "Расталды", ru: "Подтверждено", en: "Confirmed")
        case .refused: Localised(kk: "Қабылданбады", ru: "Отказано", en: "Refused")
        case .issued: Localised(kk: "Сертификаттар шығарылды", ru: "Сертификаты выпущены", en: "Certificates issued")
        case .written: Localised(kk: "ЭЦҚ жазылды", ru: "ЭЦП записана", en: "EDS written")
        case .revoked:
            Localised(kk: "Сертификаттар кері қайтарылды", ru: "Сертификаты отозваны", en: "Certificates revoked")
        }
    }

    /// What the person does next.
    static func next(_ standing: ApplicationStanding) -> Localised {
        switch standing.step {
        case .handIn:
            Localised(
                kk: "Бланкті басып шығарып, қол қойып, жеке куәлікпен бірге орталыққа тапсырыңыз.",
                ru: "Напечатайте бланк, подпишите и сдайте в центр вместе с удостоверением.",
                en: "Print the form, sign it and hand it in at the centre with your ID card.")
        case .wait:
            Localised(
                kk: "Оператор жауабын күтіңіз: әдетте ол бірден береді.",
                ru: "Дождитесь ответа оператора: обычно он отвечает сразу.",
                en: "Wait for the operator's answer: it usually comes at once.")
        case .goToCentre: ApplicationTexts.goToCentre
        case .write where standing.facts.medium == .file: FileTexts.next
        case .write:
            Localised(
                kk: "Кілттерді жеке куәлігіңізге осы жерде жаза аласыз.",
                ru: "Ключи можно записать на ваше удостоверение прямо здесь.",
                en: "The keys can be written to your ID card right here.")
        case .seeOperator:
            Localised(
                kk: "Осы нөмірмен операторға барыңыз: ол аяқтайды.",
                ru: "Подойдите с этим номером к оператору: он закончит выдачу.",
                en: "Go to an operator with this number, who will finish it.")
        case .applyAnew: applyAnew(standing.facts.status)
        case .nothing:
            Localised(
                kk: "Ештеңе істеудің қажеті жоқ: ЭЦҚ-ны қолдана аласыз.",
                ru: "Ничего делать не нужно: ЭЦП можно пользоваться.",
                en: "There is nothing left to do: you can use your EDS.")
        }
    }

    private static func applyAnew(_ status: ApplicationStatus) -> Localised {
        switch status {
        case .refused:
            Localised(
                kk: "Себебін жойып, жаңа өтініш беріңіз.", ru: "Устраните причину и подайте новое заявление.",
                en: "Put the reason right and apply anew.")
        case .revoked:
            Localised(
                kk: "Бұл кілттер енді жарамсыз. Жаңа ЭЦҚ-ға өтініш беріңіз.",
                ru: "Эти ключи больше не действуют. Подайте заявление на новую ЭЦП.",
                en: "These keys are no longer valid. Apply for a new EDS.")
        default:
            Localised(
                kk: "30 күндік мерзім өтті. Жаңа өтініш беріңіз.",
                ru: "Срок в 30 дней истёк. Подайте новое заявление.",
                en: "The 30 days are over. Apply anew.")
        }
    }
}
