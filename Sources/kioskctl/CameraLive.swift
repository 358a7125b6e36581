import ArgumentParser
import Glibc
import KioskControl
import KioskDevices
import KioskDomain

/// `kioskctl camera live`: what the camera sees, in this terminal or on a page of this machine.
struct CameraLive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live",
        abstract: "Shows what the camera sees: picture, face, quality, guidance.",
        discussion: """
            Uses a kiosk-vision of its own: stop kioskd's first, or use it while nobody is served. Ctrl-C ends. The page is
            served on this machine's loopback only, below a secret address: from elsewhere use ssh -L PORT:127.0.0.1:PORT.

            EXAMPLES
              kioskctl camera live
              kioskctl camera live --page 8099 --language kk
              kioskctl camera live --source device:/dev/v4l/by-id/usb-EXAMPLE-video-index0 --json --frames 100
            """)

    @Option(help: "kioskd's configuration, which names camera and models.") var configuration =
        "/etc/psc-kiosk/kioskd.yaml"
    @Option(
        help: """
            Another source than the configured one: device:/dev/v4l/by-id/…, folder:/…, stream:…; a number such as \
            /dev/video0 is refused, since it changes.
            """)
    var source: String?
    @Option(help: "Another folder of models than the configured one.") var models: String?
    @Option(help: "Path of kiosk-vision.") var helper = LiveServer.helperPath()
    @Option(help: "Serve a page on this port of the loopback instead of the terminal view.") var page: Int?
    @Option(help: "Language of the page: kk, ru or en.") var language = "en"
    @Option(help: "End after so many pictures; not with --page.") var frames: Int?
    @Flag(help: "One JSON object per picture; not with --page.") var json = false

    func validate() throws {
        guard let page else { return }
        guard (1024...65535).contains(page) else { throw ValidationError("--page is a port from 1024 to 65535.") }
        guard frames == nil, !json else { throw ValidationError("--frames and --json are not for the page.") }
    }

    func run() async throws {
        guard let language = Language(rawValue: language) else { throw ValidationError("--language is kk, ru or en.") }
        let camera = await LiveCamera.configured(configuration, source: source, models: models)
        guard let page else { throw ExitCode(become(camera)) }
        let server = LiveServer(camera, program: helper, language: language)
        try await TrustOptions.reporting(json: false) {
            try await server.run(port: page) { address in
                print("The page: \(address)")
                print("Whoever has this address sees the camera. Ctrl-C ends.")
                fflush(nil)
            }
        }
    }

    /// This process goes on as the helper's own view; comes back only when that cannot be started.
    private func become(_ camera: LiveCamera) -> Int32 {
        var words = [helper, "live", "--source", camera.source, "--models", camera.models]
        if let frames { words += ["--frames", "\(frames)"] }
        if json { words.append("--json") }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        execvp(helper, &arguments)
        print("\(helper): \(String(cString: strerror(errno)))")
        return 2
    }
}
