import KioskDomain
import KioskTexts

/// An EDS in a file on the person's USB stick: E1.
enum FileTexts {
    static let write = Localised(
        kk: "Кілттерді флешкаға жазу", ru: "Записать ключи на флешку", en: "Save the keys on my stick")
    static let next = Localised(
        kk: "Кілттерді USB-флешкаңызға осы жерде жаза аласыз.",
        ru: "Ключи можно записать на вашу USB-флешку прямо здесь.",
        en: "The keys can be saved on your USB stick right here.")
    static let passwordRule = Localised(
        kk: "Кемінде 8 таңба, оның 4-еуі әртүрлі. Ұмытылған құпиясөз қалпына келмейді.",
        ru: "Не меньше 8 знаков, из них 4 разных. Забытый пароль не восстановить.",
        en: "At least 8 signs, 4 of them different. A forgotten password cannot be recovered.")
    static let insert = Localised(
        kk: "USB-флешкаңызды салыңыз", ru: "Вставьте вашу USB-флешку", en: "Insert your USB stick")
    static let insertAdvice = Localised(
        kk: "Флешкадағы файлдарыңыз өзгермейді.", ru: "Файлы на флешке не изменятся.",
        en: "The files on it are not changed.")
    static let thisIsMine = Localised(kk: "Бұл менің флешкам", ru: "Это моя флешка", en: "This is my stick")
    static let replaces = Localised(
        kk: "Файл бұрын сақталған болуы мүмкін. Жалғастырсаңыз, ол жарамсыз болады.",
        ru: "Возможно, файл уже был сохранён. Если продолжите, он перестанет действовать.",
        en: "A file may have been saved already. If you go on, it will stop working.")
    static let making = Localised(
        kk: "ЭЦҚ файлы дайындалуда", ru: "Готовим файл ЭЦП", en: "Making your EDS file")
    static let leaveIn = Localised(
        kk: "Флешканы шығармаңыз!", ru: "Не вынимайте флешку!", en: "Leave the stick in!")
    static let notSaved = Localised(
        kk: "Файл әлі сақталған жоқ", ru: "Файл ещё не сохранён", en: "The file is not saved yet")
    static let notSavedAdvice = Localised(
        kk: "Флешканы салып, қайта сақтаңыз. Кетсеңіз, өтініш сақталады: кілттер келесіде жаңадан жасалады.",
        ru: "Вставьте флешку и сохраните снова. Если уйдёте, заявление останется: ключи потом создадут заново.",
        en: "Insert the stick and save again. If you leave, the application stays: new keys are made next time.")
    static let saveAgain = Localised(kk: "Қайта сақтау", ru: "Сохранить ещё раз", en: "Save again")
    static let saved = Localised(
        kk: "ЭЦҚ сақталды, флешкаңызды алыңыз", ru: "ЭЦП сохранена, заберите флешку",
        en: "Your EDS is saved: take your stick")
    static let savedAdvice = Localised(
        kk: "Файл қайта оқылып, тексерілді. Оны және құпиясөзді ешкімге бермеңіз.",
        ru: "Файл прочитан обратно и проверен. Никому не давайте ни его, ни пароль.",
        en: "The file was read back and checked. Give neither it nor its password to anyone.")
    static let fileName = Localised(kk: "Файл:", ru: "Файл:", en: "File:")
    static let left = Localised(
        kk: "Өтініш сақталды, файл жазылмады", ru: "Заявление сохранено, файл не записан",
        en: "Application kept, no file saved")
    static let leftAdvice = Localised(
        kk: "Флешкаңызды алыңыз. Осы нөмірмен 30 күнтізбелік күн ішінде кілттер жаңадан жасалады.",
        ru: "Заберите флешку. По этому номеру в течение 30 календарных дней ключи создадут заново.",
        en: "Take your stick. With this number new keys can be made for 30 calendar days.")

    static func name(of step: WriteStep) -> Localised {
        switch step {
        case .keys: Localised(kk: "Кілттер жасалуда", ru: "Создание ключей", en: "Making the keys")
        case .request: Localised(kk: "Сертификаттар алынуда", ru: "Получение сертификатов", en: "Getting certificates")
        case .store: Localised(kk: "Сақтау және тексеру", ru: "Сохранение и проверка", en: "Saving and checking")
        }
    }
}
