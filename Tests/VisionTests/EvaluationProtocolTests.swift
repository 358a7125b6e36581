import FaceEvaluation
import Testing

/// A template on a line: people at whole numbers, pictures a little beside.
private struct Mark: FusableTemplate, Equatable {
    var place: Double

    func distance(to other: Mark) -> Double { abs(place - other.place) }

    static func fused(_ templates: [Mark]) -> Mark? {
        templates.isEmpty ? nil : Mark(place: templates.reduce(0) { $0 + $1.place } / Double(templates.count))
    }
}

@Suite("Evaluation: what is compared with what")
struct EvaluationProtocolTests {
    private static func person(_ number: Int, pictures: Int) -> EnrolledPerson<Mark> {
        let marks = (0..<pictures).map { Mark(place: Double(number) + Double($0) / 100) }
        return EnrolledPerson(name: "p\(number)", templates: marks)
    }

    private static func trials(_ people: [EnrolledPerson<Mark>], frames: Int, limit: Int = 1_000_000) -> TrialSet {
        var generator = SeededGenerator(seed: 1)
        return FusionProtocol(frames: frames, impostorLimit: limit).trials(people, generator: &generator)
    }

    @Test(
        "Twenty people with ten pictures: each picture once a reference, runs of the nine others, runs of all other people",
        arguments: [(1, 1800, 38_000), (5, 1800, 38_000), (9, 200, 38_000), (10, 0, 3800)])
    func counts(frames: Int, genuine: Int, impostors: Int) {
        let set = Self.trials((0..<20).map { Self.person($0, pictures: 10) }, frames: frames)
        #expect(set.genuine.count == genuine)
        #expect(set.impostors.count == impostors)
    }

    @Test("The reference is never among its own frames")
    func disjoint() {
        let set = Self.trials([Self.person(0, pictures: 3), Self.person(1, pictures: 3)], frames: 2)
        // Of three pictures the two others are one run, whose mean is never the reference itself but for the middle one.
        #expect(set.genuine.count == 6)
        let distances = set.genuine.map { ($0.distance * 1000).rounded() }
        #expect(distances == [0, 0, 15, 15, 15, 15])
    }

    @Test("A person with one picture takes part as an impostor only")
    func single() {
        let set = Self.trials([Self.person(0, pictures: 1), Self.person(1, pictures: 4)], frames: 1)
        #expect(set.genuine.allSatisfy { $0.reference == 1 })
        #expect(set.impostors.count == 8)
        #expect(Self.trials([], frames: 1).impostors.isEmpty)
    }

    @Test("Over the limit, exactly as many impostor trials are drawn, the same for the same seed")
    func limited() {
        let people = (0..<10).map { Self.person($0, pictures: 4) }
        let set = Self.trials(people, frames: 2, limit: 500)
        #expect(set.impostors.count == 500)
        #expect(set.impostors == Self.trials(people, frames: 2, limit: 500).impostors)
        #expect(set.genuine.count == Self.trials(people, frames: 2).genuine.count)
    }

    @Test("Names tell sex, age and origin only in the documented form")
    func names() {
        let whole = PersonAttributes(folder: "f-30-asia_0007")
        #expect([whole.group(.sex), whole.group(.age), whole.group(.origin)] == ["f", "30-44", "asia"])
        let part = PersonAttributes(folder: "x-x-x_1")
        #expect(PersonAttributes.Attribute.allCases.allSatisfy { part.group($0) == nil })
        for name in ["s1", "", "_", "f-30-asia", "w-30-asia_1", "f-200-asia_1", "f-30-_1", "f-30-As ia_1", "f--asia_1"]
        {
            #expect(PersonAttributes.Attribute.allCases.allSatisfy { PersonAttributes(folder: name).group($0) == nil })
        }
        let ages = [0: "-17", 17: "-17", 18: "18-29", 45: "45-59", 60: "60-", 120: "60-"]
        for (age, group) in ages { #expect(PersonAttributes(folder: "m-\(age)-x_1").group(.age) == group) }
    }

    @Test("Groups hold their own people's trials only")
    func groups() throws {
        // People at 0, 0.3, 0.6 …: women have near doubles, men are far apart.
        let women = (0..<4).map { Self.person($0, pictures: 6) }.enumerated().map { index, person in
            var person = person
            person.name = "f-30-asia_\(index)"
            person.templates = person.templates.map { Mark(place: $0.place * 0.3) }
            return person
        }
        let men = (10..<14).map { Self.person($0, pictures: 6) }.map { person in
            var person = person
            person.name = "m-50-europe_\(person.name)"
            return person
        }
        let people = women + men
        let evaluation = Evaluation(
            threshold: 0.45, frames: 5, bootstrap: PersonBootstrap(replicates: 50, seed: 3))
        let report = evaluation.report(evaluation.trials(people), names: people.map(\.name))
        #expect(report.fusions.map(\.frames) == [1, 2, 3, 4, 5])
        let sexes = report.groups.filter { $0.attribute == .sex }
        #expect(sexes.map(\.value) == ["f", "m"])
        #expect(sexes.allSatisfy { $0.people == 4 && $0.result.falseMatches.trials == 4 * 3 * 6 * 6 })
        #expect(sexes[0].result.falseMatches.errors > 0)
        #expect(sexes[1].result.falseMatches.errors == 0)
    }

    @Test("Held-out people: each comparison once, by a threshold in which neither of the two had a part")
    func heldOut() throws {
        // People a whole apart, but for two who are 0.2 apart.
        let people =
            (0..<9).map { Self.person($0, pictures: 6) }
            + [Self.person(0, pictures: 6)].map { double in
                EnrolledPerson(name: "double", templates: double.templates.map { Mark(place: $0.place + 0.2) })
            }
        for seed in UInt64(1)...5 {
            let evaluation = Evaluation(
                threshold: 0.1, frames: 5, bootstrap: PersonBootstrap(replicates: 50, seed: seed))
            let sets = evaluation.trials(people)
            let set = try #require(sets[5])
            let held = try #require(evaluation.report(sets, names: people.map(\.name)).heldOut)
            #expect(held.folds.map(\.people) == [2, 2, 2, 2, 2])
            #expect(held.folds.map(\.tunedOn) == [8, 8, 8, 8, 8])
            #expect(held.result.falseMatches.trials == set.impostors.count)
            #expect(held.result.falseNonMatches.trials == set.genuine.count)
            #expect(held.seed == seed)
            // The two doubles had no part in the threshold by which they are judged, so they are taken for each other
            // unless the rule leaves room; with both among those tuned on, the counted part of the rule sees them.
            #expect(held.tunedOnAll < 0.2)
            #expect(held.thresholds.lowerBound < 0.2)
        }
        let few = Evaluation(threshold: 0.1, frames: 5, bootstrap: PersonBootstrap(replicates: 50, seed: 3))
        #expect(few.report(few.trials(Array(people.prefix(3))), names: ["a", "b", "c"]).heldOut == nil)
    }

    @Test("The rule: the lower of what is counted and of what lies as many deviations from strangers as from oneself")
    func thresholdRule() {
        func set(own: [Double], strangers: [Double]) -> TrialSet {
            TrialSet(
                genuine: own.map { Trial(reference: 0, probe: 0, distance: $0) },
                impostors: strangers.map { Trial(reference: 0, probe: 1, distance: $0) }, people: 2)
        }
        let rule = ThresholdRule(falseMatchRate: 1e-2, reserve: 0)
        // Means 0.3 and 0.8, deviations 0.05 and 0.1: two thirds of the gap belong to the wider one, 0.3 + 0.5 / 3.
        let own = [0.25, 0.35]
        let even = [0.7, 0.9].flatMap { [Double](repeating: $0, count: 500) }
        #expect(rule.threshold(set(own: own, strangers: even)) == 0.46)
        // Eleven of a thousand near ones are one too many, and ten are not.
        func near(_ count: Int) -> [Double] {
            Array(even.dropLast(count)) + [Double](repeating: 0.4, count: count)
        }
        #expect(rule.threshold(set(own: own, strangers: near(11).sorted())) == 0.39)
        #expect(rule.threshold(set(own: own, strangers: near(10).sorted())) > 0.4)
        #expect(rule.threshold(set(own: [], strangers: near(11).sorted())) == 0.39)
        #expect(rule.threshold(set(own: own, strangers: [])) == 0)
        // The reserve, and never below nothing.
        #expect(ThresholdRule(falseMatchRate: 1e-2).threshold(set(own: own, strangers: even)) == 0.45)
        #expect(ThresholdRule(reserve: 1).threshold(set(own: own, strangers: even)) == 0)
    }
}
