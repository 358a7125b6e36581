import FaceEvaluation
import Testing

@Suite("Evaluation: error rates of sets whose rates are known")
struct EvaluationRatesTests {
    private static func set(genuine: [Double], impostors: [Double]) -> TrialSet {
        TrialSet(
            genuine: genuine.map { Trial(reference: 0, probe: 0, distance: $0) },
            impostors: impostors.map { Trial(reference: 0, probe: 1, distance: $0) }, people: 2)
    }

    @Test("EER of a set in which a quarter errs on either side is 25 %")
    func equalError() throws {
        let rates = ErrorRates(Self.set(genuine: [0.1, 0.5, 0.2, 0.3], impostors: [0.8, 0.4, 0.6, 0.7]))
        let equal = try #require(rates.equalError())
        #expect(equal.rate == 0.25)
        #expect(equal.threshold == 0.4)
    }

    @Test("EER of a set that is told apart wholly is 0, of one that is mixed up wholly 100 %")
    func extremes() throws {
        let apart = ErrorRates(Self.set(genuine: [0.1, 0.2], impostors: [0.6, 0.7]))
        #expect(try #require(apart.equalError()).rate == 0)
        let mixed = ErrorRates(Self.set(genuine: [0.6, 0.7], impostors: [0.1, 0.2]))
        #expect(try #require(mixed.equalError()).rate == 1)
        #expect(ErrorRates(Self.set(genuine: [0.1], impostors: [])).equalError() == nil)
    }

    @Test("FNMR at a fixed FMR allows exactly as many impostors, and ties on neither side")
    func atFalseMatchRate() {
        let impostors = (0..<200).map { 0.50 + Double($0 / 2) * 0.001 }
        let rates = ErrorRates(Self.set(genuine: [0.40, 0.4999, 0.50, 0.501, 0.6], impostors: impostors))
        // 1 % of 200 are the two at 0.500; the two at 0.501 would be 2 %.
        let threshold = rates.threshold(atFalseMatchRate: 0.01)
        #expect(threshold < 0.501)
        #expect(rates.falseMatchRate(at: threshold) == 0.01)
        #expect(rates.falseNonMatchRate(at: threshold) == 0.4)
        // Of two with the same distance neither can be had alone.
        #expect(rates.falseMatchRate(at: rates.threshold(atFalseMatchRate: 0.005)) == 0)
        #expect(rates.falseMatchRate(at: rates.threshold(atFalseMatchRate: 1)) == 1)
    }

    @Test("A distance that is no number never matches")
    func notANumber() {
        let rates = ErrorRates(Self.set(genuine: [.nan, 0.1], impostors: [.nan, 0.7]))
        #expect(rates.falseNonMatchRate(at: 2) == 0.5)
        #expect(rates.falseMatchRate(at: 2) == 0.5)
        #expect(rates.equalError() != nil)
    }

    @Test("A person drawn twice counts twice, a pair the product")
    func weights() {
        let set = TrialSet(
            genuine: [Trial(reference: 0, probe: 0, distance: 0.6), Trial(reference: 1, probe: 1, distance: 0.1)],
            impostors: [Trial(reference: 0, probe: 1, distance: 0.2), Trial(reference: 1, probe: 2, distance: 0.9)],
            people: 3)
        let rates = ErrorRates(set, weights: [3, 1, 2])
        #expect(rates.falseNonMatchRate(at: 0.45) == 0.75)
        #expect(rates.falseMatchRate(at: 0.45) == 0.6)
    }

    /// Twenty people with ten trials each, of whom five are never recognised: the spread between people is that of
    /// drawing 20 of them, whose middle 95 % are 2 to 9 of 20.
    @Test("Limits by person are those of people, not of trials")
    func clustered() {
        let genuine = (0..<20).flatMap { person in
            (0..<10).map { _ in Trial(reference: person, probe: person, distance: person < 5 ? 0.9 : 0.1) }
        }
        let impostors = (0..<20).flatMap { one in
            (0..<20).filter { $0 != one }.map { Trial(reference: one, probe: $0, distance: 0.8) }
        }
        let people = Array(0..<20)
        let set = TrialSet(genuine: genuine, impostors: impostors, people: 20)
        let evaluation = Evaluation(
            threshold: 0.45, frames: 1, fusions: 1...1, bootstrap: PersonBootstrap(replicates: 1000, seed: 7))
        let report = evaluation.report([1: set], names: people.map { "p\($0)" })
        let result = report.fusions[0].atThreshold
        #expect(result.falseNonMatches.errors == 50)
        #expect(result.falseNonMatches.method == .bootstrap)
        #expect([0.05, 0.10].contains { abs($0 - result.falseNonMatches.clustered.lower) < 1e-9 })
        #expect([0.45, 0.50].contains { abs($0 - result.falseNonMatches.clustered.upper) < 1e-9 })
        // As if the 200 were independent, the interval would be half as wide.
        #expect(result.falseNonMatches.exact.upper < 0.32)
        #expect(result.falseMatches.method == .ruleOfThree)
        #expect(abs(result.falseMatches.clustered.upper - 3.0 / 190) < 1e-12)
        #expect(report == evaluation.report([1: set], names: people.map { "p\($0)" }))
    }
}
