internal import HelperProtocol
internal import Hummingbird
internal import KioskDevices
public import KioskDomain
internal import KioskTexts
internal import Logging
internal import ServiceLifecycle

/// `kioskctl camera live`: the camera of this machine, seen through a kiosk-vision of this command's own, which is the
/// process that reads pictures and has no network; this one only passes its pictures and words on to the loopback.
public struct LiveServer: Sendable {
    private let camera: LiveCamera
    private let program: String
    private let language: Language

    /// - Parameter program: path of kiosk-vision.
    public init(_ camera: LiveCamera, program: String, language: Language) {
        self.camera = camera
        self.program = program
        self.language = language
    }

    /// kiosk-vision beside this program, or where packages put it.
    public static func helperPath() -> String { OwnHelper.path(of: "kiosk-vision") }

    /// Serves the page until Ctrl-C.
    ///
    /// - Parameters:
    ///   - port: of the loopback.
    ///   - ready: told the address once, with its secret.
    /// - Throws: `face.helper-fault`, and the camera's codes are shown on the page.
    public func run(port: Int, ready: @escaping @Sendable (String) -> Void) async throws {
        let helper = OwnHelper(
            name: "kiosk-vision", program: program, arguments: ["--source", camera.source, "--models", camera.models],
            fault: .visionFault)
        try await helper.run { socket in
            let client = VisionClient(socketPath: socket)
            try await client.position()
            do {
                try await serve(client, port: port, ready: ready)
            } catch {
                await client.disconnect()
                throw error
            }
            await client.disconnect()
        }
    }

    private func serve(
        _ client: VisionClient, port: Int, ready: @escaping @Sendable (String) -> Void
    ) async throws {
        let pictures = LiveFeed<WipedBytes>()
        let news = LiveFeed<LiveNews>()
        let page = LivePage(token: Self.secret(), port: port, pictures: pictures, news: news)
        let address = "http://127.0.0.1:\(port)/\(page.token)/"
        var quiet = Logger(label: "kioskctl")
        quiet.logLevel = .error
        let application = Application(
            router: page.router(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { _ in ready(address) }, logger: quiet)
        try await withThrowingTaskGroup { group in
            group.addTask { for await picture in client.previews where !picture.isEmpty { pictures.pass(picture) } }
            group.addTask { for await event in client.events { if let piece = piece(event) { news.pass(piece) } } }
            group.addTask { try await application.runService() }
            // The streams of the client last as long as it does: the server's end is the end.
            while let _ = try await group.next() { break }
            group.cancelAll()
        }
    }

    private func piece(_ event: VisionEvent) -> LiveNews? {
        switch event {
        case .guidance(let report):
            LiveNews(report: report, words: GuidanceText(rawValue: report.guidance.rawValue)?.text[language])
        case .ready(let health): LiveNews(camera: health.camera.name, virtual: health.camera.isVirtual)
        case .fault(let code, let detail): LiveNews(words: code.text[language], code: code, detail: detail)
        case .outcome, .heartbeat, .camera, .reference, .photo, .resting: nil
        }
    }

    /// 128 random bits, hexadecimal.
    private static func secret() -> String {
        (0..<4).map { _ in
            let word = String(UInt32.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 8 - word.count) + word
        }.joined()
    }
}
