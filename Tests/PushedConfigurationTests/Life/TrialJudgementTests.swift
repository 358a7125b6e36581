import KioskDevices
import KioskDomain
import Testing

@testable import PushedConfiguration

@Suite("6.7: how a trial is judged")
struct TrialJudgementTests {
    private func verdict(
        _ before: [String: Health], _ now: [(String, Health)], elapsed: Int
    ) -> TrialJudgement.Verdict {
        let statuses = now.map {
            DeviceStatus(id: $0.0, name: "", health: $0.1, code: $0.1 == .fault ? .cameraLost : nil, finding: "")
        }
        return TrialJudgement.judge(
            before: before, now: statuses, elapsed: .seconds(elapsed), settling: .seconds(5), limit: .seconds(60))
    }

    @Test("Nothing worse, after the parts had time to find out how they are: good") func good() {
        #expect(verdict(["camera": .ok], [("camera", .ok)], elapsed: 4) == .waiting)
        #expect(verdict(["camera": .ok], [("camera", .ok)], elapsed: 5) == .good)
        #expect(verdict(["camera": .fault], [("camera", .fault)], elapsed: 5) == .good)
        #expect(verdict(["camera": .fault], [("camera", .ok), ("new", .fault)], elapsed: 5) == .good)
    }

    @Test("What is worse has until the limit to mend, then it is named") func worse() {
        #expect(verdict(["camera": .ok], [("camera", .fault)], elapsed: 59) == .waiting)
        #expect(
            verdict(["camera": .ok], [("camera", .fault)], elapsed: 60)
                == .worse("camera: ok before, now fail (camera.lost)"))
        #expect(verdict(["camera": .ok], [], elapsed: 60) == .worse("camera: ok before, now not heard of"))
        #expect(verdict(["camera": .warning], [("camera", .unknown)], elapsed: 60) != .good)
    }

    @Test("A line to the outside and the clock are no fault of a set") func outside() {
        let before: [String: Health] = ["portal": .ok, "portal.identity": .ok, "clock": .ok]
        #expect(verdict(before, [("portal", .fault), ("clock", .warning)], elapsed: 5) == .good)
    }
}
