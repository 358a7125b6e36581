import FaceEvaluation
import Testing

@Suite("Evaluation: statistics against known values")
struct EvaluationStatisticsTests {
    @Test(
        "Clopper-Pearson limits are those of the printed tables",
        arguments: [
            (0, 10, 0.0, 0.308_497), (1, 10, 0.002_529, 0.445_016), (5, 10, 0.187_086, 0.812_914),
            (10, 10, 0.691_503, 1.0), (3, 100, 0.006_230, 0.085_176), (0, 1, 0.0, 0.975),
        ])
    func clopperPearson(errors: Int, trials: Int, lower: Double, upper: Double) {
        let limits = ErrorCount(errors: errors, trials: trials).clopperPearson()
        #expect(abs(limits.lower - lower) < 1e-5)
        #expect(abs(limits.upper - upper) < 1e-5)
    }

    @Test("Limits of a large count lie where the normal approximation puts them")
    func large() {
        let limits = ErrorCount(errors: 200_000, trials: 1_000_000).clopperPearson()
        // Standard error 0.0004.
        #expect(abs(limits.lower - (0.2 - 1.96 * 0.0004)) < 2e-6)
        #expect(abs(limits.upper - (0.2 + 1.96 * 0.0004)) < 2e-6)
        let none = ErrorCount(errors: 0, trials: 78_000).clopperPearson(confidence: 0.90)
        #expect(abs(none.upper - ruleOfThree(78_000)) < 1e-7)
    }

    @Test("Counts stay within their trials, and nothing tried says nothing")
    func bounds() {
        #expect(ErrorCount(errors: 7, trials: 5) == ErrorCount(errors: 5, trials: 5))
        #expect(ErrorCount(errors: -1, trials: -1).rate == 0)
        #expect(ErrorCount(errors: 0, trials: 0).clopperPearson() == Limits(lower: 0, upper: 1))
        #expect(ruleOfThree(0) == 1)
        #expect(ruleOfThree(2) == 1)
        #expect(ruleOfThree(20) == 0.15)
    }

    @Test("The same seed gives the same numbers, those of SplitMix64's own test vector")
    func seeded() {
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
    }
}
