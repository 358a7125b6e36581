public import KioskDomain

extension HallClosing {
    /// One or two sentences for people: why, and when there are slips again.
    ///
    /// - Parameter today: of the centre, so that the same day is said by its time alone.
    public func text(today: CivilDate) -> Localised {
        guard let opens else { return cause }
        let again = Self.again(opens, today: today)
        return Localised(
            kk: "\(cause.kk) \(again.kk)", ru: "\(cause.ru) \(again.ru)", en: "\(cause.en) \(again.en)")
    }

    private var cause: Localised {
        switch reason {
        case .closed:
            Localised(kk: "Орталық жабық.", ru: "Центр закрыт.", en: "The centre is closed.")
        case .break:
            Localised(kk: "Орталықта үзіліс.", ru: "В центре перерыв.", en: "The centre has a break.")
        case .holiday(let name):
            Localised(
                kk: "Бүгін демалыс күні: \(name).", ru: "Сегодня выходной день: \(name).",
                en: "Today is a holiday: \(name).")
        case .afterLastSlip:
            Localised(
                kk: "Бүгінгі талондар берілді, орталық жақында жабылады.",
                ru: "Талоны на сегодня больше не выдаются: центр скоро закроется.",
                en: "No more slips are given today: the centre closes soon.")
        case .serviceOff:
            Localised(
                kk: "Бұл қызметке қазір талон берілмейді. Кеңесшіге жүгініңіз.",
                ru: "На эту услугу сейчас не выдают талоны. Обратитесь к консультанту.",
                en: "No slips are given for this service now. Please ask the consultant.")
        }
    }

    private static func again(_ opens: CivilDateTime, today: CivilDate) -> Localised {
        let time = opens.time.hoursAndMinutes
        guard opens.date != today else {
            return Localised(
                kk: "Талон беру басталады: \(time).", ru: "Талоны выдаются с \(time).",
                en: "Slips are given from \(time).")
        }
        let date = "\(two(opens.date.day)).\(two(opens.date.month))"
        return Localised(
            kk: "Талон беру басталады: \(date), \(time).", ru: "Талоны выдаются \(date) с \(time).",
            en: "Slips are given on \(date) from \(time).")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
