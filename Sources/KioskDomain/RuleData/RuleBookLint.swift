extension RuleBook {
    /// Every contradiction in the tables, each with its own reason; a book with any is refused whole.
    public func problems() -> [RuleBookProblem] {
        orderProblems() + queueProblems() + identificationProblems() + documentProblems() + lawProblems()
            + operationProblems() + disagreements()
    }

    /// Days out of order, spans that end before they begin or overlap, and years without a value.
    private func orderProblems() -> [RuleBookProblem] {
        minimumAge.problems("minimum age") + attemptLimit.problems("attempt limit")
            + evidence.problems("evidence") + sms.problems("SMS codes") + queue.problems("queue")
            + media.problems("media") + validity.problems("validity")
            + applicationDays.problems("application days") + confirmationDays.problems("confirmation days")
            + documentAccess.problems("document access") + cardExchange.problems("card exchange")
            + mci.problems("MCI") + mci.gaps("MCI")
            + transferFines.problems("fines, part 5") + transferFines.gaps("fines, part 5")
            + useFines.problems("fines, part 6") + useFines.gaps("fines, part 6")
            + timeOuts.problems("time-outs") + retention.problems("retention")
            + clockTolerance.problems("clock tolerance")
    }

    private func queueProblems() -> [RuleBookProblem] {
        var found = Findings("queue")
        found.demand(queue, "Q3: a person is called within 1 to 30 minutes") { (1...30).contains($0.callWithinMinutes) }
        found.demand(queue, "Q3: slips begin 0 to 1440 minutes before the appointment") {
            (0...1440).contains($0.slipBeforeMinutes)
        }
        found.demand(queue, "Q4: the tolerance is 0 to 60 minutes") { (0...60).contains($0.lateToleranceMinutes) }
        return found.problems
    }

    private func documentProblems() -> [RuleBookProblem] {
        var media = Findings("media")
        media.demand(self.media, "E1: a SIM card cannot be written") {
            !$0.kiosk.contains(.sim) && !$0.desk.contains(.sim)
        }
        var validity = Findings("validity")
        validity.demand(self.validity, "E1: a period is 1 to 3 years") { table in
            table.years.values.allSatisfy { (1...3).contains($0) }
        }
        validity.demand(self.validity, "E1: a medium has no period") { table in
            Medium.allCases.allSatisfy { $0 == .sim || table.years[$0] != nil }
        }
        var days = Findings("application days")
        days.demand(applicationDays, "E4: an application is handed in within 1 to 30 days") { (1...30).contains($0) }
        var answer = Findings("confirmation days")
        answer.demand(confirmationDays, "E5: an operator answers within 1 to 30 days") { (1...30).contains($0) }
        var access = Findings("document access")
        access.demand(documentAccess, "D1: a code lives more than 0 and at most 300 seconds") {
            $0.life > .zero && $0.life <= .seconds(300)
        }
        access.demand(documentAccess, "D1: with all extensions at most 1800 seconds") { $0.longest <= .seconds(1800) }
        access.demand(documentAccess, "D1: the longest life is shorter than one life") { $0.life <= $0.longest }
        return media.problems + validity.problems + days.problems + answer.problems + access.problems
    }

    private func lawProblems() -> [RuleBookProblem] {
        var exchange = Findings("card exchange")
        exchange.demand(cardExchange, "I1: it begins 0 to 30 days before expiry") {
            (0...30).contains($0.daysBeforeExpiry)
        }
        exchange.demand(cardExchange, "I1: it ends 0 to 10 days after expiry") { (0...10).contains($0.daysAfterExpiry) }
        var index = Findings("MCI")
        index.demand(mci, "F2: the index is 1 to 1,000,000 tenge") { (1...1_000_000).contains($0) }
        var fines: [RuleBookProblem] = []
        for (table, name) in [(transferFines, "fines, part 5"), (useFines, "fines, part 6")] {
            var found = Findings(name)
            found.demand(table, "F1: a row is missing, or not 1 to 10,000 MCI") { table in
                Offender.allCases.allSatisfy { (1...10_000).contains(table.mci[$0] ?? 0) }
            }
            found.demand(table, "F1: a smaller offender pays more than a larger one") { table in
                let rows = Offender.allCases.compactMap { table.mci[$0] }
                return zip(rows, rows.dropFirst()).allSatisfy(<=)
            }
            fines += found.problems
        }
        return exchange.problems + index.problems + fines
    }

    private func operationProblems() -> [RuleBookProblem] {
        var times = Findings("time-outs")
        times.demand(timeOuts, "R2: the warning stands at least 20 seconds") {
            $0.warning >= TimeOutPolicy.shortestWarning
        }
        times.demand(timeOuts, "R2: a time is not positive, or longer than an hour") { policy in
            [policy.idle, policy.warning, policy.extended, policy.attempt, policy.firstFrame, policy.deviceReturn]
                .allSatisfy { $0 > .zero && $0 <= .seconds(3600) }
        }
        times.demand(timeOuts, "B1: a lost device may take at most 10 seconds to be back") {
            $0.deviceReturn <= .seconds(10)
        }
        var retention = Findings("retention")
        retention.demand(self.retention, "R6: personal fields stay 0 to 30 days") {
            (0...RetentionPolicy.longestPersonalDays).contains($0.personalDays)
        }
        retention.demand(self.retention, "R6: outcomes stay a negative time") { ($0.outcomeDays ?? 0) >= 0 }
        var clock = Findings("clock tolerance")
        clock.demand(clockTolerance, "an offset of 1 to 30 seconds is borne") {
            $0 >= .seconds(1) && $0 <= .seconds(30)
        }
        return times.problems + retention.problems + clock.problems
    }
}
