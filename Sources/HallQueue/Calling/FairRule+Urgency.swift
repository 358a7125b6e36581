import KioskDomain

extension FairRule {
    /// Whether one of the promises, kept in their order, could break when somebody else were called first.
    ///
    /// The ticket at place k (from 1) in that order is called after k paces. So a promise bears as many calls up to its own
    /// as paces fit before it; it breaks when more promises than that are due no later. Counted, not sorted.
    func isUrgent(_ promises: [UnixTime], pace: Duration, at now: UnixTime) -> Bool {
        let latest = now + .seconds(60 * urgentMinutes)
        // How many promises are urgent from their k-th place on.
        var urgentFrom = [Int](repeating: 0, count: promises.count + 1)
        for promise in promises {
            let spare = latest.duration(to: promise)
            guard spare > .zero else { return true }
            guard let place = Self.places(spare, pace), place <= promises.count else { continue }
            urgentFrom[place] += 1
        }
        var before = 0
        for place in urgentFrom.indices where urgentFrom[place] > 0 {
            before += urgentFrom[place]
            if before >= place { return true }
        }
        return false
    }

    /// The least number of paces that are no shorter than `spare`; nil when none is, or more than anybody waits for.
    private static func places(_ spare: Duration, _ pace: Duration) -> Int? {
        guard pace > .zero else { return nil }
        let (quotient, rest) = spare.attoseconds.quotientAndRemainder(dividingBy: pace.attoseconds)
        return Int(exactly: rest == 0 ? quotient : quotient + 1)
    }
}
