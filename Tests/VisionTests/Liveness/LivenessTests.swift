import HelperProtocol
import KioskTestSupport
import Testing

@testable import FaceMatching

@ComputingTests
@Suite("Issue 4, item 3: the challenge tells a head from a flat picture")
struct LivenessTests {
    private func clip(isFlat: Bool, seed: UInt64) -> SimulatedClip {
        var random = SplitMix64(seed: seed)
        // Of the yaw proxy 0.005 to 0.011, as measured.
        let noise = random.uniform(0.0045...0.01)
        return SimulatedClip(face: SimulatedFace(isFlat: isFlat, seed: seed &+ 77), noise: noise, random: random)
    }

    private func person(_ seed: UInt64) -> CooperativePerson {
        var random = SplitMix64(seed: seed &* 31)
        var person = CooperativePerson()
        person.turn = random.uniform(24...34)
        person.nearer = random.uniform(1.4...1.6)
        return person
    }

    @Test("A head of three dimensions passes in 195 of 200 clips, with a median of 6 s at most from the first frame")
    func headsPass() {
        var passed = 0
        var times: [Double] = []
        for seed in UInt64(1)...200 {
            var clip = clip(isFlat: false, seed: seed)
            let (report, seconds) = clip.run(.turns, person(seed))
            if report.passed { passed += 1 } else { print("head, seed \(seed): \(report.reason ?? "")") }
            times.append(seconds)
        }
        let median = times.sorted()[100]
        print("heads: \(passed) of 200 passed, seeds 1…200, median \(median) s, longest \(times.max() ?? 0) s")
        #expect(passed >= 195)
        #expect(median <= 6)
    }

    @Test("A slow machine that judges three or four frames a second lets no flat picture of 200 through either")
    func slowMachine() {
        for rate in [3.0, 4.0] {
            for seed in UInt64(2001)...2200 {
                var clip = clip(isFlat: true, seed: seed)
                clip.rate = rate
                var random = SplitMix64(seed: seed &* 7)
                let (report, _) = clip.run(.turns, KnowingAttacker(&random))
                if report.passed { Issue.record("passed with seed \(seed) at \(rate): \(report)") }
            }
        }
    }

    @Test("A flat picture swept over yaw, pitch, roll, scale and shift passes in 0 of 200 clips")
    func sweptPicturesFail() {
        var reasons: [String: Int] = [:]
        for seed in UInt64(1001)...1200 {
            var clip = clip(isFlat: true, seed: seed)
            var random = SplitMix64(seed: seed &* 7)
            let (report, _) = clip.run(.turns, RandomSweep(&random))
            if report.passed { Issue.record("passed with seed \(seed): \(report)") }
            reasons[report.reason ?? "passed", default: 0] += 1
        }
        print("swept pictures, seeds 1001…1200: \(reasons)")
    }

    @Test("A flat picture tilted about a slanting axis, so that the nose seems to turn, passes in 0 of 200 clips")
    func tiltedPicturesFail() {
        var reasons: [String: Int] = [:]
        for seed in UInt64(2001)...2200 {
            var clip = clip(isFlat: true, seed: seed)
            var random = SplitMix64(seed: seed &* 7)
            let (report, _) = clip.run(.turns, KnowingAttacker(&random))
            if report.passed { Issue.record("passed with seed \(seed): \(report)") }
            reasons[report.reason ?? "passed", default: 0] += 1
        }
        print("tilted pictures, seeds 2001…2200: \(reasons)")
        // The places of eyes and nose alone would have let these through.
        #expect((reasons.filter { $0.key.hasSuffix(LivenessProblem.flat.rawValue) }.values.reduce(0, +)) >= 100)
    }

    @Test("A person who is replaced in the middle fails, in every order of the steps", arguments: UInt64(1)...6)
    func replacedFails(seed: UInt64) {
        var clip = clip(isFlat: false, seed: seed)
        var person = person(seed)
        person.isReplaced = true
        let report = clip.run(.turns, person).report
        #expect(!report.passed)
        #expect(report.reason?.hasSuffix(LivenessProblem.anotherPerson.rawValue) == true, "\(report)")
    }

    @Test("Who moves before anybody could react fails, and so does who does not begin within 3 s")
    func reactionWindow() {
        for seed in UInt64(1)...6 {
            var early = person(seed)
            (early.reaction, early.movement) = (0, 0.2)
            var clip = clip(isFlat: false, seed: seed)
            let hasty = clip.run(.turns, early).report
            #expect(hasty.reason?.hasSuffix(LivenessProblem.tooEarly.rawValue) == true, "seed \(seed): \(hasty)")
            var late = person(seed)
            late.reaction = 3.2
            clip = self.clip(isFlat: false, seed: seed)
            let slow = clip.run(.turns, late).report
            #expect(slow.reason?.hasSuffix(LivenessProblem.tooLate.rawValue) == true, "seed \(seed): \(slow)")
        }
    }

    @Test("R2: a slow person who was given more time passes")
    func slowPersonPasses() {
        for seed in UInt64(1)...6 {
            var slow = person(seed)
            (slow.reaction, slow.movement) = (3.4, 2.5)
            var clip = clip(isFlat: false, seed: seed)
            #expect(clip.run(.turns, slow, extend: .seconds(10)).report.passed, "seed \(seed)")
        }
    }

    @Test("The other direction of each step fails", arguments: [ChallengeStep.turnLeft, .turnRight, .comeCloser])
    func otherDirectionFails(step: ChallengeStep) {
        var found = false
        for seed in UInt64(1)...40 where !found {
            var clip = clip(isFlat: false, seed: seed)
            var contrary = person(seed)
            contrary.isContrary = true
            let report = clip.run(.turns, contrary).report
            #expect(!report.passed)
            guard report.steps.first?.action == step.action else { continue }
            found = true
            #expect(report.reason == "\(step.action.rawValue): \(LivenessProblem.otherWay.rawValue)")
        }
        #expect(found)
    }

    @Test("Gentle: whoever comes closer and stays passes; the report says what was asked")
    func gentle() {
        for seed in UInt64(1)...6 {
            var clip = clip(isFlat: false, seed: seed)
            let report = clip.run(.gentle, person(seed)).report
            #expect(report.passed, "seed \(seed): \(report)")
            #expect(report.steps.map(\.action) == [.comeCloser, .lookAhead])
            #expect(report.steps.last?.seconds ?? 0 >= 5)
        }
    }

    @Test("Known limit, as docs/liveness.md says: gentle lets a picture through that is brought closer and held")
    func gentleIsNoProofOfDepth() {
        var passed = 0
        for seed in UInt64(3001)...3050 {
            var clip = clip(isFlat: true, seed: seed)
            var random = SplitMix64(seed: seed &* 7)
            if clip.run(.gentle, KnowingAttacker(&random)).report.passed { passed += 1 }
        }
        print("gentle, flat pictures, seeds 3001…3050: \(passed) of 50 passed")
        #expect(passed > 25, "if this became better, the documentation may claim more")
    }

    @Test("Two different steps of three, each order as often; without the nearer one for a face that is near already")
    func steps() {
        var random = SplitMix64(seed: 42)
        var counts: [[ChallengeStep]: Int] = [:]
        for _ in 0..<600 { counts[ChallengeStep.choose(.turns, near: false, &random), default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(counts.allSatisfy { $0.key.count == 2 && $0.key[0] != $0.key[1] && (60...140).contains($0.value) })
        for _ in 0..<20 { #expect(!ChallengeStep.choose(.turns, near: true, &random).contains(.comeCloser)) }
    }
}
