import KioskDomain
import KioskTexts

/// "Exchange of the identity card": I1–I6.
enum ExchangeTexts {
    static let service = Localised(
        kk: "Жеке куәлікті ауыстыру", ru: "Обмен удостоверения личности", en: "Exchange your identity card")
    static let serviceAbout = Localised(
        kk: "Мерзімі бітсе. Картадағы ЭЦҚ және баж төлемінің нөмірі қажет.",
        ru: "Если истекает срок. Нужны ЭЦП на карте и номер оплаты пошлины.",
        en: "When it expires. You need the EDS on the card and the fee's payment number.")
    static let apply = Localised(kk: "Жаңа өтініш", ru: "Новая заявка", en: "New application")
    static let applyAbout = Localised(
        kk: "Сурет, қол үлгісі, баж, ЭЦҚ: шамамен 5 минут.", ru: "Фото, подпись, пошлина, ЭЦП: около 5 минут.",
        en: "Photo, signature, fee, EDS: about 5 minutes.")
    static let follow = Localised(kk: "Өтінішім қайда?", ru: "Где моя заявка?", en: "Where is my application?")
    static let followAbout = Localised(
        kk: "Тіркеу талонының нөмірі бойынша.", ru: "По номеру талона регистрации.",
        en: "By the number of the registration slip.")
    static let whyTitle = Localised(
        kk: "Неге ауыстырасыз?", ru: "Почему нужен новый документ?", en: "Why do you need a new card?")

    static func name(of reason: CardExchangeReason) -> Localised {
        switch reason {
        case .expiry: Localised(kk: "Мерзімі бітеді немесе бітті", ru: "Истекает или истёк срок", en: "It expires")
        case .nameChange: Localised(kk: "Аты-жөнім өзгерді", ru: "Изменились ФИО", en: "My name has changed")
        case .loss: Localised(kk: "Куәлік жоғалды", ru: "Удостоверение утеряно", en: "The card is lost")
        case .damage: Localised(kk: "Куәлік бүлінген", ru: "Удостоверение повреждено", en: "The card is damaged")
        case .other: Localised(kk: "Басқа себеп", ru: "Другая причина", en: "Another reason")
        }
    }

    static let insert = Localised(
        kk: "Жеке куәлікті салыңыз", ru: "Вставьте удостоверение личности", en: "Insert your identity card")
    static let insertAdvice = Localised(
        kk: "Өтінішке картадағы ЭЦҚ қол қояды. PIN-код кейін сұралады.",
        ru: "Заявку подпишет ЭЦП на карте. PIN-код спросим позже.",
        en: "The EDS on the card signs the application. The PIN is asked for later.")
    static let insertToSign = Localised(
        kk: "Қол қою үшін картаны салыңыз", ru: "Вставьте карту для подписи", en: "Insert your card to sign")
    static let number = Localised(
        kk: "Куәлік нөмірін енгізіңіз", ru: "Введите номер удостоверения", en: "Enter the card's number")
    static let numberField = Localised(kk: "Куәлік нөмірі", ru: "Номер удостоверения", en: "Card number")
    static let numberHint = Localised(
        kk: "картаның бетінде, 9 сан", ru: "на лицевой стороне, 9 цифр", en: "on its face, 9 digits")
    static let checking = Localised(
        kk: "Ауыстыруға бола ма, тексерілуде", ru: "Проверяем, можно ли обменять", en: "Checking your card")
    static let finding = Localised(
        kk: "Өтінішіңіз ізделуде", ru: "Ищем вашу заявку", en: "Looking for your application")

    static let position = Localised(kk: "Куәлікке сурет", ru: "Фото на удостоверение", en: "Photo for the card")
    static let positionAdvice = Localised(
        kk: "Тік тұрып, камераға қараңыз. Бас киім мен қара көзілдірікті шешіңіз.",
        ru: "Встаньте прямо, смотрите в камеру. Снимите головной убор и тёмные очки.",
        en: "Stand straight, look into the camera. Take off headwear and dark glasses.")
    static let take = Localised(kk: "Суретке түсіру", ru: "Сделать фото", en: "Take the photo")
    static let taking = Localised(kk: "Суретке түсіреміз", ru: "Делаем фото", en: "Taking the photo")
    static let takingAdvice = Localised(
        kk: "Экрандағы кеңестерді орындаңыз.", ru: "Следуйте подсказкам на экране.", en: "Follow the hints.")
    static let ordinary = Localised(
        kk: "Әдеттегі тәртіппен ауыстыру", ru: "Обменять обычным порядком", en: "Exchange the ordinary way")
    static let look = Localised(kk: "Сурет жарай ма?", ru: "Фото подходит?", en: "Is the photo all right?")
    static let lookAdvice = Localised(
        kk: "Суретті қызметкер тексереді. Ол куәлікте тұрады.",
        ru: "Фото проверит сотрудник. Оно будет на удостоверении.",
        en: "An officer checks it. It will be on your card.")
    static let background = Localised(
        kk: "Артыңыздағы фон біркелкі емес: қызметкер суретті қабылдамауы мүмкін.",
        ru: "Фон за вами неровный: сотрудник может не принять фото.",
        en: "What is behind you is not plain: the officer may refuse the photo.")
    static let backgroundAdvice = Localised(
        kk: "Артыңызда ештеңе жоқ жерге тұрып, қайта түсіріңіз.",
        ru: "Встаньте так, чтобы сзади ничего не было, и повторите.",
        en: "Stand where nothing is behind you, and take it again.")
    static let use = Localised(kk: "Осы сурет", ru: "Взять это фото", en: "Use this photo")
    static let again = Localised(kk: "Қайта түсіру", ru: "Переснять", en: "Take it again")
    static let photoAlt = Localised(kk: "Сіздің суретіңіз", ru: "Ваше фото", en: "Your photo")

    static let sign = Localised(kk: "Қолыңызды қойыңыз", ru: "Распишитесь на экране", en: "Sign on the screen")
    static let signAdvice = Localised(
        kk: "Құжаттағыдай етіп, саусақпен немесе қаламмен. Қол қоя алмасаңыз, куәлікті әдеттегі тәртіппен ауыстырыңыз.",
        ru: "Как в документе, пальцем или пером. Если не можете, обменяйте удостоверение обычным порядком.",
        en: "As in your document, with a finger or a pen. If you cannot, exchange the card the ordinary way.")
    static let signField = Localised(kk: "Қол қоятын жер", ru: "Место для подписи", en: "Place for the signature")
    static let clear = Localised(kk: "Тазалау", ru: "Стереть", en: "Clear")
    static let unsigned = Localised(
        kk: "Қол әлі қойылмаған.", ru: "Подписи ещё нет.", en: "There is no signature yet.")
    static let fee = Localised(
        kk: "Баж төлемінің нөмірі", ru: "Номер оплаты госпошлины", en: "Payment of the state fee")
    static let feeAdvice = Localised(
        kk: "Түбіртекте тұр. Портал оны бірден тексереді.", ru: "Он на квитанции. Портал сразу проверит его.",
        en: "It stands on the receipt. The portal checks it at once.")
    static let feeField = Localised(kk: "Төлем нөмірі", ru: "Номер платежа", en: "Payment number")
    static let feeHint = Localised(kk: "8–20 сан", ru: "8–20 цифр", en: "8 to 20 digits")
    static let checkingFee = Localised(kk: "Төлем тексерілуде", ru: "Проверяем оплату", en: "Checking the payment")

    static let summary = Localised(kk: "Өтінішті тексеріңіз", ru: "Проверьте заявку", en: "Check your application")
    static let summaryAdvice = Localised(
        kk: "Дұрыс болса, ЭЦҚ-мен қол қойыңыз.", ru: "Если всё верно, подпишите её ЭЦП.",
        en: "If all is right, sign it with your EDS.")
    static let person = Localised(kk: "Өтініш беруші", ru: "Заявитель", en: "Applicant")
    static let expires = Localised(kk: "Жарамды мерзімі", ru: "Действует до", en: "Valid until")
    static let reason = Localised(kk: "Себебі", ru: "Причина", en: "Reason")
    static let specimenGiven = Localised(kk: "Қол үлгісі", ru: "Образец подписи", en: "Signature specimen")
    static let given = Localised(kk: "берілді", ru: "есть", en: "given")
    static let signNow = Localised(kk: "ЭЦҚ-мен қол қою", ru: "Подписать ЭЦП", en: "Sign with the EDS")
    static let pinAdvice = Localised(
        kk: "PIN-код өтінішке қол қояды.", ru: "PIN-код подпишет заявку.", en: "The PIN signs the application.")
    static let signing = Localised(kk: "Өтінішке қол қойылуда", ru: "Подписываем заявку", en: "Signing the application")
    static let sending = Localised(kk: "Өтініш жіберілуде", ru: "Отправляем заявку", en: "Sending the application")

    static let registered = Localised(
        kk: "Өтініш тіркелді", ru: "Заявка зарегистрирована", en: "Application registered")
    static let registeredAdvice = Localised(
        kk: "Қызметкер сурет пен қолды тексереді. Куәлікті осы нөмірмен өзіңіз аласыз.",
        ru: "Сотрудник проверит фото и подпись. Документ получите лично по этому номеру.",
        en: "An officer checks photo and signature. Collect the card in person by this number.")
    static let slipNumber = Localised(kk: "Талон нөмірі", ru: "Номер талона", en: "Slip number")
}
