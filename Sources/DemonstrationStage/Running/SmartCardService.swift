internal import Glibc
internal import StreamSockets

/// Has pcscd answer: the one that runs, or one for the time of the demonstration.
struct SmartCardService {
    let troupe: Troupe
    let probe: Probe
    let tell: @Sendable (String) -> Void

    private static let program = "/usr/sbin/pcscd"
    private static let folder = "/run/pcscd"
    private static let socket = SocketAddress.unix("/run/pcscd/pcscd.comm")

    /// - Throws: ``StageProblem`` when it neither runs nor can be started.
    func start() async throws {
        if await probe.listens(Self.socket) {
            tell("the smart-card service runs already")
            return
        }
        guard access(Self.program, X_OK) == 0 else {
            throw StageProblem(
                "the smart-card service pcscd is not installed", remedy: "apt-get install pcscd vsmartcard-vpcd")
        }
        guard geteuid() == 0 else {
            throw StageProblem(
                "the smart-card service pcscd does not run, and only root may start it",
                remedy: "sudo systemctl start pcscd.socket, or start the demonstration as root")
        }
        tell("starting the smart-card service")
        mkdir(Self.folder, 0o755)
        FixedPorts.virtualReaders.reserve()
        guard try await FixedPorts.virtualReaders.becomeFree() else {
            throw StageProblem(
                "another program has a port of the virtual card readers, 35963 or 35964",
                remedy: "ss -tanp | grep 3596 names it; stop it, then try again")
        }
        let probe = probe
        try await troupe.start("pcscd", Self.program, ["--foreground"]) { _ in await probe.listens(Self.socket) }
    }
}
