import KioskDomain

extension FailureText {
    private static let newCode = Localised(
        kk: "Азаматтан қосымшада жаңа код ашуын сұраңыз.", ru: "Попросите открыть новый код в приложении.",
        en: "Ask the owner to open a new code in the app.")

    /// Digital documents (D1–D4).
    static let digital: [FailureText] = [
        FailureText(
            .digitalCodeForeign, cause: "What was scanned or typed is no code for a digital document.",
            Localised(
                kk: "Бұл цифрлық құжаттың коды емес.", ru: "Это не код цифрового документа.",
                en: "This is not the code of a digital document."),
            Localised(
                kk: "Қосымшадағы «Қолжетімділікті ашу» QR кодын көрсетіңіз.",
                ru: "Покажите QR из приложения: «Открыть доступ».",
                en: "Show the QR code of the app's \u{201C}Open access\u{201D}."),
            technician: "None: a code of another system was shown."),
        FailureText(
            .digitalCodeUnseen, cause: "The document camera saw no QR code for 20 seconds.",
            Localised(
                kk: "Камера QR кодын көрмеді.", ru: "Камера не увидела QR-код.", en: "The camera saw no QR code."),
            Localised(
                kk: "Телефонды камераға жақындатыңыз немесе сегіз цифрды енгізіңіз.",
                ru: "Поднесите телефон ближе или введите восемь цифр.",
                en: "Hold the telephone closer, or type the eight digits."),
            technician: "See what the camera sees: `kioskctl camera snapshot --role document`. Light, focus, distance."),
        FailureText(
            .digitalCodeUnknown, cause: "No access was opened under this code.",
            Localised(kk: "Мұндай код табылмады.", ru: "Такой код не найден.", en: "There is no such code."),
            Remedy.enterAgain, technician: "None: a typing error, or a code of another portal."),
        FailureText(
            .digitalCodeExpired, cause: "The access is over by the portal's clock (D1).",
            Localised(
                kk: "Кодтың мерзімі өтті.", ru: "Срок действия кода истёк.", en: "The code is out of date."), newCode,
            technician: "None: a code lives 5 minutes, with extensions 30."),
        FailureText(
            .digitalCodeUsed, cause: "The code was scanned before (D1).",
            Localised(kk: "Код пайдаланылған.", ru: "Код уже использован.", en: "The code was used before."), newCode,
            technician: "None: a code is good for one scan. The owner's history says where it was used."),
        FailureText(
            .digitalTries, cause: "Too many codes were tried in vain at this desk.",
            Localised(
                kk: "Код тым көп рет қате енгізілді.", ru: "Код слишком много раз введён неверно.",
                en: "Too many wrong codes were entered."),
            Localised(
                kk: "Бір сағаттан кейін немесе басқа терезеде қайталаңыз.",
                ru: "Повторите через час или в другом окне.", en: "Try again in an hour, or at another window."),
            technician: "If it happens again, look at who works there: codes are being guessed."),
        FailureText(
            .digitalNoConsent, cause: "The owner closed the access (D2).",
            Localised(
                kk: "Құжат иесі қолжетімділікті жапты.", ru: "Владелец закрыл доступ к документу.",
                en: "The owner closed the access."), newCode, technician: "None: the rule D2."),
        FailureText(
            .digitalUnderAge, cause: "The owner is younger than 16 by the register (D3).",
            Localised(
                kk: "Цифрлық құжаттар 16 жастан бастап қолданылады.", ru: "Цифровые документы доступны с 16 лет.",
                en: "Digital documents are for people from 16 on."),
            Localised(
                kk: "Қағаз құжатты көрсетіңіз.", ru: "Предъявите документ на бумаге.", en: "Show the paper document."),
            technician: "None: the rule D3."),
        FailureText(
            .digitalNoCard, cause: "The owner has no identity card (D3).",
            Localised(
                kk: "Цифрлық құжаттар үшін жеке куәлік керек.",
                ru: "Для цифровых документов нужно удостоверение личности.",
                en: "Digital documents need an identity card."),
            Localised(
                kk: "Алдымен жеке куәлік алыңыз.", ru: "Сначала получите удостоверение личности.",
                en: "First obtain an identity card."), technician: "None: the rule D3."),
        FailureText(
            .digitalLost, cause: "The document is reported lost or stolen; its digital copy is not valid (D3).",
            Localised(
                kk: "Құжат жоғалған деп белгіленген, көшірмесі жарамсыз.",
                ru: "Документ числится утерянным, копия недействительна.",
                en: "The document is reported lost; its copy is not valid."),
            Localised(
                kk: "Құжатты қайта алыңыз.", ru: "Оформите документ заново.", en: "Have the document issued anew."),
            technician: "None: the rule D3."),
        FailureText(
            .digitalSignature, cause: "The issuing body's signature on the document does not hold (D4).",
            Localised(
                kk: "Құжатты берген органның қолтаңбасы расталмады.", ru: "Подпись выдавшего органа не подтверждена.",
                en: "The issuing body's signature could not be verified."),
            Localised(
                kk: "Қағаз құжатты көрсетіңіз.", ru: "Предъявите документ на бумаге.", en: "Show the paper document."),
            technician:
                "Nothing was shown. The portal's log names the step; tell the portal's team the document's kind."),
        FailureText(
            .digitalOffline, cause: "A digital document is shown only with a line to the portal (D4).",
            Localised(
                kk: "Порталсыз цифрлық құжат көрсетілмейді.", ru: "Без связи с порталом документ не показывается.",
                en: "A digital document is not shown without the portal."),
            Localised(
                kk: "Қағаз құжатты көрсетіңіз немесе кейінірек келіңіз.",
                ru: "Предъявите документ на бумаге или зайдите позже.",
                en: "Show the paper document, or come back later."),
            technician: "Check line, DNS and `portal.url`. Documents are never kept for such a case."),
        FailureText(
            .digitalUnknown, cause: "The person has no such digital document.",
            Localised(
                kk: "Мұндай цифрлық құжат жоқ.", ru: "Такого цифрового документа нет.",
                en: "There is no such digital document."),
            Localised(
                kk: "Қосымшадағы құжаттар тізімін жаңартыңыз.", ru: "Обновите список документов в приложении.",
                en: "Refresh the list of documents in the app."),
            technician: "None: the issuing body's system may not have made it yet."),
        FailureText(
            .digitalNotShown, cause: "A document is attached only by the desk to which it was shown.",
            Localised(
                kk: "Бұл құжат мұнда көрсетілмеген.", ru: "Этот документ здесь не показывали.",
                en: "This document was not shown here."), newCode, technician: "None: the rule D2."),
        FailureText(
            .digitalCaseUnknown, cause: "The document is attached to a case that is not there, or is another person's.",
            Localised(
                kk: "Бұл адамда мұндай өтініш жоқ.", ru: "У этого человека нет такой заявки.",
                en: "This person has no such application."),
            Remedy.enterAgain, technician: "Compare the number of the application with the person's."),
        FailureText(
            .digitalExtensionOver, cause: "The access was opened the longest time ago that extensions allow (D1).",
            Localised(
                kk: "Кодты енді ұзартуға болмайды.", ru: "Код больше нельзя продлить.",
                en: "The code cannot be extended any more."), newCode, technician: "None: the rule D1."),
    ]
}
