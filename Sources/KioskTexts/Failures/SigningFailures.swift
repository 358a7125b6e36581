import KioskDomain

extension FailureText {
    /// Documents and signatures.
    static let signing: [FailureText] = [
        FailureText(
            .signKeyMissing, cause: "No key fits what the page or command asks for.",
            Localised(
                kk: "Қажетті кілт табылмады.", ru: "Подходящий ключ не найден.", en: "No suitable key was found."),
            Localised(
                kk: "Басқа картаны, токенді немесе файлды таңдаңыз.", ru: "Выберите другую карту, токен или файл.",
                en: "Choose another card, token or file."),
            technician: "The report lists the filter: storage, purpose, IIN, BIN, serial number."),
        FailureText(
            .signAlgorithm, cause: "The algorithm of the key or digest is not known or not allowed.",
            Localised(
                kk: "Бұл алгоритмге қолдау жоқ.", ru: "Алгоритм не поддерживается.",
                en: "The algorithm is not supported."), Remedy.operatorDesk,
            technician: "RSA, EC P-256 and P-384, GOST 34.310-2004 and 34.10-2015 are known."),
        FailureText(
            .signHelperFault, cause: "The helper kiosk-sign ended or stopped answering.",
            Localised(
                kk: "Қол қою бағдарламасы жауап бермеді.", ru: "Программа подписи не отвечает.",
                en: "The signing program has failed."), Remedy.tryAgain,
            technician: "`journalctl -u kiosk-sign`; it starts again by itself. Report it if it recurs."),
        FailureText(
            .signCancelled, cause: "The person said no, or the page went away.",
            Localised(kk: "Қол қою тоқтатылды.", ru: "Подписание отменено.", en: "Signing was cancelled."),
            Remedy.tryAgain, technician: "None: nothing was signed after that."),
        FailureText(
            .documentMalformed, cause: "The document is not what it claims to be: XML, CMS or Base64.",
            Localised(kk: "Құжат бүлінген.", ru: "Документ повреждён.", en: "The document is damaged."),
            Localised(
                kk: "Құжатты қайта алып көріңіз.", ru: "Получите документ заново.",
                en: "Please obtain the document again."),
            technician: "The report gives line and column or the ASN.1 element."),
        FailureText(
            .documentTooLarge, cause: "The document is larger than 64 MiB.",
            Localised(kk: "Құжат тым үлкен.", ru: "Документ слишком большой.", en: "The document is too large."),
            Localised(
                kk: "Кішірек құжат таңдаңыз.", ru: "Выберите документ поменьше.",
                en: "Please choose a smaller document."),
            technician: "Sign its digest instead: `kioskctl sign --digest`."),
        FailureText(
            .documentForbidden, cause: "The XML holds a document type, an entity or a reference to the outside.",
            Localised(
                kk: "Құжатта тыйым салынған бөліктер бар.", ru: "В документе есть запрещённые части.",
                en: "The document holds forbidden parts."),
            Localised(
                kk: "Құжатты жіберушіге хабарласыңыз.", ru: "Обратитесь к отправителю документа.",
                en: "Please ask the sender of the document."),
            technician: "Have the sender leave out DOCTYPE, entities and external references."),
        FailureText(
            .signatureInvalid, cause: "The signature does not fit the document or the certificate.",
            Localised(kk: "Қолтаңба жарамсыз.", ru: "Подпись недействительна.", en: "The signature is not valid."),
            Localised(
                kk: "Құжат өзгертілген болуы мүмкін: түпнұсқасын сұраңыз.",
                ru: "Документ мог быть изменён: запросите оригинал.",
                en: "The document may have been changed: ask for the original."),
            technician: "`kioskctl verify --json` names the signer and the step that failed."),
        FailureText(
            .signatureMissing, cause: "The document holds no signature.",
            Localised(
                kk: "Құжатта қолтаңба жоқ.", ru: "В документе нет подписи.", en: "The document has no signature."),
            Localised(
                kk: "Қол қойылған құжатты таңдаңыз.", ru: "Выберите подписанный документ.",
                en: "Please choose a signed document."), technician: "None."),
    ]

    /// The door for portal pages.
    static let door: [FailureText] = [
        FailureText(
            .doorPortTaken, cause: "Another program holds port 13579, as a rule NCALayer itself.",
            Localised(
                kk: "Порталдарға арналған порт бос емес.", ru: "Порт для порталов занят.",
                en: "The port for portals is taken."), Remedy.employee,
            technician:
                "`kioskctl diagnose` names the program; end NCALayer and remove it from the start of the session."),
        FailureText(
            .doorNotTrusted, cause: "The browser does not trust the door's local certificate.",
            Localised(
                kk: "Браузер жергілікті сертификатқа сенбейді.", ru: "Браузер не доверяет местному сертификату.",
                en: "The browser does not trust the local certificate."), Remedy.employee,
            technician: "`kioskctl trust-door` puts it into the store of the browser; start the browser again."),
        FailureText(
            .doorOriginDenied, cause: "The site is not on the list of allowed sites.",
            Localised(kk: "Бұл сайтқа рұқсат жоқ.", ru: "Этот сайт не разрешён.", en: "This site is not allowed."),
            Remedy.operatorDesk, technician: "Allow it on the page of sites at the desk."),
        FailureText(
            .doorRequest, cause: "The request of the page does not follow the protocol.",
            Localised(
                kk: "Сайттың сұрауы қате.", ru: "Неверный запрос сайта.", en: "The request of the site is wrong."),
            Localised(
                kk: "Бетті жаңартып, қайталаңыз.", ru: "Обновите страницу и повторите.",
                en: "Reload the page and try again."),
            technician: "The log names module and method, never the document."),
        FailureText(
            .doorBusy, cause: "Another page waits for an answer on this screen.",
            Localised(
                kk: "Басқа сұрау орындалып жатыр.", ru: "Выполняется другой запрос.",
                en: "Another request is under way."), Remedy.later, technician: "None: one request at a time is shown."),
    ]

    /// Operators at their desk.
    static let operators: [FailureText] = [
        FailureText(
            .operatorCardNeeded, cause: "The desk is locked until an operator's card is in.",
            Localised(
                kk: "Оператордың картасы қажет.", ru: "Нужна карта оператора.", en: "An operator's card is needed."),
            Localised(
                kk: "Картаңызды салып, PIN енгізіңіз.", ru: "Вставьте свою карту и введите PIN.",
                en: "Insert your card and enter the PIN."),
            technician: "Assign the reader by port to the operator in the configuration."),
        FailureText(
            .operatorUnknown, cause: "The card is not that of an operator of this centre.",
            Localised(
                kk: "Бұл карта оператордікі емес.", ru: "Это не карта оператора.", en: "This is not an operator's card."
            ), Remedy.employee, technician: "Add the certificate to the list of operators."),
        FailureText(
            .operatorLocked, cause: "The card was taken out: the desk is locked.",
            Localised(kk: "Жұмыс орны бұғатталды.", ru: "Рабочее место заблокировано.", en: "The desk is locked."),
            Localised(kk: "Картаңызды қайта салыңыз.", ru: "Вставьте карту снова.", en: "Insert your card again."),
            technician: "None: the rule R4."),
        FailureText(
            .operatorDuty, cause: "The person who is signed in may not do this at this desk.",
            Localised(
                kk: "Сіздің картаңыз бұл жұмысқа тіркелмеген.", ru: "Ваша карта не допущена к этой работе.",
                en: "Your card is not registered for this work."),
            Localised(
                kk: "Осы жұмысқа тіркелген картаны салыңыз.", ru: "Вставьте карту, допущенную к этой работе.",
                en: "Insert a card that is registered for this work."),
            technician: "`kioskctl operators` shows duties; `operators add NAME --duty officer` changes them."),
        FailureText(
            .operatorPersonBusy, cause: "The screen on the person's side is in use, or a card was left in its reader.",
            Localised(
                kk: "Азаматтың экраны бос емес.", ru: "Экран гражданина занят.",
                en: "The person's screen is in use."),
            Localised(
                kk: "Ондағы жұмыс аяқталып, карта алынған соң қайталаңыз.",
                ru: "Повторите, когда там закончат и карта будет вынута.",
                en: "Try again when that is finished and the card is out."),
            technician: "`kioskctl status` names the screen that is shown."),
    ]
}
