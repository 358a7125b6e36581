import CameraSource
import FaceMatching
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets

/// What the helper does for one client: waits for requests, and while it has work goes frame by frame.
final class VisionSession {
    /// Between sessions: a camera that is unplugged is noticed within 600 ms then, too.
    private static let lookEvery = Duration.milliseconds(250)

    let camera: Camera
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
    private(set) var lastSent = ContinuousClock.now
    var lastPreview = ContinuousClock.now
    var lastGuidance: (at: ContinuousClock.Instant, guidance: Guidance)?
    /// Since when no frame could be looked at, and whether that was told.
    var blind: (since: ContinuousClock.Instant, isTold: Bool)?
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

    func finish(_ report: AttemptReport, _ client: StreamSocket) throws {
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

    var health: VisionHealth {
        VisionHealth(
            camera: camera.status, document: document?.status, matcher: pipeline.matcherStatus, models: pipeline.models,
            threshold: pipeline.threshold, isConfined: isConfined)
    }

    /// As the camera coded it: the picture is neither decoded nor copied for the screen.
    func show(_ frame: Frame, _ client: StreamSocket) throws {
        try client.send(.preview, frame.bytes, within: .seconds(1))
        lastSent = .now
    }

    func send(_ event: VisionEvent, _ client: StreamSocket) throws {
        try client.write(try event.frame().encoded(), within: .seconds(1))
        lastSent = .now
    }
}
