import KioskDomain

extension FailureText {
    /// The EDS of an organisation (E3, P2).
    static let organisations: [FailureText] = [
        FailureText(
            .binLength, cause: "The typed BIN does not have 12 digits.",
            Localised(kk: "БСН 12 цифрдан тұрады.", ru: "БИН состоит из 12 цифр.", en: "A BIN has 12 digits."),
            Remedy.enterAgain, technician: "None: a typing error."),
        FailureText(
            .binCheckDigit, cause: "The last digit of the BIN does not fit the other eleven.",
            Localised(kk: "БСН қате терілген.", ru: "В БИН опечатка.", en: "There is a typing error in the BIN."),
            againstPapers, technician: "None: a typing error."),
        FailureText(
            .binType, cause: "The fifth digit of the typed number is not one of an organisation: 4, 5 or 6.",
            Localised(
                kk: "Бұл нөмір ұйымның БСН-і емес.", ru: "Это не БИН организации.",
                en: "This is not the BIN of an organisation."),
            againstPapers, technician: "None: a typing error, or an IIN."),
        FailureText(
            .organisationUnknown, cause: "The register of legal entities does not know the BIN.",
            Localised(
                kk: "Бұл БСН тізілімнен табылмады.", ru: "Этот БИН не найден в реестре.",
                en: "This BIN is not in the register."),
            againstPapers, technician: "None at the kiosk: the register is at the portal."),
        FailureText(
            .organisationClosed, cause: "The organisation is closed by the register.",
            Localised(
                kk: "Тізілім бойынша бұл ұйым жабылған.", ru: "По реестру эта организация закрыта.",
                en: "This organisation is closed by the register."),
            Localised(
                kk: "Жабылған ұйымға ЭЦҚ берілмейді. Қателік болса, тіркеу органына жүгініңіз.",
                ru: "Закрытой организации ЭЦП не выдают. Если это ошибка, обратитесь в регистрирующий орган.",
                en: "A closed organisation gets no EDS. If that is a mistake, ask the registering body."),
            technician: "None at the kiosk: the register is at the portal."),
        FailureText(
            .organisationOtherHead, cause: "The register names another person as head of the organisation (E3).",
            Localised(
                kk: "Тізілім бойынша бұл ұйымның басшысы сіз емессіз.",
                ru: "По реестру вы не руководитель этой организации.",
                en: "By the register you are not the head of this organisation."),
            Localised(
                kk: "Өтінішті басшының өзі береді. Басшы ауысса, алдымен тізілімді жаңартыңыз.",
                ru: "Заявление подаёт сам руководитель. Если он сменился, сначала обновите реестр.",
                en: "The head applies in person. If the head has changed, have the register updated first."),
            technician: "None at the kiosk: the register is at the portal."),
        FailureText(
            .organisationIDCard, cause: "An ID card holds the EDS of natural persons only (E3).",
            Localised(
                kk: "Жеке куәлікке ұйымның ЭЦҚ-сы жазылмайды: ол тек жеке тұлғаларға арналған.",
                ru: "На удостоверение ЭЦП организации не записывают: оно только для физических лиц.",
                en: "An identity card takes no EDS of an organisation: it is for natural persons only."),
            Localised(
                kk: "Флешканы немесе токенді таңдаңыз.", ru: "Выберите флешку или токен.",
                en: "Choose a stick or a token."),
            technician: "None: the rule E3."),
        FailureText(
            .organisationOwnEDS, cause: "The application was signed with the EDS of an organisation (E3).",
            Localised(
                kk: "Өтінішке ұйымның ЭЦҚ-сымен қол қойылған.", ru: "Заявление подписано ЭЦП организации.",
                en: "The application is signed with the EDS of an organisation."),
            Localised(
                kk: "Басшының жеке ЭЦҚ-сымен қол қойыңыз.", ru: "Подпишите личной ЭЦП руководителя.",
                en: "Sign with the head's own EDS."),
            technician: "None: the rule E3."),
        FailureText(
            .organisationAtDesk,
            cause: "The keys go to a token, or this kiosk saves no files: an operator writes them (E3a).",
            Localised(
                kk: "Бұл кілттерді оператор жазады.", ru: "Эти ключи запишет оператор.",
                en: "An operator writes these keys."),
            Localised(
                kk: "Өтініш нөмірімен және токенмен операторға барыңыз.",
                ru: "Подойдите к оператору с номером заявления и токеном.",
                en: "Go to an operator with the number of the application and your token."),
            technician: "None: the rule E3a. Files want `stick.socket` in kioskd.yaml."),
    ]

    private static let againstPapers = Localised(
        kk: "Нөмірді ұйымның құжаттарымен салыстырып, қайта енгізіңіз.",
        ru: "Сверьте номер с документами организации и введите ещё раз.",
        en: "Compare the number with the organisation's papers and enter it again.")
}
