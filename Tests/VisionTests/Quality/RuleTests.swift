import HelperProtocol
import Testing

@testable import FaceMatching

@Suite("facts 4.2: each rule from both sides of its limits, each with its own guidance")
struct RuleTests {
    /// A face with nothing to correct, changed.
    private func judged(_ change: (inout QualityMeasures) -> Void) -> QualityRules.Verdict {
        var measures = QualityMeasures()
        measures.faces = 1
        (measures.eyeDistance, measures.faceWidthShare, measures.faceLuma) = (110, 0.35, 0.5)
        (measures.faceSpread, measures.sharpness, measures.evenness) = (50, 300, 0.66)
        (measures.darkShare, measures.brightShare, measures.yaw, measures.roll) = (0.03, 0, 0, 0)
        (measures.pictureLuma, measures.pictureSpread) = (0.5, 50)
        change(&measures)
        return QualityRules.judge(measures)
    }

    private func expect(
        _ guidance: Guidance, _ usable: Bool, _ change: (inout QualityMeasures) -> Void,
        _ place: SourceLocation = #_sourceLocation
    ) {
        let verdict = judged(change)
        #expect(verdict.guidance == guidance && verdict.usable == usable, "\(verdict)", sourceLocation: place)
    }

    @Test("Nothing to correct")
    func good() { expect(.good, true) { _ in } }

    @Test("Too dark: mean 0.20 and 0.10, dark share 25 and 50 %")
    func dark() {
        expect(.good, true) { $0.faceLuma = 0.20 }
        expect(.tooDark, true) { $0.faceLuma = 0.19 }
        expect(.tooDark, false) { $0.faceLuma = 0.09 }
        expect(.good, true) { $0.darkShare = 0.25 }
        expect(.tooDark, true) { $0.darkShare = 0.26 }
        expect(.tooDark, false) { $0.darkShare = 0.51 }
    }

    @Test("Too bright: mean 0.80 and 0.88, white share 20 and 50 %; light behind a dark face")
    func bright() {
        expect(.tooBright, true) { $0.faceLuma = 0.81 }
        expect(.tooBright, false) { $0.faceLuma = 0.89 }
        expect(.good, true) { $0.brightShare = 0.20 }
        expect(.tooBright, true) { $0.brightShare = 0.21 }
        expect(.tooBright, false) { $0.brightShare = 0.51 }
        expect(.tooBright, true) { ($0.faceLuma, $0.pictureBrightShare) = (0.25, 0.3) }
        expect(.tooBright, false) { ($0.faceLuma, $0.pictureBrightShare) = (0.08, 0.3) }
        expect(.good, true) { ($0.faceLuma, $0.pictureBrightShare) = (0.35, 0.3) }
    }

    @Test("Uneven light: overlap below 0.45 is told and refuses nothing")
    func uneven() {
        expect(.good, true) { $0.evenness = 0.45 }
        expect(.unevenLight, true) { $0.evenness = 0.44 }
    }

    @Test("Fogged: spread 20 and 10, only when bright, and over the whole picture (30)")
    func fogged() {
        expect(.fogged, true) { ($0.faceSpread, $0.pictureSpread) = (19, 29) }
        expect(.fogged, false) { ($0.faceSpread, $0.pictureSpread) = (9, 29) }
        expect(.good, true) { ($0.faceSpread, $0.pictureSpread) = (19, 31) }
        expect(.good, true) { ($0.faceSpread, $0.pictureSpread, $0.faceLuma) = (19, 19, 0.34) }
    }

    @Test("Blurred: sharpness 30 and 12, only where the spread says that it is no noise")
    func blurred() {
        expect(.good, true) { $0.sharpness = 30 }
        expect(.blurred, true) { $0.sharpness = 29 }
        expect(.blurred, false) { $0.sharpness = 11 }
        expect(.good, true) { ($0.sharpness, $0.faceSpread, $0.pictureSpread) = (5, 19, 40) }
    }

    @Test("Too far: 70 and 50 pixels between the eyes; too near: wider than 60 %")
    func distance() {
        expect(.good, true) { $0.eyeDistance = 70 }
        expect(.tooFar, true) { $0.eyeDistance = 69 }
        expect(.tooFar, false) { $0.eyeDistance = 49 }
        expect(.good, true) { $0.faceWidthShare = 0.60 }
        expect(.tooNear, false) { $0.faceWidthShare = 0.61 }
    }

    @Test("Several faces: a second of more than a quarter of the first; a smaller one is someone who waits")
    func several() {
        expect(.good, true) { $0.secondFaceShare = 0.25 }
        expect(.severalFaces, false) { $0.secondFaceShare = 0.26 }
    }

    @Test("What forbids the frame is told before what only disturbs")
    func order() {
        expect(.blurred, false) { ($0.evenness, $0.eyeDistance, $0.sharpness) = (0.3, 60, 5) }
        expect(.severalFaces, false) { ($0.secondFaceShare, $0.faceWidthShare) = (0.5, 0.7) }
    }

    @Test("Without a face: dark, bright and fogged pictures are said, else there is no face")
    func empty() {
        func told(_ luma: Double, _ spread: Double) -> Guidance {
            var measures = QualityMeasures()
            (measures.pictureLuma, measures.pictureSpread) = (luma, spread)
            return QualityRules.judgeEmpty(measures)
        }
        #expect(told(0.09, 40) == .tooDark)
        #expect(told(0.89, 20) == .tooBright)
        #expect(told(0.5, 9) == .fogged)
        #expect(told(0.5, 11) == .noFace)
        #expect(told(0.2, 5) == .noFace)
    }
}
