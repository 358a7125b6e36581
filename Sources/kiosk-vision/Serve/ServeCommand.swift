import ArgumentParser
import CKiosk
import CameraSource
import FaceMatching
import Glibc
import HelperProtocol
import KioskDevices
import StreamSockets

/// `kiosk-vision serve`: answers the daemon on a unix socket.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves the daemon on a unix socket.")

    @Option(help: "Path of the socket. Not needed under systemd's socket activation.")
    var socket: String?

    @Option(help: "device:/dev/v4l/by-id/…, folder:/path?fps=15, stream:unix:/path or stream:tcp:host:port.")
    var source: String?

    @Option(help: "Folder of the weight files.")
    var models: String?

    @Option(help: "Greatest distance that is a match.")
    var threshold = MatchThreshold.shipped.distance

    @Option(help: "Number of the process that starts this one: end when it ends.")
    var parent: Int32?

    func validate() throws {
        guard (0.1...0.6).contains(threshold) else { throw ValidationError("--threshold is between 0.1 and 0.6") }
    }

    func run() async throws {
        let passed = ListenSockets.take().first
        _ = ck_set_not_dumpable()
        _ = ck_disable_core_dumps()
        if let parent, await !ParentBond.shared.tie(to: parent) { throw ExitCode.failure }
        let listener: ListeningSocket
        if let passed {
            listener = ListeningSocket(inheriting: passed.descriptor, address: .unix(passed.name))
        } else if let socket {
            listener = try ListeningSocket(at: .unix(socket))
        } else {
            throw ValidationError("--socket is needed without socket activation")
        }
        var limit = MatchThreshold.shipped
        limit.distance = threshold
        let server = try VisionServer(
            source: source, models: models.map(ModelFiles.init), threshold: limit,
            idleLimit: passed == nil ? nil : .seconds(60))
        try await server.run(listener)
    }
}
