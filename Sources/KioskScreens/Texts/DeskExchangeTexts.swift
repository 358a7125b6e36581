import KioskDomain

/// Exchanges of identity cards at an officer's desk (I4–I6).
enum DeskExchangeTexts {
    static let title = Localised(
        kk: "Жеке куәлікті ауыстыру", ru: "Обмен удостоверений", en: "Exchanges of identity cards")
    static let waiting = Localised(kk: "Тексеруді күтуде: {}", ru: "Ждут проверки: {}", en: "Waiting to be checked: {}")
    static let nobody = Localised(
        kk: "Тексеруді күткен өтініш жоқ.", ru: "Заявок на проверку нет.", en: "No application waits to be checked.")
    static let asking = Localised(kk: "Портал сұралуда…", ru: "Запрос к порталу…", en: "The portal is asked…")
    static let refresh = Localised(kk: "Тізімді жаңарту", ru: "Обновить список", en: "Refresh the list")
    static let more = Localised(kk: "Келесілері", ru: "Следующие", en: "The next ones")
    static let fromStart = Localised(kk: "Тізімнің басы", ru: "В начало списка", en: "Start of the list")
    static let slip = Localised(kk: "Талон", ru: "Талон", en: "Slip")
    static let applicant = Localised(kk: "Өтініш беруші", ru: "Заявитель", en: "Applicant")
    static let submitted = Localised(kk: "Берілген уақыты", ru: "Подана", en: "Submitted")
    static let action = Localised(kk: "Әрекет", ru: "Действие", en: "Action")
    static let open = Localised(kk: "Ашу", ru: "Открыть", en: "Open")
    static let slipNumber = Localised(kk: "Талон нөмірі", ru: "Номер талона", en: "Slip number")
    static let journalled = Localised(
        kk: "Ашу мен шешім атыңызбен журналға жазылады.",
        ru: "Открытие и решение записываются в журнал с вашим именем.",
        en: "Opening and deciding are journalled with your name.")
    static let photo = Localised(kk: "Өтініштегі фотосурет", ru: "Фото из заявки", en: "Photo of the application")
    static let registerPhoto = Localised(
        kk: "Тіркелімдегі фотосурет", ru: "Фото из регистра", en: "Photo in the register")
    static let specimen = Localised(
        kk: "Өтініштегі қол үлгісі", ru: "Подпись из заявки", en: "Signature of the application")
    static let registerSpecimen = Localised(
        kk: "Тіркелімдегі қол үлгісі", ru: "Подпись из регистра", en: "Signature in the register")
    static let none = Localised(kk: "жоқ", ru: "нет", en: "none")
    static let card = Localised(kk: "Ауыстырылатын куәлік", ru: "Заменяемое удостоверение", en: "Card to be exchanged")
    static let until = Localised(kk: "Жарамдылық мерзімі", ru: "Действует до", en: "Valid until")
    static let born = Localised(kk: "Туған күні", ru: "Дата рождения", en: "Date of birth")
    static let state = Localised(kk: "Күйі", ru: "Состояние", en: "State")
    static let checks = Localised(kk: "Портал тексергені", ru: "Проверено порталом", en: "Looked at by the portal")
    static let passed = Localised(kk: "дұрыс", ru: "в порядке", en: "in order")
    static let failed = Localised(kk: "дұрыс емес", ru: "не в порядке", en: "not in order")
    static let onlyAnnul = Localised(
        kk: "Куәландыруға болмайды: суреттер өшірілген немесе тексеру өтпеген. Күшін жойыңыз.",
        ru: "Удостоверить нельзя: снимки стёрты или проверка не пройдена. Аннулируйте заявку.",
        en: "It cannot be certified: pictures are erased, or a check failed. Annul it.")
    static let certify = Localised(kk: "ЭЦҚ-мен куәландыру", ru: "Удостоверить ЭЦП", en: "Certify by EDS")
    static let annul = Localised(kk: "Күшін жою", ru: "Аннулировать", en: "Annul")
    static let reason = Localised(kk: "Күшін жою себебі", ru: "Причина аннулирования", en: "Why it is annulled")
    static let feeNote = Localised(
        kk: "Күші жойылса, бажды қайтаруға болады; жаңа өтініш қайта төленеді.",
        ru: "При аннулировании пошлину можно вернуть; новая заявка оплачивается заново.",
        en: "After an annulment the fee can be refunded; a new application pays again.")
    static let close = Localised(kk: "Өтінішті жабу", ru: "Закрыть заявку", en: "Close the application")
    static let reading = Localised(
        kk: "Картаңыз оқылуда. Оны алмаңыз.", ru: "Ваша карта читается. Не вынимайте её.",
        en: "Your card is being read. Leave it in.")
    static let signing = Localised(
        kk: "Карта қол қоюда. Оны алмаңыз.", ru: "Карта подписывает. Не вынимайте её.",
        en: "The card signs. Leave it in.")
    static let sending = Localised(
        kk: "Шешім порталға жіберілуде…", ru: "Решение отправляется на портал…", en: "The decision goes to the portal…")
    static let pinTitle = Localised(
        kk: "{} талонын куәландыру: картаңыздың PIN коды", ru: "Удостоверение по талону {}: PIN вашей карты",
        en: "To certify {}: the PIN of your card")
    static let sign = Localised(kk: "Қол қою", ru: "Подписать", en: "Sign")
    static let back = Localised(kk: "Артқа", ru: "Назад", en: "Back")
    static let unanswered = Localised(
        kk: "Портал жауап бермеді: шешімнің қабылданғаны белгісіз. Қайта жіберу оны екі рет жасамайды.",
        ru: "Портал не ответил: неизвестно, принято ли решение. Повторная отправка не сделает его дважды.",
        en: "The portal did not answer: whether it has the decision is not known. Sending again does not decide twice.")
    static let sendAgain = Localised(kk: "Қайта жіберу", ru: "Отправить ещё раз", en: "Send again")
    static let settled = Localised(kk: "{} талоны: {}", ru: "Талон {}: {}", en: "Slip {}: {}")
    static let handOver = Localised(kk: "Дайын куәліктер", ru: "Готовые удостоверения", en: "Cards that are made")
    static let arrived = Localised(kk: "Куәлік келді", ru: "Удостоверение поступило", en: "The card has come")
    static let newNumber = Localised(kk: "Жаңа куәліктің нөмірі", ru: "Номер нового", en: "Number of the new card")
    static let collected = Localised(kk: "Өзіне берілді", ru: "Выдано лично", en: "Given in person")
    static let iin = Localised(kk: "Алушының ЖСН-і", ru: "ИИН получателя", en: "IIN of the person")
    static let stillHere = Localised(
        kk: "Ешкім түймелерді баспаса, өтініш жабылады.", ru: "Если никто не отзовётся, заявка закроется.",
        en: "The application closes unless somebody is here.")

    static func name(of subject: ExchangeFinding.Subject) -> Localised {
        switch subject {
        case .signature: Localised(kk: "Өтініштегі ЭЦҚ", ru: "ЭЦП на заявке", en: "EDS on the application")
        case .pictures:
            Localised(kk: "Суреттерге қол қойылған", ru: "Снимки те, что подписаны", en: "Pictures are those signed")
        case .document:
            Localised(kk: "Куәлік тіркелімде жарамды", ru: "Удостоверение в регистре", en: "Card in the register")
        case .fee: Localised(kk: "Мемлекеттік баж", ru: "Госпошлина", en: "State fee")
        case .window: Localised(kk: "Мерзім мен пилот", ru: "Срок и пилот", en: "Window and pilot")
        }
    }

    static func title(of picture: ExchangePicture) -> Localised {
        switch picture {
        case .photo: photo
        case .registerPhoto: registerPhoto
        case .specimen: specimen
        case .registerSpecimen: registerSpecimen
        }
    }
}
