import HelperProtocol
import KioskScreens
import Testing

@testable import KioskDaemon

@Suite("Guidance at the pace of a person (issue 4)")
struct CalmGuidanceTests {
    private let start = ContinuousClock.now

    private func report(_ guidance: Guidance, _ challenge: ChallengeProgress? = nil, collected: Int = 0)
        -> GuidanceReport
    {
        GuidanceReport(
            guidance: guidance, usable: guidance == .good, measures: QualityMeasures(), face: nil, collected: collected,
            challenge: challenge)
    }

    @Test("A remark that changes with each frame stands long enough to be read")
    func flicker() {
        var calm = CalmGuidance()
        var shown: [String] = []
        for frame in 0..<60 {
            let guidance: Guidance = frame.isMultiple(of: 2) ? .tooDark : .good
            shown.append(calm.view(of: report(guidance), at: start + .milliseconds(66) * frame).guidance)
        }
        let changes = zip(shown, shown.dropFirst()).filter { $0 != $1 }.count
        #expect(changes <= 4, "\(changes) changes in four seconds")
        #expect(Set(shown) == ["too-dark", "good"])
    }

    @Test("A step of the challenge is shown at once: its time runs")
    func step() {
        var calm = CalmGuidance()
        _ = calm.view(of: report(.good), at: start)
        let asked = ChallengeProgress(step: 2, steps: 2, action: .turnLeft, secondsLeft: 2.2)
        let view = calm.view(of: report(.turned, asked), at: start + .milliseconds(10))
        #expect(view.guidance == "turn-left")
        #expect(view.challenge == ChallengeView(step: 2, steps: 2, secondsLeft: 3))
        #expect(view.progress == 0.5)
    }

    @Test("What makes a step impossible is said instead of the step")
    func hindrance() {
        var calm = CalmGuidance()
        let asked = ChallengeProgress(step: 1, steps: 2, action: .comeCloser, secondsLeft: 3)
        #expect(calm.view(of: report(.noFace, asked), at: start).guidance == "no-face")
    }

    @Test("The ring fills with the frames that are compared")
    func ring() {
        var calm = CalmGuidance()
        #expect(calm.view(of: report(.good, collected: 0), at: start).progress == 0)
        #expect(calm.view(of: report(.good, collected: MatchThreshold.shipped.frames), at: start).progress == 1)
        #expect(calm.view(of: report(.good, collected: 9), at: start).progress == 1)
    }

    @Test("The ring fills with as many frames as this site's trial compares", arguments: [4, 10])
    func siteRing(needed: Int) {
        var calm = CalmGuidance()
        func progress(_ collected: Int) -> Double? {
            var report = report(.good, collected: collected)
            report.needed = needed
            return calm.view(of: report, at: start).progress
        }
        #expect(progress(needed / 2) == 0.5)
        #expect((progress(needed - 1) ?? 1) < 1)
        #expect(progress(needed) == 1 && progress(needed + 3) == 1)
    }
}
