import ArgumentParser
import CameraSource
import FaceMatching
import FacePack
import Glibc
import HelperProtocol
import KioskDevices

/// `kiosk-vision live`: what the camera sees, for a technician at a terminal. A mode of its own, started by hand: it serves
/// nobody, keeps nothing, and has no network; the page for a browser is `kioskctl camera live --page`.
struct Live: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what the camera sees: picture, face, quality, guidance.",
        discussion: """
            Fits a terminal of 80 by 24. Ctrl-C ends. The running kiosk must not use the camera meanwhile.
            Exit status: 0 ended as asked, 2 no picture for ten seconds.

            EXAMPLES
              kiosk-vision live --source device:/dev/psc-kiosk/camera --models /usr/share/psc-kiosk/models
              kiosk-vision live --source device:/dev/v4l/by-id/usb-EXAMPLE-video-index0 --json --frames 100
            """)

    @Option(help: "device:/dev/v4l/by-id/…, folder:/path?fps=15, stream:unix:/path or stream:tcp:host:port.")
    var source: String
    @Option(help: "Folder of the weight files; without it there are no landmarks.") var models: String?
    #if ONNXPack
    @Option(help: "Manifest of a pack of models whose readings are shown, too.") var pack: String?
    #endif
    @Option(help: "End after so many pictures.") var frames: Int?
    @Flag(help: "One JSON object per picture instead of the view.") var json = false

    func validate() throws {
        guard frames ?? 1 > 0 else { throw ValidationError("--frames is at least 1") }
    }

    func run() throws {
        Interruption.watch()
        let camera = Camera(try SourceConfiguration.source(source))
        defer { camera.close() }
        let pipeline = try FacePipeline(files: models.map { ModelFiles(folder: $0) })
        let isView = !json && isatty(STDOUT_FILENO) == 1
        let terminal = Terminal(isView: isView)
        defer { terminal.leave() }
        var watch = LiveWatch(camera: camera, pipeline: pipeline, wantsPicture: isView)
        #if ONNXPack
        watch.pack = try pack.map { try PackEngine(try PackFile(manifest: $0)) }
        #endif
        while !Interruption.isAsked, frames.map({ watch.shown < $0 }) ?? true {
            guard let moment = watch.next() else {
                guard watch.silence < .seconds(10) else { throw ExitCode(2) }
                continue
            }
            let text = json ? try line(moment.line) + "\n" : isView ? LiveView.text(moment) : moment.plain + "\n"
            guard terminal.write(text) else { return }
        }
    }
}

/// The terminal while the view is on it.
struct Terminal {
    let isView: Bool

    /// A screen of its own, without cursor.
    init(isView: Bool) {
        self.isView = isView
        if isView { _ = write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J") }
    }

    /// The screen as it was before.
    func leave() { if isView { _ = write("\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l") } }

    /// False when nobody reads any more.
    func write(_ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
