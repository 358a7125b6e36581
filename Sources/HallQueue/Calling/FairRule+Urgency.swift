import KioskDomain

extension FairRule {
    /// Whether one of the promises, kept in their order, could break when somebody else were called first.
    ///
    /// At worst each window has just begun with somebody, and then calls promises, but for those of other lanes who are
    /// overdue after each ``urgentRun``. So each promise has a last moment by its place in the order. Counted, not sorted:
    /// how many promises are urgent from their k-th place on.
    func isUrgent(_ promises: [UnixTime], pace: Pace, at now: UnixTime) -> Bool {
        let latest = now + .seconds(60 * urgentMinutes)
        var urgentFrom = [Int](repeating: 0, count: promises.count + 1)
        for promise in promises {
            let spare = latest.duration(to: promise)
            guard spare > .zero else { return true }
            guard let place = place(spare, pace), place <= promises.count else { continue }
            urgentFrom[place] += 1
        }
        var before = 0
        for place in urgentFrom.indices where urgentFrom[place] > 0 {
            before += urgentFrom[place]
            if before >= place { return true }
        }
        return false
    }

    /// How fast the windows of the promises go on.
    struct Pace: Sendable {
        /// What one person takes at a window.
        var service: Duration
        /// How many windows call the promises, at least one.
        var windows: Int
        /// Others wait, who are called between promises when they are overdue.
        var hasOthers: Bool
    }

    /// How many services pass before the last of so many promises at one window is called.
    func rounds(_ promises: Int, _ pace: Pace) -> Int {
        guard pace.hasOthers else { return promises }
        let run = max(urgentRun, 1)
        return promises + (promises + run - 1) / run
    }

    /// The first place in the order, from 1, that is called no earlier than after `spare`; nil when there is none.
    private func place(_ spare: Duration, _ pace: Pace) -> Int? {
        guard pace.service > .zero else { return nil }
        let (quotient, rest) = spare.attoseconds.quotientAndRemainder(dividingBy: pace.service.attoseconds)
        guard let whole = Int32(exactly: quotient).map({ Int($0) + (rest == 0 ? 0 : 1) }) else { return nil }
        var promises = max(1, pace.hasOthers ? whole * urgentRun / (urgentRun + 1) - 1 : whole)
        while rounds(promises, pace) < whole { promises += 1 }
        let (before, overflow) = (promises - 1).multipliedReportingOverflow(by: pace.windows)
        return overflow ? nil : before + 1
    }
}
