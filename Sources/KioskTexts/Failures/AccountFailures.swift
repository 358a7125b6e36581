import KioskDomain

extension FailureText {
    /// Log-in to the personal account, and its phone number.
    static let account: [FailureText] = [
        FailureText(
            .phoneInvalid, cause: "The number is no mobile number of Kazakhstan, or the description is missing.",
            Localised(
                kk: "Бұл Қазақстанның ұялы нөмірі емес.", ru: "Это не мобильный номер Казахстана.",
                en: "This is no mobile number of Kazakhstan."), Remedy.enterAgain,
            technician: "None: `+77` and nine digits are taken."),
        FailureText(
            .logInOver, cause: "The log-in ended, took too long, or belongs to another machine.",
            Localised(
                kk: "Жеке кабинетке кіру уақыты бітті.", ru: "Время входа в личный кабинет истекло.",
                en: "The time of this log-in is over."), Remedy.startOver,
            technician: "None: five minutes for the proofs, half an hour for the account, by the portal's clock."),
        FailureText(
            .logInIncomplete, cause: "A proof is missing: the EDS, the SMS code, or the scan by the mobile app (L1).",
            Localised(
                kk: "Жеке кабинетке кіру аяқталмаған.", ru: "Вход в личный кабинет не завершён.",
                en: "The log-in is not complete."), Remedy.startOver,
            technician: "A kiosk that asks too early is at fault; look which version it runs."),
        FailureText(
            .phoneSignatureOver,
            cause: "A signature by the mobile app was ended, took too long, or belongs to another machine.",
            Localised(
                kk: "Телефонмен қол қою уақыты бітті.", ru: "Время подписания телефоном истекло.",
                en: "The time for signing with the phone is over."), Remedy.startOver,
            technician: "None: five minutes from the code to the signature, by the portal's clock."),
    ]
}
