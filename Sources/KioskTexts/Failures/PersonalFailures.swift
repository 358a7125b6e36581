import KioskDomain

extension FailureText {
    /// What a person typed, and who may do what.
    static let personal: [FailureText] = [
        FailureText(
            .iinLength, cause: "The typed IIN does not have 12 digits.",
            Localised(kk: "ЖСН 12 цифрдан тұрады.", ru: "ИИН состоит из 12 цифр.", en: "An IIN has 12 digits."),
            Remedy.enterAgain, technician: "None: a typing error."),
        FailureText(
            .iinCharacters, cause: "The typed IIN holds something other than digits.",
            Localised(
                kk: "ЖСН тек цифрлардан тұрады.", ru: "ИИН состоит только из цифр.", en: "An IIN has digits only."),
            Remedy.enterAgain, technician: "None: a typing error."),
        FailureText(
            .iinCheckDigit, cause: "The last digit does not fit the other eleven.",
            Localised(
                kk: "ЖСН қате терілген.", ru: "В ИИН опечатка.", en: "There is a typing error in the IIN."),
            Localised(
                kk: "Нөмірді жеке куәлікпен салыстырып, қайта енгізіңіз.",
                ru: "Сверьте номер с удостоверением и введите ещё раз.",
                en: "Compare the number with your card and enter it again."),
            technician: "None: a typing error."),
        FailureText(
            .iinBirthDate, cause: "The first six digits are no date, or the seventh names no century.",
            Localised(
                kk: "ЖСН қате терілген.", ru: "В ИИН опечатка.", en: "There is a typing error in the IIN."),
            Localised(
                kk: "Нөмірді жеке куәлікпен салыстырып, қайта енгізіңіз.",
                ru: "Сверьте номер с удостоверением и введите ещё раз.",
                en: "Compare the number with your card and enter it again."),
            technician: "None: a typing error."),
        FailureText(
            .documentNumber, cause: "The typed number has not the form of an identity card or passport.",
            Localised(
                kk: "Құжат нөмірі толық емес немесе қате.", ru: "Номер документа неполный или с ошибкой.",
                en: "The document number is incomplete or wrong."),
            Localised(
                kk: "Жеке куәлікте 9 цифр, паспортта N әрпі мен 8 цифр. Қайта енгізіңіз.",
                ru: "В удостоверении 9 цифр, в паспорте буква N и 8 цифр. Введите ещё раз.",
                en: "An identity card has 9 digits, a passport the letter N and 8 digits. Please enter it again."),
            technician: "None: a typing error."),
        FailureText(
            .documentMismatch, cause: "Number or birth date of the document differ from the register.",
            Localised(
                kk: "Құжат деректері тізіліммен сәйкес келмейді.", ru: "Данные документа не совпадают с реестром.",
                en: "The document does not agree with the register."),
            Localised(
                kk: "Жарамды құжаттан қайта енгізіңіз немесе операторға жүгініңіз.",
                ru: "Введите данные действующего документа ещё раз или обратитесь к оператору.",
                en: "Enter the details of your valid document again, or go to an operator."),
            technician: "None at the kiosk: the register is at the portal."),
        FailureText(
            .birthDate, cause: "The typed birth date is no day, or lies in the future.",
            Localised(kk: "Мұндай күн жоқ.", ru: "Такой даты нет.", en: "There is no such date."),
            Remedy.enterAgain, technician: "None: a typing error."),
        FailureText(
            .documentCAN, cause: "The typed card access number does not have six digits.",
            Localised(
                kk: "Құжаттың қол жеткізу нөмірі 6 цифрдан тұрады.", ru: "Номер доступа документа состоит из 6 цифр.",
                en: "The access number of a document has 6 digits."),
            Remedy.enterAgain, technician: "None: a typing error."),
        FailureText(
            .documentExpiry, cause: "The typed expiry date is no day.",
            Localised(
                kk: "Мұндай күн жоқ.", ru: "Такой даты не бывает.", en: "There is no such day."), Remedy.enterAgain,
            technician: "None: a typing error."),
        FailureText(
            .personUnderAge, cause: "The person is younger than 16 by the register.",
            Localised(
                kk: "ЭЦҚ 16 жастан бастап беріледі.", ru: "ЭЦП выдаётся с 16 лет.",
                en: "An EDS is issued from the age of 16."),
            Localised(
                kk: "16 жасқа толған күннен бастап келіңіз.", ru: "Приходите начиная с дня 16-летия.",
                en: "Please come on or after the 16th birthday."), technician: "None: the rule P3."),
        FailureText(
            .personUnknown, cause: "The register does not know the IIN.",
            Localised(
                kk: "Бұл ЖСН тізілімнен табылмады.", ru: "Этот ИИН не найден в реестре.",
                en: "This IIN is not in the register."), Remedy.operatorDesk,
            technician: "None at the kiosk: the register is at the portal."),
        FailureText(
            .personLegalEntity,
            cause: "The EDS belongs to a legal entity; ID cards and personal services are for people.",
            Localised(
                kk: "Бұл қызмет тек жеке тұлғаларға арналған.", ru: "Эта услуга только для физических лиц.",
                en: "This service is for natural persons only."), Remedy.operatorDesk,
            technician: "None: the rule E3."),
        FailureText(
            .consentMissing, cause: "Consent to the processing of biometric data was not given.",
            Localised(
                kk: "Биометриялық деректерді өңдеуге келісім берілмеді.",
                ru: "Нет согласия на обработку биометрических данных.",
                en: "Consent to the processing of biometric data was not given."),
            Localised(
                kk: "Келісім беріңіз немесе қызметкерге жүгініңіз.", ru: "Дайте согласие или обратитесь к сотруднику.",
                en: "Give your consent, or ask an employee."), technician: "None: the rule B0."),
        FailureText(
            .proofMissing, cause: "An attempt was asked for without an SMS code or card PIN before it.",
            Localised(
                kk: "Алдымен SMS-кодпен немесе картаның PIN-кодымен растаңыз.",
                ru: "Сначала подтвердите себя SMS-кодом или PIN-кодом карты.",
                en: "First confirm yourself by SMS code or by the PIN of your card."), Remedy.startOver,
            technician: "Should not be reachable from a screen: send a report."),
    ]
}
