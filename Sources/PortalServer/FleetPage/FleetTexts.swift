import KioskDomain
import PortalContract

/// Words of the fleet page.
enum FleetTexts {
    static let title = Localised(kk: "Киоскілер паркі", ru: "Парк киосков", en: "The fleet of kiosks")
    static let now = Localised(kk: "Қазір", ru: "Сейчас", en: "Now")
    static let asOf = Localised(kk: "Мәлімет уақыты", ru: "По данным на", en: "As of")
    static let states = Localised(kk: "Күйі бойынша киоскілер", ru: "Киоски по состоянию", en: "Kiosks by state")
    static let all = Localised(kk: "Барлығы", ru: "Все", en: "All")
    static let waiting = Localised(
        kk: "Порталды күтіп тұрған жазбалар", ru: "Записи, ожидающие портала", en: "Records that wait for the portal")
    static let oldest = Localised(
        kk: "Ең ескі жіберілмеген жазба", ru: "Самая старая неотправленная запись", en: "Oldest unsent record")
    static let clocks = Localised(
        kk: "Сағаттың ең үлкен ауытқуы", ru: "Наибольшее отклонение часов", en: "Greatest clock skew")
    static let openAlarms = Localised(kk: "Ашық дабылдар", ru: "Открытые тревоги", en: "Open alarms")
    static let none = Localised(kk: "жоқ", ru: "нет", en: "none")
    static let alarms = Localised(kk: "Дабылдар", ru: "Тревоги", en: "Alarms")
    static let noAlarms = Localised(
        kk: "Ашық дабыл жоқ.", ru: "Открытых тревог нет.", en: "No alarm is open.")
    static let kiosk = Localised(kk: "Киоск", ru: "Киоск", en: "Kiosk")
    static let alarm = Localised(kk: "Дабыл", ru: "Тревога", en: "Alarm")
    static let findings = Localised(kk: "Рет", ru: "Раз", en: "Times")
    static let last = Localised(kk: "Соңғы рет", ru: "Последний раз", en: "Last")
    static let handling = Localised(kk: "Не істелді", ru: "Что сделано", en: "What was done")
    static let person = Localised(kk: "Сіздің атыңыз", ru: "Ваше имя", en: "Your name")
    static let note = Localised(kk: "Ескертпе", ru: "Примечание", en: "Note")
    static let seen = Localised(kk: "Көрдім, айналысамын", ru: "Вижу, занимаюсь", en: "Seen, I look after it")
    static let handled = Localised(kk: "Шешілді", ru: "Решено", en: "Handled")
    static let lift = Localised(
        kk: "Қоршауды алу: киоск жаңадан тіркеледі", ru: "Снять ограждение: киоск регистрируется заново",
        en: "Lift the fence: the kiosk enrols anew")
    static let code = Localised(
        kk: "Киоскінің бір реттік коды (бір тәулік жарамды, қайта көрсетілмейді):",
        ru: "Одноразовый код для киоска (действует сутки, больше не показывается):",
        en: "One-time code for the kiosk (valid for a day, not shown again):")
    static let adminsOnly = Localised(
        kk: "Қоршауды әкімші ғана алады.", ru: "Ограждение снимает только администратор.",
        en: "Only an admin lifts a fence.")
    static let kiosks = Localised(kk: "Киоскілер", ru: "Киоски", en: "Kiosks")
    static let state = Localised(kk: "Күйі", ru: "Состояние", en: "State")
    static let centre = Localised(kk: "Орталық", ru: "Центр", en: "Centre")
    static let version = Localised(kk: "Нұсқа", ru: "Версия", en: "Version")
    static let heard = Localised(kk: "Соңғы хабар", ru: "Последнее сообщение", en: "Last heard of")
    static let clock = Localised(kk: "Сағат ауытқуы", ru: "Отклонение часов", en: "Clock skew")
    static let devices = Localised(kk: "Ақаулы құрылғылар", ru: "Неисправные устройства", en: "Devices in fault")
    static let show = Localised(kk: "Көрсету", ru: "Показать", en: "Show")
    static let next = Localised(kk: "Келесі 100", ru: "Следующие 100", en: "Next 100")
    static let first = Localised(kk: "Басына", ru: "К началу", en: "To the beginning")
    static let noKiosks = Localised(kk: "Мұндай киоск жоқ.", ru: "Таких киосков нет.", en: "There is no such kiosk.")
    static let plots = Localised(kk: "Уақыт бойынша", ru: "Во времени", en: "Over time")
    static let hours24 = Localised(kk: "24 сағат", ru: "24 часа", en: "24 hours")
    static let days7 = Localised(kk: "7 күн", ru: "7 дней", en: "7 days")
    static let days30 = Localised(kk: "30 күн", ru: "30 дней", en: "30 days")
    static let reporting = Localised(
        kk: "Хабарласып тұрған киоскілер", ru: "Киоски на связи", en: "Kiosks that report")
    static let missing = Localised(kk: "Үнсіз киоскілер", ru: "Молчащие киоски", en: "Kiosks that are silent")
    static let clockPlot = Localised(
        kk: "Сағаттың ең үлкен ауытқуы, с", ru: "Наибольшее отклонение часов, с", en: "Greatest clock skew, s")
    static let table = Localised(kk: "Кесте түрінде", ru: "Таблицей", en: "As a table")
    static let time = Localised(kk: "Уақыт", ru: "Время", en: "Time")
    static let noSamples = Localised(
        kk: "Әзірге өлшем жоқ: ол бес минут сайын алынады.", ru: "Измерений пока нет: они делаются раз в пять минут.",
        en: "No samples yet: one is taken every five minutes.")
    static let map = Localised(
        kk: "Орталықтар картада (схема)", ru: "Центры на карте (схема)", en: "Centres on the map (a sketch)")
    static let machines = Localised(kk: "Киоскілер саны", ru: "Киосков", en: "Kiosks")
    static let troubled = Localised(kk: "Назар керек", ru: "Требуют внимания", en: "Need attention")
    static let offMap = Localised(kk: "картада жоқ", ru: "нет на карте", en: "not on the map")
    static let unnamed = Localised(kk: "орталығын айтпаған", ru: "центр не назван", en: "centre not told")
    static let live = Localised(kk: "Тікелей эфирде", ru: "Обновляется", en: "Live")
    static let stale = Localised(
        kk: "Порталмен байланыс жоқ; соңғы мәлімет көрсетілген.",
        ru: "Нет связи с порталом; показаны последние данные.",
        en: "No line to the portal; the last data are shown.")
    static let failed = Localised(
        kk: "Орындалмады. Қайталап көріңіз.", ru: "Не выполнено. Попробуйте ещё раз.", en: "That failed. Try again.")
    static let seconds = Localised(kk: "с", ru: "с", en: "s")
    static let minutes = Localised(kk: "мин", ru: "мин", en: "min")
    static let hours = Localised(kk: "сағ", ru: "ч", en: "h")
    static let days = Localised(kk: "күн", ru: "д", en: "d")
    static let ago = Localised(kk: "бұрын", ru: "назад", en: "ago")
    static let never = Localised(kk: "ешқашан", ru: "никогда", en: "never")

    static func name(_ state: KioskState) -> Localised {
        switch state {
        case .fenced: Localised(kk: "Қоршалған", ru: "Ограждён", en: "Fenced")
        case .silent: Localised(kk: "Үнсіз", ru: "Молчит", en: "Silent")
        case .frozen: Localised(kk: "Тоқтап тұр", ru: "Заморожен", en: "Frozen")
        case .fault: Localised(kk: "Құрылғы ақауы", ru: "Неисправность", en: "Device in fault")
        case .new: Localised(kk: "Жаңа", ru: "Новый", en: "New")
        case .well: Localised(kk: "Жақсы", ru: "В порядке", en: "Well")
        case .revoked: Localised(kk: "Шығарылған", ru: "Отозван", en: "Shut out")
        }
    }

    /// What was found, for the portal's team; the codes' own texts are for people at the kiosk.
    static func name(_ alarm: KioskAlarmCode) -> Localised {
        switch alarm {
        case .fenced:
            Localised(
                kk: "Киоск дискісі ескі көшірме: одан ештеңе қабылданбайды",
                ru: "Диск киоска — старая копия: от него ничего не принимается",
                en: "The kiosk's disk is an old picture: nothing is taken of it")
        case .readmitted:
            Localised(
                kk: "Порталдың дерекқоры бұл құрылғының куәлігін ұмытқан; ол қайта есепке алынды",
                ru: "База портала забыла сертификат этой машины; он снова на учёте",
                en: "The portal's database had forgotten this machine's certificate; it is on record again")
        case .setBack:
            Localised(
                kk: "Порталдың дерекқоры ескі күйіне қайтарылған", ru: "База портала возвращена к прошлому состоянию",
                en: "The portal's database was put back")
        case .journalReplaced:
            Localised(
                kk: "Киоск журналы жаңадан басталған", ru: "Журнал киоска начат заново",
                en: "The kiosk's journal was begun anew")
        case .chainFork:
            Localised(
                kk: "Аудит тізбегі қайта жазылған", ru: "Цепочка аудита переписана",
                en: "The audit chain was rewritten")
        case .chainGap:
            Localised(
                kk: "Аудит тізбегінде үзік бар", ru: "В цепочке аудита пропуск", en: "The audit chain has a gap")
        }
    }

    /// Shapes, so that nothing is said by a colour alone.
    static func sign(_ state: KioskState) -> String {
        switch state {
        case .fenced: "✖"
        case .silent: "◌"
        case .frozen: "■"
        case .fault: "▲"
        case .new: "○"
        case .well: "●"
        case .revoked: "—"
        }
    }

    /// A time span in its greatest unit.
    static func span(_ milliseconds: Int64, _ language: Language) -> String {
        let seconds = milliseconds.magnitude / 1_000
        switch seconds {
        case ..<120: return "\(seconds) \(self.seconds[language])"
        case ..<7_200: return "\(seconds / 60) \(minutes[language])"
        case ..<172_800: return "\(seconds / 3_600) \(hours[language])"
        default: return "\(seconds / 86_400) \(days[language])"
        }
    }
}
