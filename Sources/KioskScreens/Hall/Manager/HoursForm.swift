import HallQueue
import KioskDomain

/// Working hours, breaks, holidays and the last slip before closing.
enum HoursForm: PlanForm {
    static let mostBreaks = 10
    static let mostHolidays = 400
    private static let longestName = 100
    private static let mostLastMinutes = 600
    /// What stands in the fields of a day that has no hours yet.
    private static let usual = (from: "09:00", to: "18:00")

    static func fields(of plan: HallPlan, day: CivilDate) -> FormFields {
        var form = FormFields()
        let hours = plan.hours
        form.set("limited", hours != nil)
        for weekday in 1...7 {
            let open = hours?.days.first { $0.weekday == weekday }?.open
            form.set("day-\(weekday)", hours == nil ? weekday < 6 : open != nil)
            form["day-\(weekday)-from"] = open?.from.hoursAndMinutes ?? usual.from
            form["day-\(weekday)-to"] = open?.to.hoursAndMinutes ?? usual.to
        }
        let breaks = (hours?.breaks ?? []).sorted { $0.from < $1.from }
        for row in 0..<min(breaks.count + 2, mostBreaks) {
            let one = row < breaks.count ? breaks[row] : nil
            form["break-\(row)-from"] = one?.from.hoursAndMinutes ?? ""
            form["break-\(row)-to"] = one?.to.hoursAndMinutes ?? ""
        }
        let holidays = (hours?.holidays ?? []).filter { $0.date >= day }.sorted { $0.date < $1.date }
        for row in 0..<min(holidays.count + 3, mostHolidays) {
            let one = row < holidays.count ? holidays[row] : nil
            form["holiday-\(row)-date"] = one?.date.dotted ?? ""
            form["holiday-\(row)-name"] = one?.name ?? ""
            form["holiday-\(row)-from"] = one?.open?.from.hoursAndMinutes ?? ""
            form["holiday-\(row)-to"] = one?.open?.to.hoursAndMinutes ?? ""
        }
        form["last"] = String(hours?.lastSlipMinutes ?? 0)
        return form
    }

    static func apply(_ form: FormFields, to plan: HallPlan) -> (plan: HallPlan, problems: [String: Localised]) {
        var plan = plan
        guard form.isOn("limited") else {
            plan.hours = nil
            return (plan, [:])
        }
        var problems: [String: Localised] = [:]
        var hours = HallHours(days: [])
        hours.lastSlipMinutes = lastMinutes(form, &problems)
        hours.days = days(form, hours.lastSlipMinutes, &problems)
        hours.breaks = breaks(form, &problems)
        hours.holidays = holidays(form, hours.lastSlipMinutes, &problems)
        let opens = hours.days.isEmpty && !hours.holidays.contains { $0.open != nil }
        if problems.isEmpty, opens { problems["day-1"] = PlanTexts.neverOpen }
        plan.hours = hours
        return (plan, problems)
    }

    private static func lastMinutes(_ form: FormFields, _ problems: inout [String: Localised]) -> Int {
        let text = form.text("last")
        guard text.utf8.count <= 3, let minutes = Int(text), (0...mostLastMinutes).contains(minutes) else {
            problems["last"] = PlanTexts.minutes.with(mostLastMinutes)
            return 0
        }
        return minutes
    }

    private static func days(
        _ form: FormFields, _ last: Int, _ problems: inout [String: Localised]
    ) -> [HallHours.Day] {
        (1...7).compactMap { weekday in
            guard form.isOn("day-\(weekday)") else { return nil }
            let open = open(form, "day-\(weekday)", last, &problems)
            return open.map { HallHours.Day(weekday: weekday, open: $0) }
        }
    }

    /// From opening to closing, longer than the time after the last slip.
    private static func open(
        _ form: FormFields, _ name: String, _ last: Int, _ problems: inout [String: Localised]
    ) -> HallHours.Span? {
        guard let span = form.span("\(name)-from", "\(name)-to", &problems) else { return nil }
        if span.to.secondOfDay - span.from.secondOfDay <= last * 60 {
            problems["\(name)-to"] = PlanTexts.tooShort.with(last)
        }
        return span
    }

    private static func breaks(_ form: FormFields, _ problems: inout [String: Localised]) -> [HallHours.Span] {
        var found: [(span: HallHours.Span, name: String)] = []
        for row in 0..<mostBreaks {
            let name = "break-\(row)"
            guard !form.text("\(name)-from").isEmpty || !form.text("\(name)-to").isEmpty else { continue }
            guard let span = form.span("\(name)-from", "\(name)-to", &problems) else { continue }
            if found.contains(where: { $0.span.from < span.to && span.from < $0.span.to }) {
                problems["\(name)-from"] = PlanTexts.overlaps
            }
            found.append((span, name))
        }
        return found.map(\.span).sorted { $0.from < $1.from }
    }

    private static func holidays(
        _ form: FormFields, _ last: Int, _ problems: inout [String: Localised]
    ) -> [HallHours.Holiday] {
        var found: [HallHours.Holiday] = []
        for row in 0..<mostHolidays {
            let name = "holiday-\(row)"
            let isEmpty = ["date", "name", "from", "to"].allSatisfy { form.text("\(name)-\($0)").isEmpty }
            guard !isEmpty else { continue }
            let (date, title) = (CivilDate(dotted: form.text("\(name)-date")), form.text("\(name)-name"))
            if date == nil { problems["\(name)-date"] = PlanTexts.date }
            if title.isEmpty || title.unicodeScalars.count > longestName {
                problems["\(name)-name"] = PlanTexts.name.with(longestName)
            }
            var span: HallHours.Span?
            if !form.text("\(name)-from").isEmpty || !form.text("\(name)-to").isEmpty {
                span = open(form, name, last, &problems)
            }
            guard let date else { continue }
            if found.contains(where: { $0.date == date }) { problems["\(name)-date"] = PlanTexts.sameDate }
            found.append(HallHours.Holiday(date: date, name: title, open: span))
        }
        return found.sorted { $0.date < $1.date }
    }
}

extension CivilDate {
    /// `DD.MM.YYYY`, as people write it.
    var dotted: String {
        let parts = description.split(separator: "-")
        return parts.reversed().joined(separator: ".")
    }

    /// Reads exactly that.
    init?(dotted text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        self.init(iso: parts.reversed().joined(separator: "-"))
    }
}
