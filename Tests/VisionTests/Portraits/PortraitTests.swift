import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import FaceMatching
@testable import VirtualCamera

/// Issue 7.5: what is asked of a photo for a document (docs/exchange.md).
@Suite("Portrait rules for a photo on a document") struct PortraitRuleTests {
    /// Eyes this far apart, in pixels of a picture of 1280 by 720.
    private func report(
        eyes distance: Double, x: Double = 640, y: Double = 330, _ guidance: Guidance = .good,
        _ change: (inout QualityMeasures) -> Void = { _ in }
    ) -> GuidanceReport {
        var measures = QualityMeasures()
        (measures.yaw, measures.roll) = (0, 0)
        change(&measures)
        var report = GuidanceReport(guidance: guidance, usable: guidance == .good, measures: measures, face: nil)
        report.points = [(x - distance / 2, y), (x + distance / 2, y), (x, y + distance * 0.6)].map {
            FacePoint(x: $0.0 / 1280, y: $0.1 / 720)
        }
        return report
    }

    private func judge(_ report: GuidanceReport) -> Guidance {
        PortraitRules.judge(report, width: 1280, height: 720).guidance
    }

    @Test("size from both sides: 75 px between the eyes at least, and the cut within the picture")
    func size() {
        #expect(judge(report(eyes: 74)) == .tooFar)
        #expect(judge(report(eyes: 75)) == .good)
        #expect(judge(report(eyes: 134, y: 325)) == .good)
        #expect(judge(report(eyes: 136, y: 325)) == .tooNear)
    }

    @Test("place: a cut that leaves the picture at any side is off-centre")
    func place() {
        for (x, y) in [(190.0, 330.0), (1090, 330), (640, 230), (640, 430)] {
            #expect(judge(report(eyes: 100, x: x, y: y)) == .offCentre, "\(x) \(y)")
        }
        for (x, y) in [(201.0, 330.0), (1079, 330), (640, 241), (640, 426)] {
            #expect(judge(report(eyes: 100, x: x, y: y)) == .good, "\(x) \(y)")
        }
    }

    @Test("pose from both sides, and what an attempt bears but a card does not")
    func pose() {
        for (yaw, roll, told) in [
            (0.119, 7.9, Guidance.good), (0.121, 0, .turned), (-0.121, 0, .turned), (0, 8.1, .turned),
            (0, -8.1, .turned),
        ] {
            #expect(judge(report(eyes: 100) { ($0.yaw, $0.roll) = (yaw, roll) }) == told, "\(yaw) \(roll)")
        }
        let uneven = PortraitRules.judge(report(eyes: 100, .unevenLight), width: 1280, height: 720)
        #expect(uneven.guidance == .unevenLight && !uneven.usable)
        var blind = report(eyes: 100)
        blind.points = nil
        #expect(!PortraitRules.judge(blind, width: 1280, height: 720).usable, "no eyes, no photo")
    }

    @Test("the cut: 3 by 4, four distances of the eyes wide, the eyes at 55 % from below")
    func cut() throws {
        let cut = try #require(PortraitCut(report(eyes: 100), width: 1280, height: 720))
        #expect((cut.width, cut.height) == (400, 533) && cut.left == 440 && cut.top == 90)
    }

    @Test("the background is measured beside the head only: plain, of two colours, and restless")
    func background() throws {
        let cut = try #require(PortraitCut(report(eyes: 100), width: 1280, height: 720))
        let cutter = PortraitCutter(cut: cut)
        func measured(_ shade: (Int, Int) -> UInt8) throws -> (spread: Double, difference: Double) {
            let gray = Picture(width: 1280, height: 720, layout: .gray) { bytes in
                for y in 0..<720 { for x in 0..<1280 { bytes[y * 1280 + x] = shade(x, y) } }
            }
            return cutter.background(gray)
        }
        // A dark head in the middle belongs to nobody's background.
        let plain = try measured { x, _ in abs(x - 640) < 120 ? 20 : 200 }
        #expect(plain.spread == 0 && plain.difference == 0)
        let halves = try measured { x, _ in x < 640 ? 90 : 200 }
        #expect(halves.spread == 0 && halves.difference == 110)
        let restless = try measured { x, y in (x / 8 + y / 8) % 2 == 0 ? 40 : 200 }
        #expect(restless.spread > 70)
    }
}

/// The helper itself, with the virtual camera.
@Suite("kiosk-vision takes a photo for a document", .serialized) struct PhotoProcessTests {
    private func photo(_ event: VisionEvent) -> PhotoReport? {
        if case .photo(let report) = event { report } else { nil }
    }

    @Test("a good frame becomes a JPEG of portrait format, given away once; the camera rests then")
    func taken() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            try await client.compose()
            _ = try await client.event("good") { event -> Bool? in
                if case .guidance(let report) = event, report.guidance == .good { true } else { nil }
            }
            try await client.photograph(within: .seconds(10))
            let report = try await client.event("a photo") { self.photo($0) }
            #expect(report.code == nil && report.width >= 300 && abs(report.height - report.width * 4 / 3) <= 1)
            let picture = try #require(await client.takePhoto())
            let header = try picture.withBytes { bytes in try JPEGDecoder().header(of: bytes) }
            #expect(header.width == report.width && header.height == report.height)
            #expect(await client.takePhoto() == nil)
        }
    }

    @Test("without a good frame: said in time with what is wrong, and the person may try again")
    func notTaken() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, control in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            try await VirtualCameraHand(control: control).order("dark")
            try await client.compose()
            try await client.photograph(within: .seconds(1))
            let refused = try await client.event("no photo") { self.photo($0) }
            #expect(refused.code == .exchangePhoto && refused.guidance == .tooDark)
            #expect(await client.takePhoto() == nil)
            try await VirtualCameraHand(control: control).order("person obama3")
            try await client.photograph(within: .seconds(20))
            #expect(try await client.event("a photo") { self.photo($0) }.code == nil)
        }
    }
}
