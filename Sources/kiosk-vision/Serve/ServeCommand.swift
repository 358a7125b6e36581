import ArgumentParser
import CKiosk
import CameraSource
import FaceMatching
import Glibc
import HelperProtocol
import KioskDevices
import StreamSockets

/// `kiosk-vision serve`: answers the daemon on a unix socket. The first thread listens and stays.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves the daemon on a unix socket.")

    @Option(help: "Path of the socket. Not needed under systemd's socket activation.")
    var socket: String?

    @Option(help: "device:/dev/v4l/by-id/…, folder:/path?fps=15, stream:unix:/path or stream:tcp:host:port.")
    var source: String?

    @Option(help: "The camera for papers and codes, in the same forms; without it there is none.")
    var documentSource: String?

    @Option(
        help: "Where the lens of --source stays, in the camera's own steps; without it the camera focuses by itself.")
    var focus: Int32?

    @Option(help: "File that keeps what the cameras' controls were, so that they are set back after a kill, too.")
    var controlsFile: String?

    @Option(help: "Folder of the weight files.")
    var models: String?

    @Option(help: "Manifest of a pack of face models, in place of dlib's network; refused, nobody is matched.")
    var pack: String?

    @Option(help: "Greatest distance that is a match, instead of the calibrated one.")
    var threshold: Double?

    @Option(help: "Number of the process that starts this one: end when it ends.")
    var parent: Int32?

    @Flag(help: ArgumentHelp("Standard input is the listening socket (inetd(8), wait).", visibility: .hidden))
    var inherit = false

    @Option(help: ArgumentHelp("End after so many seconds without work.", visibility: .hidden))
    var idle: Int?

    func validate() throws {
        try checkThreshold(threshold, pack: pack)
        guard (0...65_535).contains(focus ?? 0) else { throw ValidationError("--focus is between 0 and 65535") }
    }

    func run() throws {
        let passed = ListenSockets.take().first
        _ = ck_set_not_dumpable()
        _ = ck_disable_core_dumps()
        _ = ck_lock_memory()
        if let parent {
            guard ck_die_with_parent(SIGTERM) == 0, getppid() == parent else { throw ExitCode.failure }
        }
        Interruption.watch(patience: 2)
        // A wrong configuration is said at once, not when the first person comes.
        try CameraPair.check(face: source, document: documentSource)
        let record = controlsFile.flatMap { ControlRecord(file: $0) }
        let camera = Camera(
            try source.map { try SourceConfiguration.source($0, record: record, focus: focus) } ?? AbsentSource())
        let document = try documentSource.map {
            Camera(try SourceConfiguration.source($0, record: record), role: .document)
        }
        let listener = try listener(passed)
        // What must be opened is opened now; threads come later and inherit the confinement.
        let isConfined = Confinement(sources: [source, documentSource], models: models, pack: pack).enter()
        let pipeline = try FacePipeline(
            files: models.map { ModelFiles(folder: $0) }, pack: SitePack(pack))
        if let threshold { pipeline.threshold.distance = threshold }
        let session = VisionSession(
            camera: camera, document: document, pipeline: pipeline, isConfined: isConfined)
        let isOnDemand = passed != nil || inherit
        let idleLimit = idle.map { Duration.seconds($0) } ?? (isOnDemand ? Duration.seconds(60) : nil)
        try VisionServer(session: session, idleLimit: idleLimit).run(listener)
        // Whether it is idle or was asked to end: the camera's controls are set back.
        session.close()
        // A confined process cannot unlink its socket; kioskd and systemd replace a dead one.
    }

    private func listener(_ passed: ListenSockets.Passed?) throws -> ListeningSocket {
        if let passed { return ListeningSocket(inheriting: passed.descriptor, address: .unix(passed.name)) }
        if inherit { return ListeningSocket(inheriting: STDIN_FILENO, address: .unix("inherited")) }
        guard let socket else { throw ValidationError("--socket is needed without socket activation") }
        return try ListeningSocket(at: .unix(socket))
    }
}
