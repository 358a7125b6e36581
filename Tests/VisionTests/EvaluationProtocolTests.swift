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

    @Test("Groups hold their own people's trials only, and the cross-check never tests whom it was tuned on")
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
        let check = try #require(report.crossCheck)
        #expect(check.halves.map(\.tunedOn) == [4, 4])
        for half in check.halves {
            #expect(half.atTuned.falseMatches.trials == 4 * 3 * 6 * 6)
            #expect(half.atTuned.falseNonMatches.trials == 4 * 6)
            #expect(half.atShipped.threshold == 0.45)
        }
    }

    @Test("Leave one out: a person's own double sets no threshold for him, but one for all the others")
    func leaveOneOut() throws {
        // People a whole apart, but for two who are 0.2 apart.
        let people =
            (0..<6).map { Self.person($0, pictures: 6) }
            + [Self.person(0, pictures: 6)].map { double in
                EnrolledPerson(name: "double", templates: double.templates.map { Mark(place: $0.place + 0.2) })
            }
        let evaluation = Evaluation(threshold: 0.1, frames: 5, bootstrap: PersonBootstrap(replicates: 50, seed: 3))
        let sets = evaluation.trials(people)
        let left = try #require(evaluation.report(sets, names: people.map(\.name)).leaveOneOut)
        // With both the nearest strangers are 0.2 apart, without one of the two 0.75 and more.
        #expect(left.thresholds.lowerBound < 0.2 && left.thresholds.upperBound > 0.7)
        // Whoever is nearer to the double than the others are to each other is judged by their wide threshold: every
        // comparison with the one 0.2 and the one 0.8 away is a false match.
        let set = try #require(sets[5])
        let pairs: [Set<Int>] = [[0, 6], [1, 6]]
        let wrong = set.impostors.count { pairs.contains([$0.reference, $0.probe]) }
        #expect(wrong > 0 && left.result.falseMatches.errors == wrong)
        #expect(left.result.falseMatches.trials == set.impostors.count)
        #expect(left.result.falseNonMatches.errors == 0)
        #expect(
            evaluation.report(evaluation.trials(Array(people.prefix(3))), names: ["a", "b", "c"]).leaveOneOut == nil)
    }
}
