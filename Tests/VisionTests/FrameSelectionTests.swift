import HelperProtocol
import Testing

@testable import FaceMatching

@Suite("Of the frames of an attempt the best are compared: for quality, then for variety (issue 4.2)")
struct FrameSelectionTests {
    private let start = ContinuousClock.now

    /// A frame whose face lies so many eye distances beside its place.
    private func candidate(
        _ guidance: Guidance = .good, sharpness: Double = 300, yaw: Double = 0, roll: Double = 0, beside: Double = 0
    ) throws -> FrameSelection.Candidate {
        var measures = QualityMeasures()
        measures.sharpness = sharpness
        measures.yaw = yaw
        measures.roll = roll
        let x = 500 + 100 * beside
        let points = Face.Landmarks(leftEye: (x, 300), rightEye: (x + 100, 300), nose: (x + 50, 360))
        let descriptor = try #require(
            Descriptor(.resNet) { numbers in
                for index in numbers.indices { numbers[index] = 0.1 }
                return true
            })
        return FrameSelection.Candidate(
            quality: FrameQuality(seconds: 0, guidance: guidance, measures: measures, distance: 0.3),
            descriptor: descriptor,
            face: Face(box: Face.Box(left: x, top: 200, right: x + 250, bottom: 450), landmarks: points))
    }

    private func selection(_ candidates: [FrameSelection.Candidate]) -> FrameSelection {
        var selection = FrameSelection(.resNet)
        for (index, candidate) in candidates.enumerated() {
            selection.add(candidate, at: start + .milliseconds(100) * index)
        }
        return selection
    }

    @Test("Without a remark before with one, sharp before soft, straight before turned or tilted, wherever they stood")
    func quality() throws {
        let good = try candidate()
        for worse in [
            try candidate(.unevenLight), try candidate(sharpness: 60), try candidate(yaw: 0.12),
            try candidate(yaw: -0.12), try candidate(roll: -14),
        ] {
            for place in 0...2 {
                var frames = [worse, worse]
                frames.insert(good, at: place)
                let best = selection(frames).best(1)
                #expect(best.map(\.quality) == [good.quality], "\(worse.quality) at \(place)")
            }
        }
    }

    @Test("Of frames of one quality those that differ are taken, not the first ones")
    func variety() throws {
        // Four of one place, then two others.
        let frames = try [0, 0, 0, 0, 0.08, 0.2].map { try candidate(beside: $0) }
        let places = selection(frames).best(3).map { $0.face.landmarks?.leftEye.x ?? 0 }
        #expect(Set(places) == [500, 508, 520])
    }

    @Test("Variety does not outweigh quality: a frame with a remark stays behind however far the head has moved")
    func qualityFirst() throws {
        let frames = try [candidate(), candidate(), candidate(.unevenLight, beside: 3)]
        #expect(selection(frames).best(2).allSatisfy { $0.quality.guidance == .good })
        // All of them, when all are wanted; more than there are is no crash.
        #expect(selection(frames).best(9).count == 3)
    }
}
