public import KioskDevices
import KioskDomain
public import StreamSockets

/// A camera that is not there: serves a scene as JPEG frames to every client, and changes it by command. Each frame
/// names itself virtual (RULES R1).
public actor VirtualCameraService {
    private nonisolated let executor = BlockingExecutor(name: "virtual-camera")
    /// The service's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let configuration: VirtualCameraConfiguration
    private let renderer: SceneRenderer
    private var address: SocketAddress
    private var loops = FrameLoops()
    private var head = HeadMovement()
    private var scene: Scene
    private var listener: ListeningSocket?
    private var control: ListeningSocket?
    private var controllers: [(socket: StreamSocket, text: [UInt8])] = []
    private var viewers: [Viewer] = []
    private var number = 0

    /// Nothing is opened yet.
    public init(_ configuration: VirtualCameraConfiguration) {
        self.configuration = configuration
        address = configuration.frames
        scene = configuration.person.isEmpty ? .empty : .person(configuration.person)
        renderer = SceneRenderer(
            folder: configuration.pictures, places: configuration.places, companion: configuration.companion)
    }

    /// Draws the first scene and opens the sockets; ``run()`` does it when it was not done before.
    ///
    /// - Returns: where frames are served, for TCP with the port that the kernel chose.
    /// - Throws: `camera.missing` when a picture or an address cannot be had.
    @discardableResult
    public func start() throws(Failure) -> SocketAddress {
        if listener != nil { return address }
        try show(scene)
        try plug()
        if let path = configuration.control { control = try listen(.unix(path)) }
        return address
    }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: as ``start()``.
    public func run() async throws {
        try start()
        let tick = Duration.seconds(1) / configuration.rate
        var next = ContinuousClock.now
        while !Task.isCancelled {
            next = max(next + tick, .now)
            obeyUntil(next)
            if let client = try? listener?.accept(within: .zero) { viewers.append(Viewer(client)) }
            serveFrame()
        }
        listener = nil
        control = nil
        viewers = []
        controllers = []
    }

    private func serveFrame() {
        number = (number + 1) % SceneRenderer.count
        // A picture that vanished since its scene was shown: its last frames stay away, as with a dead camera.
        guard !viewers.isEmpty,
            let frame = try? loops.frame(number, of: scene, pose: head.pose(at: .now), renderer)
        else { return }
        for index in viewers.indices.reversed() where !viewers[index].show(frame) { viewers.remove(at: index) }
    }

    private func show(_ wanted: Scene) throws(Failure) {
        try loops.prepare(wanted, renderer)
        scene = wanted
    }

    private func plug() throws(Failure) {
        guard listener == nil else { return }
        let opened = try listen(address)
        address = opened.address
        listener = opened
    }

    private func listen(_ address: SocketAddress) throws(Failure) -> ListeningSocket {
        do {
            return try ListeningSocket(at: address)
        } catch {
            throw Failure(.cameraMissing, "virtual camera: \(address): \(error)")
        }
    }

    /// Waits for the next frame's time and answers commands meanwhile.
    private func obeyUntil(_ end: ContinuousClock.Instant) {
        repeat {
            let wait = max(end - .now, .zero)
            if let control {
                if let client = try? control.accept(within: min(wait, .milliseconds(20))) {
                    controllers.append((client, []))
                }
            } else if let client = try? listener?.accept(within: wait) {
                viewers.append(Viewer(client))
            }
            for index in controllers.indices.reversed() where !serveController(index) {
                controllers.remove(at: index)
            }
        } while ContinuousClock.now < end
    }

    /// False when the controller has gone or writes nonsense without end.
    private func serveController(_ index: Int) -> Bool {
        do {
            _ = try controllers[index].socket.read(into: &controllers[index].text, upTo: 256, within: .zero)
            while let end = controllers[index].text.firstIndex(of: 0x0A) {
                let line = String(decoding: controllers[index].text[..<end], as: UTF8.self)
                controllers[index].text.removeSubrange(...end)
                try controllers[index].socket.write(Array(obey(line).utf8), within: .milliseconds(200))
            }
            return controllers[index].text.count < 1024
        } catch {
            return false
        }
    }

    private func obey(_ line: String) -> String {
        guard let command = ControlCommand(line) else {
            let moves = "turn left|right|ahead, closer, back"
            return "error: person NAME, dark, two-faces, empty, unplug, plug, \(moves) or code TEXT\n"
        }
        let person = scene.person ?? configuration.person
        do {
            switch command {
            case .person(let name): try show(.person(name))
            case .dark: try show(.dark(person))
            case .twoFaces: try show(.twoFaces(person))
            case .empty: try show(.empty)
            case .code(let text): try show(.code(text))
            case .plug: try plug()
            case .head(let order): head.go(to: order.pose(from: head.goal), at: .now)
            case .unplug:
                listener = nil
                viewers = []
            }
            return "ok\n"
        } catch {
            return "error: \(error)\n"
        }
    }
}
