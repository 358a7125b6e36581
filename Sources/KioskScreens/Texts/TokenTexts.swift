import KioskDomain
import KioskTexts

/// An EDS on a token with a vendor's module: E2, E9, E10.
enum TokenTexts {
    static let offerReport = Localised(kk: "ЭЦҚ-м токенде", ru: "Моя ЭЦП на токене", en: "My EDS is on a token")
    static let insertOwn = Localised(
        kk: "Токеніңізді қосыңыз", ru: "Подключите свой токен", en: "Plug in your token")
    static let title = Localised(
        kk: "Токеніңізде не бар", ru: "Что на вашем токене", en: "What is on your token")
    static let none = Localised(
        kk: "Токенде ЭЦҚ сертификаты көрінбейді.", ru: "Сертификатов ЭЦП на токене не видно.",
        en: "No EDS certificate can be seen on the token.")
    static let several = Localised(
        kk: "Бірнеше әрекет қалды, санын токен айтпайды", ru: "Осталось несколько попыток, число токен не сообщает",
        en: "More than one try is left; the token does not say how many")
    /// E6, E3a: a token is written for a new application only, and by an operator; a kiosk may take the application.
    static func renewedAt(takesApplications: Bool) -> Localised { takesApplications ? appliedFor : notHere }
    private static let appliedFor = Localised(
        kk: "Токендегі ЭЦҚ мұнда жаңартылмайды. Жаңасына «Бет-әлпетпен ЭЦҚ алу» қызметінде өтініш беріледі, "
            + "токенге оператор жазады.",
        ru: "ЭЦП на токене здесь не обновляют. Заявление на новую — в услуге «Получить ЭЦП по лицу», "
            + "на токен её запишет оператор.",
        en: "An EDS on a token is not renewed here. Apply anew at “Get an EDS by face”: an operator writes it.")
    private static let notHere = Localised(
        kk: "Токендегі ЭЦҚ мұнда жаңартылмайды. Операторға барыңыз.",
        ru: "ЭЦП на токене здесь не обновляют. Подойдите к оператору.",
        en: "An EDS on a token is not renewed here. Go to an operator.")
    /// E3a, E4: the person goes on at a desk.
    static let acceptedAdvice = Localised(
        kk: "Осы нөмірмен, токенмен және жеке куәлікпен операторға барыңыз. Өтініш 30 күнтізбелік күн жарамды.",
        ru: "Подойдите к оператору с этим номером, токеном и удостоверением. "
            + "Заявление действует 30 календарных дней.",
        en: "Go to an operator with this number, your token and your ID card. "
            + "The application is good for 30 calendar days.")
    static let insertAdvice = Localised(
        kk: "Тек өз токеніңізді қалдырыңыз. Ондағы бұрынғы кілттер өзгермейді.",
        ru: "Оставьте только свой токен. Прежние ключи на нём не изменятся.",
        en: "Leave only your own token in. The keys that it has are not changed.")
    static let reading = Localised(kk: "Токен оқылуда", ru: "Читаем токен", en: "Reading your token")
    static let leaveIn = Localised(
        kk: "Токенді шығармаңыз!", ru: "Не отключайте токен!", en: "Leave the token in!")
    static let pin = Localised(
        kk: "Токеннің PIN-кодын енгізіңіз", ru: "Введите PIN-код токена", en: "Enter your token's PIN")
    static let triesUnknown = Localised(
        kk: "Токен қалған әрекет санын айтпайды", ru: "Токен не сообщает, сколько попыток осталось",
        en: "The token does not say how many tries are left")
    static let unknownTries = Localised(
        kk: "Токен қанша мүмкіндік қалғанын айтпайды. Келесі қате PIN-код оны бұғаттауы мүмкін. Жалғастырасыз ба?",
        ru: "Токен не сообщает, сколько попыток осталось. Следующая ошибка может заблокировать его. Продолжить?",
        en: "The token does not tell how many tries are left. The next wrong PIN may block it. Go on?")
    static let wrongHere = Localised(
        kk: "Токен қалған әрекет санын айтпайды. Осында қате енгізілді: {}",
        ru: "Токен не сообщает, сколько попыток осталось. Введено здесь с ошибкой: {}",
        en: "The token does not say how many tries are left. Wrong entries here: {}")
    static let lastTryAdvice = Localised(
        kk: "PIN-код қате болса, токен бұғатталады. Сенімді болмасаңыз, бас тартыңыз: өтініш 30 күн сақталады.",
        ru: "Если PIN-код неверный, токен заблокируется. Если вы не уверены, отмените: заявление хранится 30 дней.",
        en: "If the PIN is wrong, the token blocks itself. If you are not sure, cancel: the application is kept for "
            + "30 days.")
    static let verifying = Localised(
        kk: "Токен PIN-кодты тексеруде", ru: "Токен проверяет PIN-код", en: "The token is checking the PIN")
    static let newPINRule = Localised(
        kk: "6–12 сан. Туған күніңізді қолданбаңыз.", ru: "От 6 до 12 цифр. Не используйте дату рождения.",
        en: "6 to 12 digits. Do not use your birth date.")
    static let offer = Localised(
        kk: "ЭЦҚ жазылды. PIN-кодты ауыстырасыз ба?", ru: "ЭЦП записана. Сменить PIN-код?",
        en: "The EDS is on your token. Change its PIN?")
    static let writing = Localised(
        kk: "ЭЦҚ токенге жазылуда", ru: "ЭЦП записывается на токен", en: "Writing the EDS to your token")
    static let issuedAbout = Localised(
        kk: "Сертификаттар токеніңізге жазылып, қайта оқылды. Токенді алыңыз.",
        ru: "Сертификаты записаны на ваш токен и прочитаны обратно. Заберите токен.",
        en: "The certificates are on your token and were read back. Take your token.")
    static let left = Localised(
        kk: "Өтініш сақталды, ЭЦҚ токенге жазылмады", ru: "Заявление сохранено, ЭЦП на токен не записана",
        en: "Application kept, no EDS on the token yet")
    static let leftAdvice = Localised(
        kk: "Токенді алыңыз. Осы нөмірмен және сол токенмен оператор 30 күнтізбелік күн ішінде аяқтайды.",
        ru: "Заберите токен. С этим номером и тем же токеном оператор закончит в течение 30 календарных дней.",
        en: "Take your token. With this number and the same token an operator finishes it within 30 calendar days.")
    static let blockedAdvice = Localised(
        kk: "Ұмытылған PIN-кодты қалпына келтіруге болмайды. Токенді өндірушісінің бағдарламасымен, PUK-кодпен ашыңыз.",
        ru: "Забытый PIN-код восстановить нельзя. Разблокируйте токен программой изготовителя, PUK-кодом.",
        en: "A forgotten PIN cannot be recovered. Unblock the token with its maker's program and the PUK.")

    static let pukAdvice = Localised(
        kk: "Өндіруші оны токен әкімшісінің PIN-коды деп те атайды.",
        ru: "Изготовитель называет его и PIN-кодом администратора токена.",
        en: "Its maker may call it the administrator's PIN of the token.")
    static let lastPINTry = Localised(
        kk: "PIN-код қате болса, токен бұғатталады. Сенімді болмасаңыз, бас тартыңыз.",
        ru: "Если PIN-код неверный, токен заблокируется. Если вы не уверены, отмените.",
        en: "If the PIN is wrong, the token blocks itself. If you are not sure, cancel.")
    static let lastPUKTry = Localised(
        kk: "PUK-код қате болса, токенді енді ашу мүмкін болмайды. Сенімді болмасаңыз, бас тартыңыз.",
        ru: "Если PUK-код неверный, токен больше нельзя будет разблокировать. Если вы не уверены, отмените.",
        en: "If the PUK is wrong, the token can never be unblocked again. If you are not sure, cancel.")

    static func working(_ work: PINWork) -> Localised {
        switch work {
        case .change: CardTexts.changing
        case .unblock: CardCareTexts.unblocking
        case .first: Localised(kk: "PIN-код қойылуда", ru: "Задаём PIN-код", en: "Setting the PIN")
        }
    }

    /// E9: here, anew, or where the maker's own program is.
    static func recovery(_ recovery: PINRecovery?) -> Localised {
        recovery.map { PINTexts.recovery($0) } ?? blockedAdvice
    }

    /// Kind and label, and that there is nothing to see.
    static func lead(of token: HeldToken) -> Localised {
        let (kind, name) = (token.medium.text, token.name)
        func lead(_ language: Language) -> String {
            let known = name.isEmpty ? kind[language] : "\(kind[language]): \(name)"
            return token.certificates.isEmpty ? "\(known). \(none[language])" : known
        }
        return Localised(kk: lead(.kazakh), ru: lead(.russian), en: lead(.english))
    }

    /// E9: before anybody decides to enter anything, and never a guess.
    static func standing(_ pin: TokenPINStanding) -> Localised {
        switch pin {
        case .tries(.remaining(1)): CardTexts.lastOne
        case .tries(.remaining(let count)): PINTexts.remaining(count)
        case .tries(.several): several
        case .tries(.unknown): triesUnknown
        case .tries(.wrongHere(let count)): wrongHere.with(count)
        case .blocked: CardCareTexts.counter(.blocked)
        case .missing: FailureCode.tokenBlank.text
        }
    }

    static func insert(_ medium: Medium) -> Localised {
        let name = medium.text
        return Localised(
            kk: "Токенді қосыңыз: \(name.kk)", ru: "Подключите токен: \(name.ru)", en: "Plug in your token: \(name.en)")
    }

    static func name(of step: WriteStep) -> Localised {
        step == .keys
            ? Localised(
                kk: "Токенде жаңа кілттер жасау", ru: "Создание ключей на токене", en: "Making keys on the token")
            : CardTexts.name(of: step)
    }
}
