public import KioskDevices
import KioskDomain
import StreamSockets
import Synchronization

/// The daemon's end of kiosk-vision. Connects when first needed and again after the helper ended; a helper that has no
/// work may end at any time (it does so after a minute of idleness when systemd starts it on demand).
///
/// A helper that dies or hangs while it works is a `fault` event within two seconds, never an endless wait.
public actor VisionClient {
    private nonisolated let executor = BlockingExecutor(name: "vision-client")
    /// The client's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Everything the helper tells, over all connections; for one listener. The newest 64 are kept for a slow one.
    public nonisolated let events: AsyncStream<VisionEvent>
    /// JPEG pictures for the screen; for one listener, who gets the newest and misses the rest. An empty one says that there
    /// is nothing to show any more.
    public nonisolated let previews: AsyncStream<WipedBytes>

    private let socketPath: String
    private let silenceLimit: Duration
    private let hung: @Sendable () -> Void
    private let eventSink: AsyncStream<VisionEvent>.Continuation
    private let previewSink: AsyncStream<WipedBytes>.Continuation
    private let newestPreview = Newest()
    private let startLimit: Duration
    /// When the first of the tries to reach a helper failed; nil after one that did not.
    private var unreadySince: ContinuousClock.Instant?
    private(set) var link: VisionLink?

    /// A person in mid attempt waits for whatever is asked then (issue 4.6).
    private static let attemptPatience = Duration.seconds(2)

    /// - Parameters:
    ///   - socketPath: where kiosk-vision listens.
    ///   - silenceLimit: how long a working helper may say nothing; it beats each 500 ms, and opening a camera takes up to
    ///     1.4 s. Below the two seconds within which a person must hear of it.
    ///   - startLimit: how long a helper may take to its first word before it counts as hung.
    ///   - hung: called when a helper lives but says nothing, so that whoever started it can end it.
    public init(
        socketPath: String, silenceLimit: Duration = .milliseconds(1600), startLimit: Duration = .seconds(8),
        hung: @escaping @Sendable () -> Void = {}
    ) {
        self.startLimit = startLimit
        self.hung = hung
        self.socketPath = socketPath
        self.silenceLimit = silenceLimit
        (events, eventSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
        (previews, previewSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    deinit {
        link?.socket.shutdown()
        eventSink.finish()
        previewSink.finish()
    }

    /// Connects and waits until the helper has loaded its models. Does nothing to a connection that lives.
    ///
    /// - Parameter limit: a helper that must be started first takes 700 ms on the machines of a centre, more on a busy one.
    /// - Throws: `Failure` with `face.helper-fault`.
    @discardableResult
    public func connect(within limit: Duration = .seconds(5)) throws(Failure) -> VisionHealth? {
        if let link, !link.ended { return nil }
        do {
            let health = try greet(within: limit)
            unreadySince = nil
            return health
        } catch {
            notReady()
            if let failure = error as? Failure { throw failure }
            throw Failure(.visionFault, "kiosk-vision: \(error)")
        }
    }

    private func greet(within limit: Duration) throws -> VisionHealth {
        let end = ContinuousClock.now + limit
        let socket = try StreamSocket.connect(to: .unix(socketPath), within: limit)
        var reader = HelperFrameReader(socket)
        guard let frame = try reader.next(within: end - .now), frame.kind == .message,
            case .ready(let health) = try VisionEvent(payload: frame.payload)
        else { throw Failure(.visionFault, "kiosk-vision is not ready within \(limit)") }
        start(VisionLink(socket))
        eventSink.yield(.ready(health))
        return health
    }

    /// One that hangs before it says its first word would keep the place of the next for good.
    private func notReady() {
        let since = unreadySince ?? .now
        let isHung = ContinuousClock.now - since > startLimit
        unreadySince = isHung ? nil : since
        if isHung { hung() }
    }

    /// Starts previews and guidance.
    public func position() throws(Failure) {
        try send(.position, busy: true)
    }

    /// Starts an attempt: the outcome comes as an event, at the latest when the deadline after the first usable frame
    /// has passed. The caller has opened the attempt durably before (B2).
    ///
    /// - Parameters:
    ///   - reference: the portrait as JPEG or JPEG 2000.
    ///   - challenge: what the person is asked to do before the comparison.
    public func attempt(
        id: String, reference: [UInt8], deadline: Duration = .seconds(20), challenge: ChallengePolicy = .off
    ) throws(Failure) {
        guard reference.count <= HelperFrame.Kind.portrait.payloadLimit else {
            throw Failure(.referenceMissing, "a portrait of \(reference.count) bytes")
        }
        try send(
            .attempt(id: id, deadlineSeconds: deadline / .seconds(1), challenge: challenge),
            before: HelperFrame(.portrait, reference), busy: true, startingWithin: Self.attemptPatience)
    }

    /// Gives the attempt that runs so much more time (R2).
    public func extend(by time: Duration) throws(Failure) {
        guard let link, !link.ended else { return }
        try send(.extend(seconds: time / .seconds(1)))
    }

    /// Whether a portrait can be matched against; to be asked before a person is sent to the camera.
    ///
    /// - Throws: `face.helper-fault` when there is no answer in time.
    public func check(reference: [UInt8], within limit: Duration = .seconds(2)) async throws(Failure) -> ReferenceReport
    {
        guard reference.count <= HelperFrame.Kind.portrait.payloadLimit else {
            return ReferenceReport(
                code: .referenceMissing, problem: .unreadable, detail: "a portrait of \(reference.count) bytes")
        }
        try connect()
        let mark = link?.references.mark ?? 0
        try send(.checkReference, before: HelperFrame(.portrait, reference))
        guard let report = await link?.references.next(after: mark, within: limit) else {
            throw Failure(.visionFault, "kiosk-vision did not answer within \(limit)")
        }
        return report
    }

    /// The session is over: the helper forgets the portrait. Does nothing to one that is gone.
    public func forget() throws(Failure) {
        dropPreview()
        guard let link, !link.ended else { return }
        try send(.forget)
    }

    /// True when the helper ended for want of work; it is started again when it is needed.
    public var isResting: Bool { link?.isResting ?? false }

    /// Ends positioning or the attempt; no outcome comes for it. The camera is closed.
    public func stop() throws(Failure) {
        guard let link, !link.ended else { return }
        try send(.stop, busy: false)
    }

    /// What the helper can do now; opens the camera for a moment when it is closed.
    public func health(within limit: Duration = .seconds(5)) async throws(Failure) -> VisionHealth {
        try connect()
        let mark = link?.healths.mark ?? 0
        try send(.health)
        guard let health = await link?.healths.next(after: mark, within: limit) else {
            throw Failure(.visionFault, "kiosk-vision did not answer within \(limit)")
        }
        return health
    }

    /// The newest preview of the running positioning or attempt; nil when there is none.
    public nonisolated func latestPreview() -> WipedBytes? { newestPreview.value }

    /// A technician's question waits for its answer.
    var asksCamera: Bool { link?.camera.isAsked ?? false }

    /// Ends the connection; the streams stay open for the next.
    public func disconnect() {
        link?.socket.shutdown()
        link = nil
        dropPreview()
    }

    /// Nobody sees the last picture again; one that still waits for its reader is dropped.
    private func dropPreview() {
        newestPreview.value = nil
        previewSink.yield(WipedBytes([]))
    }

    private func start(_ link: VisionLink) {
        self.link = link
        Task { [silenceLimit, hung, eventSink, previewSink, newestPreview] in
            await VisionReader().run(link, silenceLimit: silenceLimit, hung: hung) { event in
                eventSink.yield(event)
            } preview: { picture in
                newestPreview.value = picture
                previewSink.yield(picture)
            }
        }
    }

    func send(
        _ request: VisionRequest, before: HelperFrame? = nil, busy: Bool? = nil,
        startingWithin limit: Duration = .seconds(5)
    ) throws(Failure) {
        try connect(within: limit)
        // A helper that goes to rest at this very moment is started again.
        if let busy, link?.setBusy(busy) == false { try connect(within: limit) }
        guard let link else { throw Failure(.visionFault, "no connection to kiosk-vision") }
        if busy == false { dropPreview() }
        do {
            if let before { try link.socket.send(before, within: .seconds(1)) }
            if let busy { link.setBusy(busy) }
            link.asked()
            try link.socket.write(try request.frame().encoded(), within: .seconds(1))
        } catch {
            // One that takes nothing for a second is not dead, and would keep its place.
            if case SocketError.timedOut = error { hung() }
            link.socket.shutdown()
            throw Failure(.visionFault, "kiosk-vision: \(error)")
        }
    }
}

/// The newest of something that arrives in another thread.
private final class Newest: Sendable {
    private let held = Mutex<WipedBytes?>(nil)
    var value: WipedBytes? {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}
