import KioskDomain

extension FailureText {
    private static let refused = Localised(
        kk: "Портал сұрауды қабылдамады.", ru: "Портал отклонил запрос.", en: "The portal refused the request.")

    /// The central portal.
    static let portal: [FailureText] = [
        FailureText(
            .portalUnreachable, cause: "The portal does not answer within the deadline.",
            Localised(
                kk: "Порталмен байланыс жоқ.", ru: "Нет связи с порталом.", en: "The portal cannot be reached."),
            Remedy.later, technician: "Check line, DNS and `portal.url`; what is unsent is kept and sent later."),
        FailureText(
            .portalRefused, cause: "The portal answered with a refusal that has no code of its own.", refused,
            Remedy.operatorDesk, technician: "The answer's title stands in the log; give it to the portal's team."),
        FailureText(
            .portalAnswer, cause: "The portal's answer does not keep to the contract.",
            Localised(
                kk: "Порталдың жауабы түсініксіз.", ru: "Получен непонятный ответ портала.",
                en: "The portal's answer was not understood."), Remedy.later,
            technician: "Compare the versions of kiosk and portal; a proxy in between may alter answers."),
        FailureText(
            .portalTrust, cause: "The portal's certificate is not signed by the configured authority.",
            Localised(
                kk: "Порталға қауіпсіз қосылу мүмкін емес.", ru: "Безопасное соединение с порталом невозможно.",
                en: "There is no safe connection to the portal."), Remedy.otherKiosk,
            technician: "Check `portal.ca-file` and the clock. Never go on around it: someone may be listening."),
        FailureText(
            .requestForOtherPerson,
            cause: "Proof, attempt or certificate request name another IIN than the application.",
            Localised(
                kk: "Сұрау басқа адамға қатысты.", ru: "Запрос относится к другому человеку.",
                en: "The request is about another person."), Remedy.startOver,
            technician: "Should not be reachable from a screen: send a report."),
        FailureText(
            .requestUnproven, cause: "The portal was asked for an attempt without the proof of B0.",
            Localised(
                kk: "Алдымен SMS-кодпен немесе картаның PIN-кодымен растаңыз.",
                ru: "Сначала подтвердите себя SMS-кодом или PIN-кодом карты.",
                en: "First confirm yourself by SMS code or by the PIN of your card."), Remedy.startOver,
            technician: "Should not be reachable from a screen: send a report."),
        FailureText(
            .idempotencyConflict, cause: "A number was sent again with another content; the portal changed nothing.",
            refused,
            Remedy.operatorDesk,
            technician: "The kiosk's journal may have been restored from a copy: enrol it anew, keep the old journal."),
        FailureText(
            .demonstrationRefused, cause: "An event with the demonstration mark reached a real portal.", refused,
            Remedy.otherKiosk,
            technician: "Virtual parts are only for the demonstration: remove them, enrol the kiosk anew."),
        FailureText(
            .storeUnavailable, cause: "The portal's database cannot be reached, or takes no changes now.",
            Localised(
                kk: "Портал уақытша қолжетімсіз.", ru: "Портал временно недоступен.",
                en: "The portal is unavailable for the moment."), Remedy.later,
            technician:
                "Nothing was lost: what was not acknowledged is sent again. The portal's team looks at its database."),
        FailureText(
            .portalBusy, cause: "More is sent to the portal at once than it takes; it read nothing of this.",
            Localised(
                kk: "Порталға қазір жүктеме тым көп.", ru: "Портал сейчас перегружен.",
                en: "The portal is too busy for the moment."), Remedy.later,
            technician:
                "Nothing was lost: it is sent again by itself. If it stays, the portal's team adds processes or memory."
        ),
        FailureText(
            .certificateMismatch, cause: "The issued certificate does not fit the key or the person.",
            Localised(
                kk: "Сертификат кілтке сәйкес келмейді.", ru: "Сертификат не соответствует ключу.",
                en: "The certificate does not fit the key."), Remedy.operatorDesk,
            technician: "Nothing was written. Report the application number to the portal's team."),
        FailureText(
            .portalRequest, cause: "The portal found the request malformed.", refused, Remedy.later,
            technician: "Compare the versions of kiosk and portal."),
        FailureText(
            .enrolmentRefused, cause: "The one-time code for enrolling is wrong, used, too old, or not for this role.",
            refused, Remedy.otherKiosk,
            technician: "Have a new code made for this machine's role (docs/trust.md); each serves one machine once."),
        FailureText(
            .kioskCertificate, cause: "The machine shows no certificate that the portal's kiosk authority gave it.",
            refused, Remedy.otherKiosk,
            technician: "Put a new one-time code into `portal.enrolment-code-file` and restart: it enrols anew."),
        FailureText(
            .kioskCertificateExpired,
            cause: "The machine's client certificate is out of date; it was off for too long.",
            refused, Remedy.otherKiosk,
            technician: "Put a new one-time code into `portal.enrolment-code-file` and restart. Nothing is lost."),
        FailureText(
            .kioskRevoked, cause: "The portal's team shut this machine out.",
            Localised(
                kk: "Бұл киоск порталдан ажыратылған.", ru: "Этот киоск отключён от портала.",
                en: "This kiosk is shut out of the portal."), Remedy.otherKiosk,
            technician: "Its data stay and are not sent. Ask the portal's team why; it can only enrol as a new machine."
        ),
        FailureText(
            .roleRefused, cause: "The machine's role does not allow the call.", refused, Remedy.operatorDesk,
            technician: "Compare its roles at the portal with `kiosk.role`; a code for the right role enrols it anew."),
        FailureText(
            .otherCentre, cause: "The machine speaks for another centre than the one that it names.", refused,
            Remedy.operatorDesk,
            technician: """
                Compare `queue.centre` with the centre that `kiosk-portal kiosks` lists; `kiosk-portal move` changes it.
                """),
        FailureText(
            .applicationUnknown, cause: "The portal knows no application with this number.",
            Localised(
                kk: "Мұндай нөмірлі өтінім табылмады.", ru: "Заявление с таким номером не найдено.",
                en: "There is no application with this number."),
            Localised(
                kk: "Нөмірді тексеріп, қайта енгізіңіз.", ru: "Проверьте номер и введите ещё раз.",
                en: "Check the number and enter it again."),
            technician: "None, unless the kiosk was moved to another portal."),
        FailureText(
            .applicationNumber, cause: "What was typed is not the number of an application.",
            Localised(
                kk: "Өтініш нөмірінде E әрпінен кейін 9 сан болады.",
                ru: "В номере заявления после буквы E девять цифр.",
                en: "An application number has nine digits after the letter E."),
            Localised(
                kk: "Нөмірді талоннан немесе порталдан қарап, қайта енгізіңіз.",
                ru: "Посмотрите номер на талоне или на портале и введите ещё раз.",
                en: "Look at your slip or at the portal and enter it again."),
            technician: "None: a typing error."),
        FailureText(
            .applicationTries,
            cause: "Too many numbers of applications were tried in vain for this IIN or at this kiosk.",
            Localised(
                kk: "Нөмір тым көп рет қате енгізілді.", ru: "Номер слишком много раз введён неверно.",
                en: "Too many wrong numbers were entered."),
            Localised(
                kk: "15 минуттан кейін қайталаңыз немесе операторға барыңыз.",
                ru: "Повторите через 15 минут или подойдите к оператору.",
                en: "Try again in 15 minutes, or go to an operator."),
            technician: "If many people meet it at one kiosk, look at who stands before it: numbers are being guessed."),
        FailureText(
            .applicationLate, cause: "The application was handed in later than on its last day (E4).",
            Localised(
                kk: "Өтінішті тапсыру мерзімі өтті.", ru: "Срок сдачи заявления истёк.",
                en: "The time for handing in this application is over."),
            Localised(
                kk: "Жаңа өтініш беру керек.", ru: "Нужно подать новое заявление.", en: "A new application is needed."),
            technician: "None: the rule E4."),
        FailureText(
            .applicationElsewhere, cause: "The application names another centre (E4).",
            Localised(
                kk: "Бұл өтініш басқа орталыққа берілген.", ru: "Это заявление подано в другой центр.",
                en: "This application is for another centre."),
            Localised(
                kk: "Өтініште көрсетілген орталыққа барыңыз.", ru: "Обратитесь в центр, указанный в заявлении.",
                en: "Go to the centre that stands on the application."),
            technician: "None: the rule E4. If it is this one, compare `psc.code` with the portal's."),
        FailureText(
            .applicationDecided, cause: "Another operator has answered the application already (E5).",
            Localised(
                kk: "Бұл өтінішке жауап берілген.", ru: "По этому заявлению уже принято решение.",
                en: "This application was answered before."),
            Localised(
                kk: "Өтінішті қайта ашып, шешімді қараңыз.", ru: "Откройте заявление ещё раз: там видно решение.",
                en: "Open the application again to see the answer."),
            technician: "None: two desks worked on one application."),
        FailureText(
            .applicationAlreadyWritten, cause: "The EDS of this application was written at this kiosk before.",
            Localised(
                kk: "Бұл өтініштің ЭЦҚ-сы осы жерде жазылған.",
                ru: "ЭЦП по этому заявлению здесь уже записана.",
                en: "The EDS of this application was written here already."),
            Localised(
                kk: "Картаңызды не флешкадағы EDS файлын қараңыз. ЭЦҚ жоқ болса, операторға жүгініңіз.",
                ru: "Посмотрите на карте или файл EDS на флешке. Если ЭЦП нет, обратитесь к оператору.",
                en: "Look at your card, or for the EDS file on your stick. If there is no EDS, go to an operator."),
            technician: "None: the journal has it as written; the portal hears of it by the outbox."),
        FailureText(
            .applicationNothingToWrite,
            cause: "The application is not confirmed, or its keys are written: none are made for it (E5).",
            Localised(
                kk: "Бұл өтініш бойынша қазір жазатын ештеңе жоқ.", ru: "По этому заявлению сейчас нечего записывать.",
                en: "There is nothing to write for this application now."),
            Localised(
                kk: "Өтінішті ашып, күйін қараңыз.", ru: "Откройте заявление и посмотрите его состояние.",
                en: "Open the application and look at where it stands."),
            technician: "None: the rule E5."),
        FailureText(
            .applicationMedium, cause: "The medium of the application is not written here (E1, E3a).",
            Localised(
                kk: "Бұл тасығышқа мұнда жазылмайды.", ru: "На этот носитель здесь не записывают.",
                en: "This medium is not written here."),
            Localised(
                kk: "Басқа тасығышқа жаңа өтініш қабылдаңыз.", ru: "Примите заявление на другой носитель.",
                en: "Take an application for another medium."),
            technician: "The rule table `media` says what a desk writes; a key file needs `stick.socket`."),
        FailureText(
            .applicationNoMedium, cause: "The rule table `media` leaves this kiosk no medium that it can write (E3a).",
            Localised(
                kk: "Бұл киоскіде ЭЦҚ берілмейді.", ru: "В этом киоске ЭЦП не выдают.",
                en: "This kiosk issues no EDS."), Remedy.otherKiosk,
            technician: "The rule table `media` lists what kiosks write; a key file needs `stick.socket`."),
        FailureText(
            .applicationAtDesk, cause: "The keys go to a person's token: an operator writes them (E3a).",
            Localised(
                kk: "Токенге кілттерді оператор жазады.", ru: "Ключи на токен запишет оператор.",
                en: "An operator writes the keys to your token."),
            Localised(
                kk: "Өтініш нөмірімен, токенмен және жеке куәлікпен операторға барыңыз.",
                ru: "Подойдите к оператору с номером заявления, токеном и удостоверением личности.",
                en: "Go to an operator with the number of the application, your token and your identity card."),
            technician: "None: the rule E3a. The operator's page writes it by its number (docs/cards.md)."),
        FailureText(
            .reissueNotValid, cause: "The EDS that signed is not valid, or not of this portal (E6).",
            Localised(
                kk: "Бұл ЭЦҚ енді жарамсыз, оны жаңарту мүмкін емес.",
                ru: "Эта ЭЦП больше не действует, продлить её нельзя.",
                en: "This EDS is not valid any more and cannot be renewed."),
            Remedy.byFace,
            technician: "None: the rule E6. `kiosk-portal` lists the certificate's revocation in its audit."),
        FailureText(
            .reissueExcluded, cause: "An EDS of this kind is not renewed with its own key (E6, E3).",
            Localised(
                kk: "Мұндай ЭЦҚ киоскіде жаңартылмайды.", ru: "Такая ЭЦП в киоске не продлевается.",
                en: "An EDS of this kind is not renewed at a kiosk."),
            Localised(kk: "Операторға барыңыз.", ru: "Подойдите к оператору.", en: "Go to an operator."),
            technician: "None: the rules E6 and E3."),
        FailureText(
            .reissueStale, cause: "The signed application is older or newer than the portal's clock allows.",
            Localised(
                kk: "Қол қойылған өтініштің уақыты өтіп кетті.", ru: "Подписанное заявление устарело.",
                en: "The signed application is out of date."),
            Localised(kk: "Қайта бастаңыз.", ru: "Начните ещё раз.", en: "Begin again."),
            technician: "Compare the kiosk's clock with the portal's: `kioskctl status` shows both."),
    ]
}
