import CameraSource
import FaceMatching
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// A technician's question that needs pictures: takes what the camera gives until it can answer. Time is given, never read.
struct CameraTrial {
    /// An answer, with its picture for a snapshot.
    typealias Reply = (answer: CameraAnswer, picture: [UInt8])

    private enum Aim {
        case snapshot
        case test(Duration)
    }

    /// A camera opens within a second; one that gives nothing for so long gives nothing.
    private static let patience = Duration.seconds(5)
    /// One that was lost before is tried again within a second.
    private static let patienceWithFault = Duration.seconds(2)
    /// Pictures until the light of the camera counts as settled (`facts/face.md` 5.2), and the longest wait for it.
    private static let settlingFrames = 10
    private static let settlingLimit = Duration.seconds(3)
    private static let settledChange = 0.02

    /// Which camera is asked.
    let role: CameraRole
    private let aim: Aim
    private let begun: ContinuousClock.Instant
    private let decoder: JPEGDecoder
    private var first: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?
    private var byteSum = 0
    private var luma = 0.0
    private var problem: Failure?
    private var report = CameraTestReport(camera: "", isVirtual: false)

    /// Nil for a question that needs no pictures.
    init?(_ request: CameraRequest, of role: CameraRole, at now: ContinuousClock.Instant) {
        self.role = role
        switch request {
        case .snapshot: aim = .snapshot
        case .test(let seconds): aim = .test(.seconds(seconds.isFinite ? min(max(seconds, 1), 10) : 3))
        case .controls, .readCode: return nil
        }
        // As of the pipeline: a camera picture of more than 8 megapixels is not one of ours.
        guard let decoder = try? JPEGDecoder(pixelLimit: 8_500_000) else { return nil }
        self.decoder = decoder
        begun = now
    }

    /// Takes what came from the camera.
    ///
    /// - Parameter seesFace: asked once, of the last picture of a test.
    mutating func take(
        _ event: FrameEvent, _ camera: Camera, at now: ContinuousClock.Instant,
        seesFace: (Frame) -> Bool
    ) -> Reply? {
        switch event {
        case .frame(let frame): return look(at: frame, camera, seesFace)
        case .lost(let failure):
            problem = failure
            // A camera that cannot be opened is the answer; one that is lost on the way may come back.
            if first == nil { return ended(camera) }
        case .back, .nothing: break
        }
        let isLost = first == nil && camera.status.health == .fault
        if isLost { problem = camera.status.code.map { Failure($0, camera.status.finding) } }
        let latest = begun + (isLost ? Self.patienceWithFault : Self.patience)
        let end =
            switch aim {
            case .test(let length): first.map { $0 + length } ?? latest
            case .snapshot: latest
            }
        return now >= end ? ended(camera) : nil
    }

    private mutating func look(
        at frame: Frame, _ camera: Camera, _ seesFace: (Frame) -> Bool
    ) -> Reply? {
        let now = frame.arrived
        let start = first ?? now
        if first == nil { report.firstFrameMilliseconds = (now - begun) / .milliseconds(1) }
        first = start
        if let last {
            report.longestGapMilliseconds = max(report.longestGapMilliseconds, (now - last) / .milliseconds(1))
        }
        last = now
        report.frames += 1
        report.seconds = (now - start) / .seconds(1)
        byteSum += frame.bytes.count
        guard let gray = try? decoder.luma(of: frame.bytes) else {
            report.damaged += 1
            return nil
        }
        let before = luma
        measure(gray)
        switch aim {
        case .snapshot:
            let isSettled = report.frames >= Self.settlingFrames && abs(luma - before) <= Self.settledChange
            guard isSettled || now - begun >= Self.settlingLimit else { return nil }
            return picture(frame, camera)
        case .test(let length):
            guard now - start >= length else { return nil }
            report.sketch = PictureSketch.rows(of: gray)
            report.seesFace = seesFace(frame)
            return ended(camera)
        }
    }

    private mutating func measure(_ gray: Picture) {
        guard let measures = PictureMeasures(gray) else { return }
        luma = measures.luma
        report.width = gray.width
        report.height = gray.height
        report.luma = measures.luma
        report.spread = measures.spread
        report.sharpness = measures.sharpness
    }

    private func picture(_ frame: Frame, _ camera: Camera) -> Reply {
        let report = SnapshotReport(
            camera: camera.status.name, isVirtual: camera.status.isVirtual, width: report.width, height: report.height,
            luma: luma)
        return (.snapshot(report), Array(frame.bytes))
    }

    private func ended(_ camera: Camera) -> Reply {
        guard case .test = aim else {
            let problem = problem ?? Failure(.cameraLost, "\(camera.status.name): no picture")
            return (.refused(code: problem.code, detail: problem.detail), [])
        }
        var report = report
        report.camera = camera.status.name
        report.isVirtual = camera.status.isVirtual
        report.code = problem?.code ?? (report.frames == 0 ? .cameraLost : nil)
        report.detail = problem?.detail ?? (report.frames == 0 ? "no picture within \(Self.patience)" : "")
        report.bytesPerFrame = report.frames > 0 ? byteSum / report.frames : 0
        report.format = camera.format?.coding ?? (report.frames > 0 ? "JPEG" : "")
        report.damaged += camera.faults.total
        return (.test(report), [])
    }
}
