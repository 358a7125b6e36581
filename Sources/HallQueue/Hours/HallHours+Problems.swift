import KioskDomain

extension HallHours {
    private static let mostHolidays = 400
    private static let mostBreaks = 10
    private static let longestName = 100

    /// What speaks against the hours, in words for the manager.
    public var problems: [String] {
        var found = Self.problems(of: breaks, what: "the hall's break")
        if days.isEmpty, !holidays.contains(where: { $0.open != nil }) { found.append("the centre is never open") }
        for day in days {
            if !(1...7).contains(day.weekday) { found.append("weekday \(day.weekday): 1 Monday to 7 Sunday") }
            found += problems(of: day.open, what: "weekday \(day.weekday)")
        }
        if Set(days.map(\.weekday)).count != days.count { found.append("two hours for one weekday") }
        if holidays.count > Self.mostHolidays { found.append("more than \(Self.mostHolidays) holidays") }
        if Set(holidays.map(\.date)).count != holidays.count { found.append("two holidays on one date") }
        for holiday in holidays {
            if holiday.name.isEmpty || holiday.name.unicodeScalars.count > Self.longestName {
                found.append("holiday \(holiday.date): a name of 1 to \(Self.longestName) letters")
            }
            if let open = holiday.open { found += problems(of: open, what: "holiday \(holiday.date)") }
        }
        if !(0...600).contains(lastSlipMinutes) {
            found.append("the last slip \(lastSlipMinutes) minutes before closing: 0 to 600 are possible")
        }
        return found
    }

    /// A day whose last slip would be before its first.
    private func problems(of open: Span, what: String) -> [String] {
        let seconds = open.to.secondOfDay - open.from.secondOfDay
        if seconds <= 0 { return ["\(what) closes before it opens"] }
        // Breaks of the manager's table are bounded too, so that this sum is no surprise.
        return seconds <= min(max(lastSlipMinutes, 0), 600) * 60 ? ["\(what) ends before its last slip"] : []
    }

    static func problems(of breaks: [Span], what: String) -> [String] {
        var found: [String] = []
        if breaks.count > mostBreaks { found.append("\(what): more than \(mostBreaks)") }
        let ordered = breaks.sorted { $0.from < $1.from }
        for one in ordered where one.to <= one.from {
            found.append("\(what) at \(one.from.hoursAndMinutes) ends before it begins")
        }
        for (one, next) in zip(ordered, ordered.dropFirst()) where next.from < one.to {
            found.append("\(what) at \(next.from.hoursAndMinutes) begins in another one")
        }
        return found
    }
}
