import KioskDomain
import Testing

@Suite("B3: no issue by face without a trial of this matcher on people like those who come")
struct CalibrationGateTests {
    private static let good = CalibrationFacts(
        distance: 0.45, frames: 5, modelHashes: ["aa", "bb"], population: "staff and visitors", people: 50,
        genuine: 500, falseNonMatches: 5, impostors: 24_500, falseMatches: 1)
    private static let matcher = MatcherFacts(distance: 0.45, frames: 5, modelHashes: ["bb", "aa"])

    private static func problem(
        _ matcher: MatcherFacts? = matcher, _ change: (inout CalibrationFacts) -> Void = { _ in }
    ) -> CalibrationGate.Problem? {
        var facts = good
        change(&facts)
        return CalibrationGate.problem(with: facts, matcher: matcher)
    }

    @Test("A trial of fifty people with the loaded weights at the threshold in use suffices")
    func suffices() {
        #expect(Self.problem() == nil)
        #expect(Self.problem(nil) == nil)
    }

    @Test("Other weights, another threshold and another number of frames are other matchers")
    func otherMatcher() {
        #expect(Self.problem { $0.modelHashes = ["aa"] } == .otherModels)
        #expect(Self.problem(MatcherFacts(distance: 0.45, frames: 5, modelHashes: [])) == .otherModels)
        #expect(
            Self.problem(MatcherFacts(distance: 0.45, frames: 5, modelHashes: [])) { $0.modelHashes = [] }
                == .otherModels)
        #expect(Self.problem { $0.distance = 0.46 } == .otherThreshold)
        #expect(Self.problem { $0.frames = 3 } == .otherThreshold)
        #expect(Self.problem { $0.distance = .nan } == .otherThreshold)
        #expect(Self.problem(nil) { $0.distance = .nan } == .tooFewTrials)
    }

    @Test("Too few people, nobody named, impossible or too few counts")
    func trial() {
        #expect(Self.problem { $0.people = 49 } == .people(49, fewest: 50))
        #expect(Self.problem { $0.population = " " } == .noPopulation)
        #expect(Self.problem { $0.impostors = 9_999 } == .tooFewTrials)
        #expect(Self.problem { $0.impostors = -1 } == .tooFewTrials)
        #expect(Self.problem { $0.falseMatches = -1 } == .tooFewTrials)
        #expect(Self.problem { $0.falseNonMatches = 501 } == .tooFewTrials)
        #expect(Self.problem { $0.genuine = 49 } == .tooFewTrials)
    }

    @Test("More errors than the policy bears are named with their counts; exactly as many are borne")
    func errors() {
        #expect(Self.problem { $0.falseMatches = 2 } == nil)
        #expect(Self.problem { $0.falseMatches = 3 } == .falseMatches(3, of: 24_500))
        #expect(Self.problem { $0.falseNonMatches = 25 } == nil)
        #expect(Self.problem { $0.falseNonMatches = 26 } == .falseNonMatches(26, of: 500))
    }

    @Test("EDS by face is not begun where it is withheld: the person is sent to an operator with a slip")
    func withheld() {
        var session = CitizenSession()
        session.withheld[.edsByFace] = .calibrationMissing
        _ = session.apply(.person(.language(.russian)))
        let effects = session.apply(.person(.service(.edsByFace)))
        #expect(session.stage == .ending(.russian, .refused(.calibrationMissing), nil))
        #expect(effects.contains(.print(.sentOn(.calibrationMissing))))
        var other = CitizenSession()
        other.withheld[.edsByFace] = .calibrationMissing
        _ = other.apply(.person(.language(.russian)))
        _ = other.apply(.person(.service(.queueTicket)))
        #expect(other.stage == .ticket(.russian, .choosing(QueueChoice())))
    }
}
