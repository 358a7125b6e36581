import ArgumentParser
import CKiosk
import Glibc
import HelperProtocol
import KeyFiles
import KioskDevices
import StreamSockets

/// `kiosk-sign serve`: answers the daemon on a unix socket. The first thread listens and stays.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves the daemon on a unix socket.")

    @Option(help: "Path of the socket. Not needed under systemd's socket activation.")
    var socket: String?

    @Option(help: "Number of the process that starts this one: end when it ends.")
    var parent: Int32?

    @Option(help: ArgumentHelp("End after so many seconds without work.", visibility: .hidden))
    var idle: Int?

    func run() throws {
        let passed = ListenSockets.take().first
        _ = ck_set_not_dumpable()
        _ = ck_disable_core_dumps()
        if let parent {
            guard ck_die_with_parent(SIGTERM) == 0, getppid() == parent else { throw ExitCode.failure }
        }
        let listener: ListeningSocket
        if let passed {
            listener = ListeningSocket(inheriting: passed.descriptor, address: .unix(passed.name))
        } else if let socket {
            listener = try ListeningSocket(at: .unix(socket), backlog: 64)
        } else {
            throw ValidationError("--socket is needed without socket activation")
        }
        // What must be opened is opened now; threads come later and inherit the confinement.
        let readsLegacy = KeyFileReader.prepare()
        let confinement = ck_confine()
        let health = SigningHealth(isConfined: confinement == 0, readsLegacyKeyFiles: readsLegacy)
        let idleLimit = idle.map { Duration.seconds($0) } ?? (passed == nil ? nil : Duration.seconds(60))
        try SignServer(health: health, idleLimit: idleLimit).run(listener)
        // A confined process cannot unlink its socket; kioskd and systemd replace a dead one.
    }
}
