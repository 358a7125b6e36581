public import KioskDomain

extension CardChange {
    /// What changed on the card, for one key pair (R5).
    public var text: Localised {
        switch self {
        case .unchanged:
            Localised(
                kk: "Картада ештеңе өзгерген жоқ.", ru: "На карте ничего не изменилось.",
                en: "Nothing on the card has changed.")
        case .newKeyWithoutCertificate:
            Localised(
                kk: "Картада жаңа кілт бар, бірақ сертификаты жоқ. Бұрынғы кілт енді жарамайды.",
                ru: "На карте новый ключ, но ещё без сертификата. Прежний ключ больше не действует.",
                en: "A new key is on the card, without a certificate yet. The former key no longer works.")
        case .keyUncertain:
            Localised(
                kk: "Кілттің жазылғаны белгісіз. Бұрынғы кілтті пайдаланбаңыз.",
                ru: "Неизвестно, записан ли ключ. Не пользуйтесь прежним ключом.",
                en: "It is not certain that the key was written. Do not use the former key.")
        case .certificateUncertain:
            Localised(
                kk: "Жаңа кілт жазылды, сертификаттың жазылғаны белгісіз.",
                ru: "Новый ключ записан; неизвестно, записан ли сертификат.",
                en: "The new key is written; it is not certain that the certificate is.")
        case .complete:
            Localised(
                kk: "Кілт пен сертификат жазылды.", ru: "Ключ и сертификат записаны.",
                en: "Key and certificate are written.")
        }
    }
}

extension CardChangeAdvice {
    /// Where the person goes next (R5).
    public var text: Localised {
        switch self {
        case .nothingToDo:
            Localised(kk: "ЭЦҚ дайын.", ru: "ЭЦП готова.", en: "Your EDS is ready.")
        case .tryAgainHere:
            Localised(
                kk: "Осы киоскіде қайталап көріңіз.", ru: "Попробуйте ещё раз у этого киоска.",
                en: "Try again at this kiosk.")
        case .goToOperator:
            Localised(
                kk: "Осы талонмен операторға барыңыз: өтініміңіз сақталды.",
                ru: "Подойдите с этим талоном к оператору: ваше заявление сохранено.",
                en: "Go to an operator with this slip: your application is kept.")
        }
    }
}

extension Medium {
    /// Where an EDS is kept, as people know it (E1).
    public var text: Localised {
        switch self {
        case .file: Localised(kk: "Файл", ru: "Файл", en: "File")
        case .idCard: Localised(kk: "Жеке куәлік", ru: "Удостоверение личности", en: "ID card")
        case .kaztoken: Localised(kk: "Kaztoken", ru: "Kaztoken", en: "Kaztoken")
        case .eToken: Localised(kk: "eToken", ru: "eToken", en: "eToken")
        case .jaCarta: Localised(kk: "JaCarta", ru: "JaCarta", en: "JaCarta")
        case .aKey: Localised(kk: "aKey", ru: "aKey", en: "aKey")
        case .sim: Localised(kk: "SIM-карта", ru: "SIM-карта", en: "SIM card")
        }
    }
}

extension RevocationCause {
    /// Why certificates are revoked (E7).
    public var text: Localised {
        switch self {
        case .unspecified: Localised(kk: "Себебі көрсетілмеген", ru: "Причина не указана", en: "No reason given")
        case .keyCompromise:
            Localised(
                kk: "Карта немесе кілт жоғалған", ru: "Карта или ключ утеряны", en: "The card or the key is lost")
        case .affiliationChanged:
            Localised(
                kk: "Иесі ұйымнан кеткен", ru: "Владелец ушёл из организации", en: "The holder left the organisation")
        case .superseded: Localised(kk: "Жаңасымен ауыстырылды", ru: "Заменён новым", en: "Replaced by a new one")
        case .cessationOfOperation:
            Localised(kk: "Енді қажет емес", ru: "Больше не нужен", en: "Not needed any more")
        }
    }
}

extension EDSKey {
    /// The name of a key pair as people know it.
    public var text: Localised {
        switch self {
        case .authentication:
            Localised(kk: "Кіру кілті", ru: "Ключ для входа", en: "Log-in key")
        case .signature:
            Localised(kk: "Қол қою кілті", ru: "Ключ для подписи", en: "Signature key")
        }
    }
}

extension MediaPolicy.Refusal {
    /// Why this medium is not written here (E1, E3, E3a).
    public var text: Localised {
        switch self {
        case .simOutOfReach:
            Localised(
                kk: "Киоск SIM-картаға ЭЦҚ жаза алмайды.", ru: "Киоск не может записать ЭЦП на SIM-карту.",
                en: "A kiosk cannot write an EDS to a SIM card.")
        case .idCardNotForLegalEntity:
            Localised(
                kk: "Заңды тұлғаның ЭЦҚ-сы жеке куәлікке жазылмайды.",
                ru: "ЭЦП юридического лица не записывается на удостоверение личности.",
                en: "The EDS of a legal entity is not written to an identity card.")
        case .notHoldersCard: FailureCode.cardOfOtherPerson.text
        case .notForThisRole:
            Localised(
                kk: "Бұл тасығышқа мұнда жазылмайды. Операторға жүгініңіз.",
                ru: "На этот носитель здесь не записывают. Обратитесь к оператору.",
                en: "This medium is not written here. Please go to an operator.")
        }
    }
}

/// What is said about a PIN before and after it is typed (E8, E9).
public enum PINTexts {
    /// The counter, shown before each entry.
    public static func remaining(_ tries: Int) -> Localised {
        Localised(
            kk: "Қалған мүмкіндік саны: \(tries)", ru: "Осталось попыток ввода: \(tries)", en: "Tries left: \(tries)")
    }

    /// Before the last try, which needs an explicit yes.
    public static let lastTry = Localised(
        kk: "Бұл — соңғы мүмкіндік. Қате енгізсеңіз, PIN-код бұғатталады. Жалғастырасыз ба?",
        ru: "Это последняя попытка. При ошибке PIN-код заблокируется. Продолжить?",
        en: "This is the last try. A wrong PIN will block the card. Go on?")

    /// The card does not tell its counter.
    public static let unknownTries = Localised(
        kk: "Карта қанша мүмкіндік қалғанын айтпайды. Келесі қате PIN-кодты бұғаттауы мүмкін. Жалғастырасыз ба?",
        ru: "Карта не сообщает, сколько попыток осталось. Следующая ошибка может заблокировать PIN-код. Продолжить?",
        en: "The card does not tell how many tries are left. The next wrong PIN may block it. Go on?")

    /// A PIN cannot be recovered (E9).
    public static func recovery(_ recovery: PINRecovery) -> Localised {
        switch recovery {
        case .unblockWithPUK:
            Localised(
                kk: "PIN-код қалпына келтірілмейді. PUK-код болса, бұғаттан шығаруға болады.",
                ru: "PIN-код не восстанавливается. Его можно разблокировать PUK-кодом.",
                en: "A PIN cannot be recovered. It can be unblocked with the PUK.")
        case .obtainAnew:
            Localised(
                kk: "PIN-код қалпына келтірілмейді. ЭЦҚ-ны қайта алу керек.",
                ru: "PIN-код не восстанавливается. Нужно получить ЭЦП заново.",
                en: "A PIN cannot be recovered. An EDS has to be obtained again.")
        }
    }

    /// At every end of a session (R3).
    public static let takeYourCard = Localised(
        kk: "Картаңызды алыңыз.", ru: "Заберите вашу карту.", en: "Take your card.")
}
