import HelperProtocol
import KioskDevices
import KioskDomain

/// The face side of a session: talks to kiosk-vision, tells the screen its guidance, and waits for outcomes.
///
/// kiosk-vision keeps an attempt over a camera that is lost and back; this actor only follows it.
actor FaceWork {
    /// What the daemon is told beside the answers of the methods.
    struct Listener: Sendable {
        var guidance: @Sendable (CameraView) async -> Void
        var event: @Sendable (CameraEvent) async -> Void
        var health: @Sendable (VisionHealth) async -> Void
        var fault: @Sendable (FailureCode, String) async -> Void
    }

    private let client: VisionClient
    private let deadline: Duration
    private let challenge: ChallengePolicy
    /// Longer than kiosk-vision can take: first usable frame, attempt, a lost camera.
    private let patience: Duration
    private var listener: Listener?
    private var portrait: [UInt8] = []
    /// Of the person's own document; serves every attempt of the session.
    private var chipPortrait: [UInt8] = []
    /// The attempt that kiosk-vision works on.
    private var running: String?
    private var calm = CalmGuidance()
    private var timer: Task<Void, any Error>?
    private var cameraAway = false
    private(set) var report: AttemptReport?
    /// What is asked of the person in the attempt that was begun last.
    private(set) var asked = ChallengePolicy.off
    private var needsTurns = false
    /// The photo for a document that was taken last; the session's alone.
    private(set) var photo: WipedBytes?
    private var photosTaken = 0
    private var wantsPhoto = false

    init(client: VisionClient, attemptSeconds: Int, challenge: ChallengePolicy) {
        self.client = client
        self.challenge = challenge
        deadline = .seconds(attemptSeconds)
        patience = .seconds(2 * attemptSeconds + 20)
    }

    func listen(_ listener: Listener) { self.listener = listener }

    /// Follows kiosk-vision until cancelled.
    func run() async {
        for await event in client.events { await received(event) }
    }

    /// Keeps the portrait for the attempt and has it checked.
    ///
    /// - Returns: `face.reference-missing` or `face.reference-poor` when it cannot be matched against. A helper that does
    ///   not answer is left to the capture: a technical error, not the portrait's fault.
    @discardableResult
    func use(portrait: [UInt8]) async -> FailureCode? {
        wipePortrait()
        self.portrait = portrait
        return await problem(of: portrait)
    }

    /// Keeps the portrait of a document for the attempts of this session, unless it cannot be matched against.
    ///
    /// - Returns: as ``use(portrait:)``.
    func keep(chipPortrait: [UInt8]) async -> FailureCode? {
        if let code = await problem(of: chipPortrait) { return code }
        KioskDevices.wipe(&self.chipPortrait)
        self.chipPortrait = chipPortrait
        return nil
    }

    /// The attempt that opens is compared with the document's portrait; it was checked when it was read.
    func useChipPortrait() {
        wipePortrait()
        portrait = chipPortrait
    }

    /// Whether the portal issues by face only to who followed the turns: a match without them is no success then, and counts
    /// like any failed check, so that the operator's way opens (B2, B4).
    func demand(turns isNeeded: Bool) { needsTurns = isNeeded }

    private func problem(of portrait: [UInt8]) async -> FailureCode? {
        guard !portrait.isEmpty, let report = try? await client.check(reference: portrait), report.problem != nil else {
            return nil
        }
        return report.code
    }

    func startCamera() async -> SessionEvent? {
        do {
            try await client.position()
            return nil
        } catch {
            return lost(error)
        }
    }

    /// Whoever waits for the camera hears when it is back.
    private func lost(_ failure: Failure) -> SessionEvent {
        cameraAway = true
        return .camera(.lost(failure.code))
    }

    /// Previews and guidance with the rules of a portrait.
    func compose() async -> SessionEvent? {
        do {
            try await client.compose()
            return nil
        } catch {
            return lost(error)
        }
    }

    /// What comes of it is told as an event; an answer is for one that cannot begin.
    func photograph() async -> SessionEvent? {
        wantsPhoto = true
        timer?.cancel()
        timer = Task { [weak self] in
            try await Task.sleep(for: Self.photoPatience)
            await self?.noPhoto(.exchangePhoto)
        }
        do {
            try await client.photograph(within: Self.photoLimit)
            return nil
        } catch {
            wantsPhoto = false
            return lost(error)
        }
    }

    /// A person who stands well is photographed at once; the rest is told sooner than they lose patience.
    private static let photoLimit = Duration.seconds(10)
    /// Longer than kiosk-vision can take.
    private static let photoPatience = Duration.seconds(20)

    private func photographed(_ report: PhotoReport) async {
        let picture = await client.takePhoto()
        guard wantsPhoto else { return }
        if let code = report.code { return await noPhoto(code) }
        guard let picture else { return await noPhoto(.visionFault) }
        (wantsPhoto, photo) = (false, picture)
        photosTaken += 1
        timer?.cancel()
        await listener?.event(
            .photoTaken(ExchangePhoto(number: photosTaken, isBackgroundPlain: report.isBackgroundPlain)))
    }

    private func noPhoto(_ code: FailureCode) async {
        guard wantsPhoto else { return }
        wantsPhoto = false
        timer?.cancel()
        await listener?.event(.photoRefused(code))
    }

    func stopCamera() async {
        running = nil
        wantsPhoto = false
        timer?.cancel()
        // A helper that is gone needs no stop.
        try? await client.stop()
    }

    /// Begins the attempt, or leaves it to a helper that still works on it. What comes of it is told as an event, in the
    /// order in which the helper tells it.
    ///
    /// - Returns: at once what keeps it from beginning; nil when it runs.
    func capture(_ attempt: OpenAttempt, gentle: Bool) async -> SessionEvent? {
        guard !portrait.isEmpty else { return .camera(.outcome(.technicalError)) }
        giveUp(attempt, after: patience)
        guard running != attempt.id else { return nil }
        report = nil
        // Before it is asked for: its outcome may be here before the request has returned.
        running = attempt.id
        asked = gentle && challenge == .turns ? .gentle : challenge
        do {
            try await client.attempt(id: attempt.id, reference: portrait, deadline: deadline, challenge: asked)
            return nil
        } catch {
            // A helper that dies at this very moment is started again; the grace time of a lost camera ends the wait.
            running = nil
            return lost(error)
        }
    }

    /// As much time again as the attempt had (R2).
    func extend(_ attempt: OpenAttempt) async {
        guard running == attempt.id else { return }
        giveUp(attempt, after: patience + deadline * 3)
        try? await client.extend(by: deadline)
    }

    func forget() async {
        wipePortrait()
        KioskDevices.wipe(&chipPortrait)
        chipPortrait = []
        (photo, photosTaken, wantsPhoto) = (nil, 0, false)
        report = nil
        needsTurns = false
        calm = CalmGuidance()
        // A helper that is gone has nothing to forget.
        try? await client.forget()
    }

    private func wipePortrait() {
        KioskDevices.wipe(&portrait)
        portrait = []
    }

    private func giveUp(_ attempt: OpenAttempt, after patience: Duration) {
        timer?.cancel()
        timer = Task { [weak self] in
            try await Task.sleep(for: patience)
            await self?.gaveUp(attempt)
        }
    }

    private func gaveUp(_ attempt: OpenAttempt) async {
        guard running == attempt.id else { return }
        running = nil
        await listener?.event(.outcome(.technicalError))
    }

    private func received(_ event: VisionEvent) async {
        switch event {
        case .heartbeat, .camera, .reference, .resting: break
        case .guidance(let report): await listener?.guidance(calm.view(of: report, at: .now))
        case .ready(let health):
            await listener?.health(health)
            if cameraAway, health.camera.health != .fault {
                cameraAway = false
                await listener?.event(.back)
            }
        case .outcome(let report): await ended(report)
        case .photo(let report): await photographed(report)
        case .fault(let code, let detail):
            cameraAway = true
            // A helper that died has forgotten the attempt; it is started again when the helper is back.
            if code == .visionFault { running = nil }
            wantsPhoto = false
            await listener?.fault(code, detail)
            await listener?.event(.lost(code))
        }
    }

    private func ended(_ report: AttemptReport) async {
        guard report.id == running else { return }
        running = nil
        timer?.cancel()
        self.report = report
        let isShort = report.outcome == .matched && needsTurns && asked != .turns
        await listener?.event(.outcome(isShort ? .livenessFailed : report.outcome))
    }
}
