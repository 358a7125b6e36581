import ArgumentParser
import CKiosk
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets
import USBSticks

/// The entry point: the one program of a kiosk that mounts people's sticks.
@main
struct KioskStick: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk-stick",
        abstract: "Saves key files on USB sticks that hold nothing but storage.",
        discussion: """
            Needs the right to mount. Sticks are mounted read-only for looking, for
            writing only while a file is saved, and not at all in between.

            EXAMPLES
              kiosk-stick look                            what stands in the ports
              kiosk-stick serve --socket ./stick.sock     for kioskd by hand
            """,
        subcommands: [Serve.self, Look.self])
}

/// Where sticks are mounted.
struct MountOptions: ParsableArguments {
    @Option(help: "Empty folder in which sticks are mounted; made when missing.")
    var mountPoint = "/run/kiosk-stick/stick"

    func drive() throws -> USBStickDrive {
        var path = ""
        for part in mountPoint.split(separator: "/") {
            path += "/\(part)"
            guard mkdir(path, 0o700) == 0 || errno == EEXIST || errno == EROFS else {
                throw ValidationError("\(path) cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        return USBStickDrive(mountPoint: path) { line in
            // One call, so that a line stays whole; systemd's journal takes it.
            let bytes = Array("kiosk-stick: \(line)\n".utf8)
            _ = write(STDERR_FILENO, bytes, bytes.count)
        }
    }
}

/// `kiosk-stick serve`: answers the daemon on a unix socket.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves the daemon on a unix socket.")

    @Option(help: "Path of the socket. Not needed under systemd's socket activation.")
    var socket: String?

    @OptionGroup var mounts: MountOptions

    @Option(help: "Number of the process that starts this one: end when it ends.")
    var parent: Int32?

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
        try await StickServer(try mounts.drive(), idleLimit: passed == nil ? nil : .seconds(60)).run(listener)
    }
}

/// `kiosk-stick look`: for technicians.
struct Look: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Says what stands in the USB ports.")

    @OptionGroup var mounts: MountOptions

    func run() async throws {
        switch await (try mounts.drive()).look() {
        case .none: print("no stick")
        case .several: print("several sticks: only one may be there")
        case .ready: print("ready")
        case .refused(let code):
            print("refused: \(code.rawValue)")
            throw ExitCode.failure
        }
    }
}
