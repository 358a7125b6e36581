public import KioskDomain

extension HallHours {
    /// From opening to closing on a date; nil when the centre is closed all day.
    public func open(on date: CivilDate) -> Span? {
        if let holiday = holidays.first(where: { $0.date == date }) { return holiday.open }
        return days.first { $0.weekday == date.weekday }?.open
    }

    /// Whether people are in the hall and served: from opening to closing, breaks not counted.
    public func isOpen(at wall: CivilDateTime) -> Bool {
        (open(on: wall.date)?.contains(wall.time) ?? false) && hallBreak(at: wall) == nil
    }

    /// The break of the whole hall at this moment.
    public func hallBreak(at wall: CivilDateTime) -> Span? { breaks.first { $0.contains(wall.time) } }

    /// Why no slip is given at this moment; nil when one is given.
    public func closing(at wall: CivilDateTime) -> HallClosing? {
        reason(at: wall).map { HallClosing($0, opens: nextOpening(after: wall)) }
    }

    /// The next moment at which slips are given; nil when there is none within a year.
    public func nextOpening(after wall: CivilDateTime) -> CivilDateTime? {
        for ahead in 0...Self.horizonDays {
            let date = wall.date.adding(days: ahead)
            guard let span = open(on: date) else { continue }
            let starts = ([span.from] + breaks.map(\.to)).sorted().map { CivilDateTime(date, $0) }
            if let next = starts.first(where: { $0 > wall && reason(at: $0) == nil }) { return next }
        }
        return nil
    }

    /// Seconds of the hall's breaks that people wait through who wait so many seconds from now.
    func breakSeconds(from wall: CivilDateTime, wait seconds: Int) -> Int {
        var end = wall.wallSeconds + seconds
        var sum = 0
        for one in breaks.sorted(by: { $0.from < $1.from }) {
            let start = max(CivilDateTime(wall.date, one.from).wallSeconds, wall.wallSeconds)
            let left = CivilDateTime(wall.date, one.to).wallSeconds - start
            guard left > 0, start <= end else { continue }
            sum += left
            end += left
        }
        return sum
    }

    private static let horizonDays = 366

    private func reason(at wall: CivilDateTime) -> HallClosing.Reason? {
        guard let span = open(on: wall.date) else {
            let holiday = holidays.first { $0.date == wall.date }
            return holiday.map { .holiday($0.name) } ?? .closed
        }
        guard span.contains(wall.time) else { return .closed }
        if hallBreak(at: wall) != nil { return .break }
        // The minute of the last slip counts whole.
        let last = span.to.secondOfDay / 60 - lastSlipMinutes
        return lastSlipMinutes > 0 && wall.time.secondOfDay / 60 > last ? .afterLastSlip : nil
    }
}
