import CameraSource
import FaceMatching
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets

/// Frame by frame, while there is work.
extension VisionSession {
    private static let previewEvery = Duration.seconds(1) / 15
    private static let previewLimit = 400_000
    private static let guidanceEvery = Duration.milliseconds(200)
    private static let heartbeatEvery = Duration.milliseconds(500)
    /// Frames that cannot be looked at for so long are told.
    private static let blindLimit = Duration.milliseconds(500)

    func step(_ client: StreamSocket) throws {
        worked()
        if let trial { return try advance(trial, client) }
        switch camera.next(within: .milliseconds(250)) {
        case .frame(let frame):
            try look(at: frame, client)
        case .nothing:
            if let report = pipeline.check(at: .now) { try finish(report, client) }
            try endComposition(client)
        case .lost(let failure):
            pipeline.cameraFailed(failure)
            try send(.fault(code: failure.code, detail: failure.detail), client)
        case .back:
            try send(.ready(health), client)
        }
        if isWorking, ContinuousClock.now - lastSent >= Self.heartbeatEvery { try send(.heartbeat, client) }
    }

    private func look(at frame: Frame, _ client: StreamSocket) throws {
        if frame.arrived - lastPreview >= Self.previewEvery * 0.9, frame.bytes.count <= Self.previewLimit {
            lastPreview = frame.arrived
            try show(frame, client)
        }
        guard let (guidance, outcome) = try judge(frame, client) else {
            if let report = pipeline.check(at: .now) { try finish(report, client) }
            return try endComposition(client)
        }
        let isNews = lastGuidance.map { $0.guidance != guidance.guidance || .now - $0.at >= Self.guidanceEvery }
        if isNews ?? true {
            lastGuidance = (.now, guidance.guidance)
            try send(.guidance(guidance), client)
        }
        if let outcome { try finish(outcome, client) }
        try photograph(frame, guidance, client)
    }

    /// Nil for a damaged frame, which is skipped (when no other comes, the attempt ends by its own limit), and for one that
    /// could not be looked at.
    private func judge(
        _ frame: Frame, _ client: StreamSocket
    ) throws -> (guidance: GuidanceReport, outcome: AttemptReport?)? {
        do throws(FrameProblem) {
            let judged: (GuidanceReport, AttemptReport?) =
                composition == nil
                ? try pipeline.take(jpeg: frame.bytes, at: frame.arrived)
                : (try pipeline.compose(jpeg: frame.bytes, at: frame.arrived), nil)
            if blind?.isTold == true { try? send(.ready(health), client) }
            blind = nil
            return judged
        } catch {
            if case .fault(let failure) = error { try tellBlind(failure, client) }
            return nil
        }
    }

    /// Once, and not for a single frame: it is a fault of this process, and nothing that a person could correct.
    private func tellBlind(_ failure: Failure, _ client: StreamSocket) throws {
        let since = blind?.since ?? .now
        let isTold = blind?.isTold ?? false
        blind = (since, isTold || .now - since >= Self.blindLimit)
        if !isTold, blind?.isTold == true { try send(.fault(code: failure.code, detail: failure.detail), client) }
    }
}
