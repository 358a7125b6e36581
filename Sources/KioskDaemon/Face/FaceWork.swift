import HelperProtocol
import KioskDevices
import KioskDomain

/// The face side of a session: talks to kiosk-vision, tells the screen its guidance, and waits for outcomes.
///
/// kiosk-vision keeps an attempt over a camera that is lost and back; this actor only follows it.
actor FaceWork {
    /// What the daemon is told beside the answers of the methods.
    struct Listener: Sendable {
        var guidance: @Sendable (Guidance?) async -> Void
        var event: @Sendable (CameraEvent) async -> Void
        var health: @Sendable (VisionHealth) async -> Void
        var fault: @Sendable (FailureCode, String) async -> Void
    }

    private let client: VisionClient
    private let deadline: Duration
    /// Longer than kiosk-vision can take: first usable frame, attempt, a lost camera.
    private let patience: Duration
    private var listener: Listener?
    private var portrait: [UInt8] = []
    /// The attempt that kiosk-vision works on.
    private var running: String?
    private var waiter: CheckedContinuation<CameraEvent, Never>?
    private var cameraAway = false
    private(set) var report: AttemptReport?

    init(client: VisionClient, attemptSeconds: Int) {
        self.client = client
        deadline = .seconds(attemptSeconds)
        patience = .seconds(2 * attemptSeconds + 20)
    }

    func listen(_ listener: Listener) { self.listener = listener }

    /// Follows kiosk-vision until cancelled.
    func run() async {
        for await event in client.events { await received(event) }
    }

    func use(portrait: [UInt8]) { self.portrait = portrait }

    func startCamera() async -> SessionEvent? {
        do {
            try await client.position()
            return nil
        } catch {
            return .camera(.lost(error.code))
        }
    }

    func stopCamera() async {
        running = nil
        answer(.outcome(.cancelled))
        // A helper that is gone needs no stop.
        try? await client.stop()
    }

    func capture(_ attempt: OpenAttempt) async -> SessionEvent {
        guard !portrait.isEmpty else { return .camera(.outcome(.technicalError)) }
        if running != attempt.id {
            report = nil
            do {
                try await client.attempt(id: attempt.id, reference: portrait, deadline: deadline)
            } catch {
                return .camera(.outcome(.technicalError))
            }
            running = attempt.id
        }
        let timer = Task { [patience, weak self] in
            try await Task.sleep(for: patience)
            await self?.gaveUp(attempt)
        }
        defer { timer.cancel() }
        return .camera(await withCheckedContinuation { waiter = $0 })
    }

    func forget() {
        KioskDevices.wipe(&portrait)
        portrait = []
        report = nil
    }

    private func gaveUp(_ attempt: OpenAttempt) {
        guard running == attempt.id else { return }
        running = nil
        answer(.outcome(.technicalError))
    }

    private func answer(_ event: CameraEvent) {
        waiter?.resume(returning: event)
        waiter = nil
    }

    private func received(_ event: VisionEvent) async {
        switch event {
        case .heartbeat, .camera, .reference: break
        case .guidance(let report): await listener?.guidance(report.guidance)
        case .ready(let health):
            await listener?.health(health)
            if cameraAway, health.camera.health != .fault {
                cameraAway = false
                await listener?.event(.back)
            }
        case .outcome(let report): await ended(report)
        case .fault(let code, let detail):
            cameraAway = true
            // A helper that died has forgotten the attempt; it is started again when the helper is back.
            if code == .visionFault { running = nil }
            await listener?.fault(code, detail)
            if waiter != nil { answer(.lost(code)) } else { await listener?.event(.lost(code)) }
        }
    }

    private func ended(_ report: AttemptReport) async {
        guard report.id == running else { return }
        running = nil
        self.report = report
        if waiter != nil {
            answer(.outcome(report.outcome))
        } else {
            await listener?.event(.outcome(report.outcome))
        }
    }
}
