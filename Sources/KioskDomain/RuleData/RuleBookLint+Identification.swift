extension RuleBook {
    /// Who may, how often, and by what evidence.
    func identificationProblems() -> [RuleBookProblem] {
        var age = Findings("minimum age")
        age.demand(minimumAge, "P3: an EDS is for people of 16 to 150 years") { (16...150).contains($0) }
        var attempts = Findings("attempt limit")
        attempts.demand(attemptLimit, "B1: there are 1 to 5 attempts") { (1...5).contains($0) }
        var match = Findings("evidence")
        // The errors of a looser threshold, or of fewer frames, nobody has measured (docs/calibration.md).
        match.demand(evidence, "B3: a distance out of 0 to \(Self.measuredDistance)") {
            $0.maximumDistance > 0 && $0.maximumDistance <= Self.measuredDistance
        }
        match.demand(evidence, "B3: fewer than \(Self.measuredFrames) frames, or more than 60") {
            (Self.measuredFrames...60).contains($0.minimumFrames)
        }
        return age.problems + attempts.problems + match.problems + codeProblems()
    }

    private static let measuredDistance = 0.45
    private static let measuredFrames = 6

    private func codeProblems() -> [RuleBookProblem] {
        var codes = Findings("SMS codes")
        codes.demand(sms, "L2: a code has 4 to 10 digits") { (4...10).contains($0.length) }
        codes.demand(sms, "L2: a code lives more than 0 seconds and at most an hour") {
            $0.life > .zero && $0.life <= .seconds(3600)
        }
        codes.demand(sms, "L2: a code takes 1 to 10 answers") { (1...10).contains($0.tries) }
        codes.demand(sms, "B0: a limit of sends is below 1, or holds for no time") { policy in
            (policy.perIIN + policy.perKiosk).allSatisfy { $0.count >= 1 && $0.window > .zero }
        }
        codes.demand(sms, "B0: sends are not limited") { !$0.perIIN.isEmpty && !$0.perKiosk.isEmpty }
        codes.demand(sms, "B0: a longer time allows fewer sends than a shorter one, which so never binds") { policy in
            [policy.perIIN, policy.perKiosk].allSatisfy { limits in
                let sorted = limits.sorted { $0.window < $1.window }
                return zip(sorted, sorted.dropFirst()).allSatisfy { $0.count <= $1.count && $0.window < $1.window }
            }
        }
        return codes.problems
    }

    /// What two tables say of one day that cannot both be. Each is looked at on each day on which one of the two changes.
    func disagreements() -> [RuleBookProblem] {
        var found: [RuleBookProblem] = []
        for day in applicationDays.days + confirmationDays.days
        where confirmationDays.value(on: day) > applicationDays.value(on: day) {
            found.append(
                RuleBookProblem(
                    table: "confirmation days", finding: "E5: longer than the days of the application (E4) on \(day)"))
            break
        }
        for day in media.days + validity.days {
            let policy = media.value(on: day)
            let years = validity.value(on: day).years
            guard !policy.kiosk.union(policy.desk).allSatisfy({ $0 == .sim || years[$0] != nil }) else { continue }
            found.append(RuleBookProblem(table: "media", finding: "E3a: a medium without a period (E1) on \(day)"))
            break
        }
        return found
    }
}

extension Dated {
    /// The days on which it begins to say something.
    fileprivate var days: [CivilDate] { [.earliest] + changes.map(\.from) }
}

/// Gathers the values of one table that break a demand.
struct Findings {
    private let table: String
    private(set) var problems: [RuleBookProblem] = []

    init(_ table: String) { self.table = table }

    mutating func demand<Value>(_ values: Dated<Value>, _ finding: String, _ holds: (Value) -> Bool) {
        demand(values.values, finding, holds)
    }

    mutating func demand<Value>(_ values: Windowed<Value>, _ finding: String, _ holds: (Value) -> Bool) {
        demand(values.values, finding, holds)
    }

    private mutating func demand<Value>(_ values: [Value], _ finding: String, _ holds: (Value) -> Bool) {
        if !values.allSatisfy(holds) { problems.append(RuleBookProblem(table: table, finding: finding)) }
    }
}
