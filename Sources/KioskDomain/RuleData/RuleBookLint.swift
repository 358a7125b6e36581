extension RuleBook {
    /// Every contradiction in the tables; a book with any is refused whole.
    public func problems() -> [RuleBookProblem] { orderProblems() + valueProblems() }

    private func orderProblems() -> [RuleBookProblem] {
        minimumAge.problems("minimum age") + attemptLimit.problems("attempt limit")
            + evidence.problems("evidence") + sms.problems("SMS codes") + queue.problems("queue")
            + media.problems("media") + validity.problems("validity")
            + applicationDays.problems("application days") + confirmationDays.problems("confirmation days")
            + documentAccess.problems("document access") + cardExchange.problems("card exchange")
            + mci.problems("MCI") + transferFines.problems("fines, part 5") + useFines.problems("fines, part 6")
            + timeOuts.problems("time-outs") + retention.problems("retention")
            + clockTolerance.problems("clock tolerance")
    }

    private func valueProblems() -> [RuleBookProblem] {
        var found = Findings()
        found.demand(minimumAge, "minimum age", "out of 0…150 years") { (0...150).contains($0) }
        found.demand(attemptLimit, "attempt limit", "below 1") { $0 >= 1 }
        found.demand(evidence, "evidence", "a distance out of 0…1 or no frame") {
            $0.maximumDistance > 0 && $0.maximumDistance <= 1 && $0.minimumFrames >= 1
        }
        found.demand(sms, "SMS codes", "length out of 4…10, no life, no try or a limit below 1") {
            (4...10).contains($0.length) && $0.life > .zero && $0.tries >= 1
                && ($0.perIIN + $0.perKiosk).allSatisfy { $0.count >= 1 && $0.window > .zero }
        }
        found.demand(queue, "queue", "a negative time") {
            min($0.callWithinMinutes, $0.slipBeforeMinutes, $0.lateToleranceMinutes) >= 0
        }
        found.demand(media, "media", "a SIM card cannot be written") {
            !$0.kiosk.contains(.sim) && !$0.desk.contains(.sim)
        }
        found.demand(validity, "validity", "a period below one year") { $0.years.values.allSatisfy { $0 >= 1 } }
        found.demand(applicationDays, "application days", "negative") { $0 >= 0 }
        found.demand(confirmationDays, "confirmation days", "negative") { $0 >= 0 }
        found.demand(documentAccess, "document access", "no life, or longer than the longest") {
            $0.life > .zero && $0.life <= $0.longest
        }
        found.demand(timeOuts, "time-outs", "the warning is shorter than R2 allows, or a time is not positive") {
            $0.warning >= TimeOutPolicy.shortestWarning
                && min($0.idle, $0.extended, $0.attempt, $0.firstFrame, $0.deviceReturn) > .zero
        }
        found.demand(retention, "retention", "personal fields longer than R6 allows, or a negative time") {
            (0...RetentionPolicy.longestPersonalDays).contains($0.personalDays) && $0.outcomeDays ?? 0 >= 0
        }
        found.demand(clockTolerance, "clock tolerance", "not positive") { $0 > .zero }
        found.demand(cardExchange, "card exchange", "a negative number of days") {
            min($0.daysBeforeExpiry, $0.daysAfterExpiry) >= 0
        }
        found.demand(mci, "MCI", "not positive") { $0 > 0 }
        for (fines, name) in [(transferFines, "fines, part 5"), (useFines, "fines, part 6")] {
            found.demand(fines, name, "a row is missing or not positive") { table in
                Offender.allCases.allSatisfy { table.mci[$0] ?? 0 > 0 }
            }
        }
        return found.problems
    }
}

/// Gathers the values that break a demand.
private struct Findings {
    var problems: [RuleBookProblem] = []

    mutating func demand<Value>(_ table: Dated<Value>, _ name: String, _ finding: String, _ holds: (Value) -> Bool) {
        if !table.values.allSatisfy(holds) { problems.append(RuleBookProblem(table: name, finding: finding)) }
    }

    mutating func demand<Value>(
        _ table: Windowed<Value>, _ name: String, _ finding: String, _ holds: (Value) -> Bool
    ) {
        if !table.values.allSatisfy(holds) { problems.append(RuleBookProblem(table: name, finding: finding)) }
    }
}
