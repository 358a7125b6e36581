import KioskDomain

extension FailureText {
    /// Exchange of the identity card (I1–I6).
    static let exchange: [FailureText] = [
        FailureText(
            .exchangeUnavailable, cause: "The card cannot be exchanged online: window, pilot or reason (I1, I3).",
            Localised(
                kk: "\(CardExchangeGate.unavailableText.kk).", ru: "\(CardExchangeGate.unavailableText.ru).",
                en: "\(CardExchangeGate.unavailableText.en)."),
            Remedy.operatorDesk,
            technician: "The answer's detail names the reason: the days of the pilot and of the window are rule data."),
        FailureText(
            .exchangePicture, cause: "Photo or signature specimen is no picture of the form that is taken.",
            Localised(
                kk: "Фотосурет немесе қол үлгісі жарамсыз.", ru: "Фото или образец подписи не подходит.",
                en: "The photo or the signature specimen cannot be used."),
            Localised(
                kk: "Суретке қайта түсіп, қолыңызды қайта қойыңыз.", ru: "Сделайте фото и подпись ещё раз.",
                en: "Take the photo and sign once more."),
            technician: "A photo is a JPEG of portrait format, a specimen a PNG; docs/exchange.md has the limits."),
        FailureText(
            .exchangeFeeUnpaid, cause: "No payment for this person has the reference that was given.",
            Localised(
                kk: "Мемлекеттік баж төлемі табылмады.", ru: "Оплата госпошлины не найдена.",
                en: "No payment of the state fee was found."),
            Localised(
                kk: "Төлем нөмірін тексеріңіз немесе бажды төлеңіз.",
                ru: "Проверьте номер платежа или оплатите пошлину.",
                en: "Check the payment's reference, or pay the fee."),
            technician: "None: the payment's register is at the portal."),
        FailureText(
            .exchangeFeeUsed, cause: "The payment counted for another application already.",
            Localised(
                kk: "Бұл төлем басқа өтінішке жұмсалған.", ru: "Этот платёж уже учтён в другой заявке.",
                en: "This payment was used for another application."),
            Localised(
                kk: "Бажды қайта төлеп, жаңа нөмірді енгізіңіз.",
                ru: "Оплатите пошлину и введите номер нового платежа.",
                en: "Pay the fee and enter the new reference."),
            technician: "None: a payment counts once."),
        FailureText(
            .exchangeFeeRefundable,
            cause: "The payment was for an application that was annulled; a new one pays again (I5).",
            Localised(
                kk: "Бұл төлем күші жойылған өтінішке тиесілі.", ru: "Этот платёж относится к аннулированной заявке.",
                en: "This payment belongs to an application that was annulled."),
            Localised(
                kk: "Бажды қайта төлеңіз; бұрынғысын қайтарып алуға болады.",
                ru: "Оплатите пошлину снова; прежнюю можно вернуть.",
                en: "Pay the fee again; the earlier one can be refunded."),
            technician: "None: the rule I5."),
        FailureText(
            .exchangeUnderWay, cause: "The person has an application that is not finished.",
            Localised(
                kk: "Сіздің өтінішіңіз қаралуда.", ru: "Ваша заявка уже рассматривается.",
                en: "Your application is being dealt with already."),
            Localised(
                kk: "Оның күйін тіркеу талонының нөмірімен қараңыз.",
                ru: "Узнайте её состояние по номеру талона регистрации.",
                en: "See how it stands by the number of your registration slip."),
            technician: "None: one application at a time."),
        FailureText(
            .exchangeSlipUnknown, cause: "No application for an exchange has this slip number.",
            Localised(
                kk: "Мұндай талон нөмірі табылмады.", ru: "Талон с таким номером не найден.",
                en: "There is no slip with this number."),
            Remedy.enterAgain, technician: "None, unless the kiosk was moved to another portal."),
        FailureText(
            .exchangeDecided, cause: "Another officer decided the application already.",
            Localised(
                kk: "Бұл өтініш бойынша шешім қабылданған.", ru: "По этой заявке уже принято решение.",
                en: "This application was decided before."),
            Localised(
                kk: "Өтінішті қайта ашып, шешімді қараңыз.", ru: "Откройте заявку ещё раз: там видно решение.",
                en: "Open the application again to see the decision."),
            technician: "None: two officers worked on one application."),
        FailureText(
            .exchangePicturesGone, cause: "Photo and specimen were kept as long as they may be, and are erased.",
            Localised(
                kk: "Фотосурет пен қол үлгісі өшірілген.", ru: "Фото и образец подписи уже стёрты.",
                en: "Photo and signature specimen are erased."),
            Localised(
                kk: "Өтініштің күшін жойыңыз: жаңасы керек.", ru: "Аннулируйте заявку: нужна новая.",
                en: "Annul the application: a new one is needed."),
            technician:
                "Officers take too long: look at their queue. How long pictures are kept stands in docs/exchange.md."
        ),
        FailureText(
            .exchangeOfficerUnknown, cause: "Who signed is on no list of the migration service's officers.",
            Localised(
                kk: "Бұл ЭЦҚ қызметкер тізімінде жоқ.", ru: "Эта ЭЦП не принадлежит сотруднику службы.",
                en: "This EDS is not an officer's."),
            Localised(
                kk: "Қызметтік ЭЦҚ-мен қол қойыңыз.", ru: "Подпишите служебной ЭЦП.",
                en: "Sign with the EDS under which you are listed."),
            technician: "`kiosk-portal officers` lists them, `--add` and `--remove` change the list."),
        FailureText(
            .exchangeOwnApplication, cause: "An officer decides about an application of their own.",
            Localised(
                kk: "Өз өтінішіңізді тексере алмайсыз.", ru: "Свою заявку проверять нельзя.",
                en: "Nobody decides about their own application."),
            Localised(
                kk: "Өтінішті әріптесіңізге беріңіз.", ru: "Передайте заявку коллеге.",
                en: "Leave it to a colleague."),
            technician: "None: each application is checked by someone else."),
        FailureText(
            .exchangeNotReady, cause: "The step is not the application's next one: the card is not there yet.",
            Localised(
                kk: "Жеке куәлік әлі дайын емес.", ru: "Удостоверение ещё не готово.",
                en: "The identity card is not ready yet."),
            Localised(
                kk: "Күйін талон нөмірімен кейінірек қараңыз.", ru: "Проверьте состояние по номеру талона позже.",
                en: "Look again later by the number of the slip."),
            technician: "None: cards are told by the registration point when they arrive."),
        FailureText(
            .exchangeNoEDS, cause: "The card has no EDS that signs today; the application is made under one (I4).",
            Localised(
                kk: "Картада жарамды ЭЦҚ жоқ.", ru: "На карте нет действующей ЭЦП.",
                en: "There is no valid EDS on the card."),
            Remedy.byFace,
            technician: "`kioskctl card` shows what is on it: a signature certificate within its dates is needed."),
        FailureText(
            .exchangePhoto, cause: "No picture met the rules for a portrait in time.",
            Localised(
                kk: "Сурет түсірілмеді.", ru: "Фото не получилось.", en: "The photo did not succeed."),
            Localised(
                kk: "Экрандағы кеңестерді орындап, қайталап көріңіз.",
                ru: "Следуйте подсказкам на экране и попробуйте ещё раз.",
                en: "Follow the hints on the screen and try again."),
            technician:
                "docs/exchange.md has the rules. Look at the light in the face and at what is behind the person."),
        FailureText(
            .exchangePayment, cause: "What was typed is no reference of a payment.",
            Localised(
                kk: "Төлем нөмірі қате терілді.", ru: "Номер платежа введён неверно.",
                en: "This is not the reference of a payment."),
            Localised(
                kk: "Түбіртектегі нөмірді қайта теріңіз: 8–20 цифр.",
                ru: "Введите номер с квитанции ещё раз: 8–20 цифр.",
                en: "Enter the reference on the receipt again: 8 to 20 digits."), technician: "None."),
        FailureText(
            .exchangeAtDesk, cause: "The person wishes to give no photo or signature here: no application is made.",
            Localised(
                kk: "Сурет пен қол үлгісінсіз онлайн өтініш берілмейді.",
                ru: "Без фото и подписи онлайн-заявка не подаётся.",
                en: "Without photo and signature no application is made online."),
            Localised(
                kk: "Куәлікті орталықта әдеттегі тәртіппен ауыстырыңыз: құжаттандыру кезегіне талон алыңыз.",
                ru: "Обменяйте удостоверение в центре обычным порядком: возьмите талон на документирование.",
                en: "Exchange the card at the centre by the ordinary procedure: take a queue number for documents."),
            technician: "None: no desk takes an application for the online exchange."),
        FailureText(
            .exchangeDisagrees, cause: "What the portal shows of an application is not what its applicant signed.",
            Localised(
                kk: "Портал жауабы қол қойылған өтінішке сәйкес емес.",
                ru: "Ответ портала не совпадает с подписанной заявкой.",
                en: "The portal's answer disagrees with the signed application."),
            Localised(
                kk: "Шешім қабылдамаңыз. Техникке хабарлаңыз.", ru: "Не принимайте решение. Сообщите технику.",
                en: "Do not decide. Tell the technician."),
            technician: "Tell the portal's team slip and time: its data were altered, or mixed up."),
    ]
}
