import CameraSource
import FaceMatching
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets

/// What the helper does for one client: waits for requests, and while it has work goes frame by frame.
final class VisionSession {
    private static let previewEvery = Duration.seconds(1) / 15
    private static let previewLimit = 400_000
    private static let guidanceEvery = Duration.milliseconds(200)
    private static let heartbeatEvery = Duration.milliseconds(500)
    /// Between sessions: a camera that is unplugged is noticed within 600 ms then, too.
    private static let lookEvery = Duration.milliseconds(250)
    /// Frames that cannot be looked at for so long are told.
    private static let blindLimit = Duration.milliseconds(500)

    private let camera: Camera
    /// Nil for a kiosk without a camera for documents.
    private let document: Camera?
    let pipeline: FacePipeline
    var isWorking = false
    /// A technician's question under way; `isWorking` is set then, too.
    var trial: CameraTrial?
    /// An operator waits for a QR code; the camera for people works on meanwhile.
    var reading: CodeReading?
    /// A photo for a document under way; `isWorking` is set then, too.
    var composition: Composition?
    private var portrait: [UInt8] = []
    private var lastSent = ContinuousClock.now
    private var lastPreview = ContinuousClock.now
    private var lastGuidance: (at: ContinuousClock.Instant, guidance: Guidance)?
    /// Since when no frame could be looked at, and whether that was told.
    private var blind: (since: ContinuousClock.Instant, isTold: Bool)?
    /// When there was work last.
    private(set) var lastWork = ContinuousClock.now
    private let isConfined: Bool

    init(camera: Camera, document: Camera? = nil, pipeline: FacePipeline, isConfined: Bool) {
        self.camera = camera
        self.document = document
        self.pipeline = pipeline
        self.isConfined = isConfined
    }

    /// Serves until the client goes, `isIdle`, or the process is asked to end.
    func serve(_ client: StreamSocket, isIdle: () -> Bool) {
        defer {
            reading = nil
            rest()
            pipeline.forgetReference()
        }
        do {
            var reader = HelperFrameReader(client)
            try send(.ready(health), client)
            while true {
                if let frame = try reader.next(within: isWorking || reading != nil ? .zero : Self.lookEvery) {
                    try handle(frame, client)
                } else if isWorking || reading != nil {
                    if isWorking { try step(client) }
                    try lookForCode(client)
                } else {
                    try lookAfterCameras(client)
                }
                if Interruption.isAsked { return }
                guard isIdle() else { continue }
                // The client ends the connection, unless it has just asked for something.
                try send(.resting, client)
                guard let late = try reader.next(within: .milliseconds(500)) else { return }
                try handle(late, client)
            }
        } catch {
            // The client is gone or speaks another language; the next one starts anew.
            client.shutdown()
        }
    }

    private func handle(_ frame: HelperFrame, _ client: StreamSocket) throws {
        switch frame.kind {
        case .portrait:
            lastWork = .now
            wipe(&portrait)
            portrait = frame.payload
        case .preview, .document, .secret:
            throw HelperProtocolError.malformed("a \(frame.kind) from the daemon")
        case .message:
            try obey(try VisionRequest(payload: frame.payload), client)
        }
    }

    private func obey(_ request: VisionRequest, _ client: StreamSocket) throws {
        switch request {
        case .health, .camera, .extend, .forget, .stopReading: break
        case .position, .compose, .photograph, .attempt, .checkReference, .stop: try giveWay(client)
        }
        lastWork = .now
        switch request {
        case .position:
            pipeline.reset()
            composition = nil
            isWorking = true
        case .compose: compose()
        case .photograph(let seconds): compose(within: seconds)
        case .attempt(let id, let seconds, let challenge):
            try begin(id, .seconds(min(max(seconds, 0.1), 600)), challenge, client)
        case .extend(let seconds): pipeline.extend(by: .seconds(min(max(seconds, 0), 120)))
        case .checkReference: try checkReference(client)
        case .forget: pipeline.forgetReference()
        case .stop:
            rest()
        case .health:
            if !isWorking { probe() }
            try send(.ready(health), client)
        case .camera(.readCode(let seconds), _): try beginReading(.seconds(seconds), client)
        case .camera(let request, let role): try answer(request, of: role, client)
        case .stopReading: try endReading(client)
        }
    }

    private func checkReference(_ client: StreamSocket) throws {
        let report = portrait.withUnsafeBytes { pipeline.checkReference($0) }
        wipe(&portrait)
        portrait = []
        try send(.reference(report), client)
    }

    private func begin(
        _ id: String, _ deadline: Duration, _ challenge: ChallengePolicy, _ client: StreamSocket
    ) throws {
        let refused = portrait.withUnsafeBytes { bytes in
            pipeline.beginAttempt(id: id, portrait: bytes, deadline: deadline, challenge: challenge, at: .now)
        }
        wipe(&portrait)
        portrait = []
        composition = nil
        isWorking = true
        if let refused { try finish(refused, client) }
    }

    private func step(_ client: StreamSocket) throws {
        lastWork = .now
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
            // As the camera coded it: the picture is neither decoded nor copied for the screen.
            try client.send(.preview, frame.bytes, within: .seconds(1))
            lastSent = .now
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

    private func finish(_ report: AttemptReport, _ client: StreamSocket) throws {
        var report = report
        report.camera = camera.status.name
        report.cameraIsVirtual = camera.status.isVirtual
        rest()
        try send(.outcome(report), client)
    }

    /// Stream off, person forgotten; the camera stays open, so that the next start costs no opening.
    func rest() {
        camera.rest()
        if reading == nil { document?.rest() }
        trial = nil
        composition = nil
        pipeline.reset()
        isWorking = false
        blind = nil
        lastGuidance = nil
        wipe(&portrait)
        portrait = []
    }

    /// Between sessions: a camera that goes or comes back is told before the next person is there.
    private func lookAfterCameras(_ client: StreamSocket) throws {
        switch camera.check() {
        case .lost(let failure): try send(.fault(code: failure.code, detail: failure.detail), client)
        case .back: try send(.ready(health), client)
        case .frame, .nothing: break
        }
        guard let document else { return }
        let before = document.status
        _ = document.check()
        if document.status != before { try send(.ready(health), client) }
    }

    func worked() { lastWork = .now }

    /// Nil when there is none of the role.
    func camera(_ role: CameraRole) -> Camera? { role == .face ? camera : document }

    /// The process ends: the cameras' controls are set back.
    func close() {
        camera.close()
        document?.close()
    }

    /// Opens the cameras, so that their health is known; what the person's shows is looked at, too.
    private func probe() {
        _ = document?.check()
        let end = ContinuousClock.now + .seconds(2)
        while ContinuousClock.now < end, !Interruption.isAsked {
            switch camera.next() {
            case .frame, .lost:
                camera.rest()
                return
            case .nothing, .back: continue
            }
        }
        camera.rest()
    }

    private var health: VisionHealth {
        VisionHealth(
            camera: camera.status, document: document?.status, matcher: pipeline.matcherStatus, models: pipeline.models,
            threshold: pipeline.threshold, isConfined: isConfined)
    }

    func send(_ event: VisionEvent, _ client: StreamSocket) throws {
        try client.write(try event.frame().encoded(), within: .seconds(1))
        lastSent = .now
    }
}
