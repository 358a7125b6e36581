import FoundationEssentials
import Glibc
import KioskDevices
import KioskTestSupport
import StreamSockets
import Synchronization

/// Everything around a kiosk, from the built programs: portal, card, camera, printer, and kioskd itself, which a test
/// may kill and start again. Needs a running pcscd.
final class Stage: Sendable {
    struct Settings: Sendable {
        /// Nil leaves the portal its own limit.
        var smsLimit: Int? = 10_000
        var cardKeys = "p256"
        var attemptSeconds = 8
        /// What the face challenge asks for.
        var challenge = "off"
        /// The head before the camera does what the screen asks.
        var headFollows = false
        /// The portal issues by face only to who followed turns.
        var faceLiveness = false
        var idleSeconds = 120
        /// Of kioskd's journal; nil takes one below the stage's folder.
        var journal: String?
        /// Sites that may use the door of this kiosk; none leaves it shut.
        var doorSites: [String] = []
        /// Code of the centre.
        var centre = "PSC-1"
        /// Time zone of the centre.
        var zone = "Asia/Almaty"
        /// An operator may look at digital documents, by a camera for documents.
        var documents = false
        /// What the mobile app signs is believed.
        var phones = false
        /// Key files are saved on a virtual stick.
        var sticks = false
        /// kiosk-token runs, with a token of SoftHSM.
        var tokens = false
        /// Officers of the migration service check exchanges here.
        var officers = false
        /// What kioskd says to the portal by its certificate is seen on the way.
        var wire = false
        /// First and last day of the pilot of the identity card's exchange; nil leaves the rules' own, which is over.
        var exchangePilot: String? = "2025-05-28..2099-12-31"
        /// The instant at which portal and kioskd believe to be when the stage begins, as ISO 8601 has it; nil leaves them the
        /// machine's clock.
        var begins: String?
        /// Whose own document lies beside the reader at the start, instead of the card; none when nil.
        var documentOf: Person?
    }

    @TaskLocal static var current: Stage?

    /// The stage of the suite.
    static func here() throws -> Stage {
        guard let current else { throw Problem("the suite has no stage") }
        return current
    }

    let folder: TemporaryFolder
    let settings: Settings
    /// Plugged in at the start, where there is one.
    let token: SoftToken?
    let screens: UInt16
    let portalPort: UInt16
    /// OCSP, time stamps and lists of the portal.
    var servicesPort: UInt16 { portalPort + 137 }
    let printerPort: UInt16
    let doorPort: UInt16
    /// The balancer before the portal's port for machines, where there is one.
    let wire: (balancer: UInt16, portal: UInt16)?
    private let children = Mutex<[String: Child]>([:])
    private static let given = Mutex<Set<UInt16>>([])
    /// What portal and kioskd are ahead of the machine; nil where nothing stands between them and its clock.
    let ahead: Mutex<Duration?>

    private init(_ settings: Settings, _ token: SoftToken?) throws {
        self.token = token
        folder = try TemporaryFolder("e2e")
        self.settings = settings
        ahead = Mutex(try settings.begins.map(Self.ahead(of:)))
        screens = try Self.freePort()
        portalPort = try Self.freePort()
        printerPort = try Self.freePort()
        doorPort = try Self.freePort()
        wire = try settings.wire ? (balancer: Self.freePort(), portal: Self.freePort()) : nil
    }

    /// Runs `body` on a stage of its own and takes it down again.
    static func with<Value: Sendable>(
        _ settings: Settings = Settings(), _ body: @Sendable (Stage) async throws -> Value
    ) async throws -> Value {
        let token = settings.tokens ? try await SoftToken() : nil
        try token?.prepareDesk()
        let stage = try Stage(settings, token)
        do {
            try await stage.start()
            let value = try await body(stage)
            await stage.stop()
            return value
        } catch {
            await stage.stop()
            throw Problem("\(error)\n\(stage.tail("kioskd"))")
        }
    }

    // MARK: - Parts

    func start() async throws {
        for name in ["kiosk", "portal", "portraits", "slips", "run"] {
            try FileManager.default.createDirectory(
                atPath: folder.file(name), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        for picture in ["obama.jpg", "biden.jpg"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file("portraits/\(picture)"), withDestinationPath: "\(Programs.models())/\(picture)")
        }
        try replaceVision(by: nil)
        async let portal: Void = startPortal()
        async let card: Void = startCardOrDocument()
        async let frames: Void = startFrames()
        async let printer: Void = startPrinter()
        if settings.documents { try await startDocumentCamera() }
        if settings.sticks { try await startStick() }
        _ = try await (portal, card, frames, printer)
        // The portal makes its authorities behind its first answers.
        if settings.documents || settings.phones || settings.sticks || settings.tokens {
            try await eventually("the authorities", within: .seconds(60)) {
                FileManager.default.fileExists(atPath: folder.file("portal/issuing-ca.pem")) ? () : nil
            }
        }
        if settings.officers { try await makeOfficerCode() }
        try await startWire()
        try await startKiosk()
    }

    func stop() async {
        let parts = ["portal", "printer", "frames", "card", "operator"]
        let others = children.withLock { $0.keys.filter { !parts.contains($0) } }
        for name in others + parts {
            guard let child = child(name) else { continue }
            child.send(SIGCONT)
            if (try? await child.stop(within: .seconds(10))) == nil { try? await child.kill9() }
        }
    }

    func startPortal() async throws {
        var arguments = [
            "--port", "\(portalPort)", "--state", folder.file("portal"), "--portraits", folder.file("portraits"),
            "--face-models", try Programs.models(),
            "--demonstration", "--log-level", "notice",
        ]
        arguments += wireWords
        if settings.faceLiveness { arguments.append("--face-liveness") }
        if let limit = settings.smsLimit { arguments += ["--sms-limit", "\(limit)"] }
        if let pilot = settings.exchangePilot { arguments += ["--exchange-pilot", pilot] }
        try await run("portal", "kiosk-portal", arguments, ready: "kiosk-portal ready")
    }

    private func startCardOrDocument() async throws {
        guard let person = settings.documentOf else { return try await startCard() }
        try await startDocument(of: person, picture: "\(Programs.models())/obama2.jpg")
    }

    func startCard(of person: Person = .matching) async throws {
        let arguments = [
            "card", "--state", folder.file("card.json"), "--pin", Person.pin, "--puk", Person.puk,
            "--holder", "Demo Person 1", "--iin", person.iin, "--control", folder.file("run/card.sock"),
            "--removed",
        ]
        try await run("card", "kiosk-sim", arguments, ready: "card ready")
    }

    func startFrames() async throws {
        let arguments =
            [
                "frames", "--socket", folder.file("run/frames.sock"), "--models", try Programs.models(),
                "--person", "obama3", "--control", folder.file("run/camera.sock"),
            ] + (settings.headFollows ? ["--follow", "http://127.0.0.1:\(screens)"] : [])
        try await run("frames", "kiosk-sim", arguments, ready: "frames ready")
    }

    private func startDocumentCamera() async throws {
        let arguments = [
            "frames", "--socket", folder.file("run/paper.sock"), "--models", try Programs.models(), "--person", "",
            "--control", folder.file("run/phone.sock"),
        ]
        try await run("phone", "kiosk-sim", arguments, ready: "frames ready")
    }

    private func startStick() async throws {
        let arguments = [
            "stick", "--socket", folder.file("run/stick.sock"), "--folder", folder.file("stick"),
            "--control", folder.file("run/stick-hand.sock"),
        ]
        try await run("stick", "kiosk-sim", arguments, ready: "stick ready")
    }

    func startPrinter() async throws {
        let arguments = [
            "printer", "--port", "\(printerPort)", "--folder", folder.file("slips"),
            "--control", folder.file("run/printer.sock"),
        ]
        try await run("printer", "kiosk-sim", arguments, ready: "printer ready")
    }

    /// kioskd, ready to serve its screens.
    func startKiosk(_ configuration: KioskConfiguration? = nil) async throws {
        let text = try (configuration ?? KioskConfiguration(self)).text
        let configuration = try folder.write("kioskd.yaml", text.utf8)
        let child = try await keep("kioskd", "kioskd", ["--configuration", configuration])
        try await eventually("kioskd is ready") {
            guard child.isRunning else { throw Problem("kioskd ended:\n\(self.tail("kioskd"))") }
            let answer = try? await LocalHTTP.shared.send("GET", "/healthz", port: self.screens, within: .seconds(2))
            return answer?.status == 200 ? () : nil
        }
    }

    func child(_ name: String) -> Child? { children.withLock { $0[name] } }

    /// The end of a part's log.
    func tail(_ name: String) -> String {
        let data = FileManager.default.contents(atPath: folder.file("\(name).log")) ?? Data()
        return String(decoding: data.suffix(2500), as: UTF8.self)
    }

    /// Sends a line to the `card`, the `operator`'s card, the `camera` or the `printer`.
    @discardableResult
    func order(_ part: String, _ line: String) async throws -> String {
        try await Hand.shared.order(folder.file("run/\(part).sock"), line)
    }

    func run(_ name: String, _ program: String, _ arguments: [String], ready: String) async throws {
        let before = tail(name)
        let child = try await keep(name, program, arguments)
        try await eventually("\(name) is ready") {
            guard child.isRunning else { throw Problem("\(name) ended:\n\(self.tail(name))") }
            let text = self.tail(name)
            return text != before && text.dropFirst(before.count).contains(ready) ? () : nil
        }
    }

    private func keep(_ name: String, _ program: String, _ arguments: [String]) async throws -> Child {
        let child = try await Child.start(
            program, arguments, log: folder.file("\(name).log"),
            environment: ["portal", "kioskd"].contains(name) ? try clockWords : [])
        children.withLock { $0[name] = child }
        return child
    }

    /// Below the range from which the system takes ports of outgoing connections, so that none takes it in between; and none
    /// that was given before, whose owner may not listen yet.
    static func freePort(and others: [UInt16] = [137]) throws -> UInt16 {
        for _ in 0..<50 {
            let port = UInt16.random(in: 20_000..<32_000)
            // The portal takes one more for its services.
            let ports = ([0] + others).map { port + $0 }
            guard given.withLock({ $0.isDisjoint(with: ports) }) else { continue }
            let free = ports.allSatisfy { (try? ListeningSocket(at: .tcp(host: "127.0.0.1", port: $0))) != nil }
            if free, given.withLock({ given in ports.allSatisfy { given.insert($0).inserted } }) { return port }
        }
        throw Problem("no free port")
    }
}

/// Orders to the virtual parts, on a thread of its own.
actor Hand {
    static let shared = Hand()
    private nonisolated let executor = BlockingExecutor(name: "e2e-hand")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func order(_ path: String, _ line: String) throws -> String {
        let socket = try StreamSocket.connect(to: .unix(path), within: .seconds(2))
        try socket.write(Array("\(line)\n".utf8), within: .seconds(2))
        var answer: [UInt8] = []
        let end = ContinuousClock.now + .seconds(5)
        while answer.last != 0x0A {
            guard ContinuousClock.now < end else { throw Problem("\(line): no answer") }
            _ = try socket.read(into: &answer, upTo: 4096, within: .seconds(1))
        }
        let text = String(decoding: answer.dropLast(), as: UTF8.self)
        guard !text.hasPrefix("error") else { throw Problem("\(line): \(text)") }
        return text
    }
}
