import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import StreamSockets
import Testing

/// DESIGN 2: a helper that crashes or hangs is a coded fault within the deadline, never the daemon's end.
@Suite("kiosk-sign as a process, seen by its client")
struct FaultTests {
    @Test("A helper that hangs or is killed in mid work is sign.helper-fault in time", arguments: [SIGSTOP, SIGKILL])
    func deadHelper(signal: Int32) async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let signer = try await TestSigner(helper.client(fetch: network.fetch), network.authority)
        let client = helper.client(patience: .seconds(1)) { request in
            helper.send(signal)
            return try await network.fetch(request)
        }
        let from = ContinuousClock.now
        let failure = await #expect(throws: SigningFailure.self) {
            try await client.judge([signer.certificate.der], trust: network.trust)
        }
        #expect(failure?.code == .signHelperFault)
        // The client's patience is one second; a hung helper would hold it for ever. The rest is for a busy machine.
        #expect(ContinuousClock.now - from < .seconds(30))
    }

    @Test("After a fault the client connects anew; the helper that is started again knows nothing of old handles")
    func reconnecting() async throws {
        let network = try TestNetwork()
        let folder = try TemporaryFolder("again")
        let first = try await HelperProcess()
        symlink(first.socket, folder.file("sock"))
        let client = SigningClient(socketPath: folder.file("sock"), patience: .seconds(20), fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let second = try await HelperProcess()
        first.send(SIGKILL)
        unlink(folder.file("sock"))
        symlink(second.socket, folder.file("sock"))
        try await eventually { (try? await client.health()) != nil }
        let digest = DigestToSign(scheme: .ecdsaSHA256, digest: [UInt8](repeating: 1, count: 32))
        let failure = await #expect(throws: SigningFailure.self) {
            try await client.sign(file: signer.file, key: 0, [digest])
        }
        #expect(failure?.code == .signKeyMissing)
    }

    @Test("Nobody listens: a coded fault, at once")
    func nobody() async {
        let client = SigningClient(socketPath: "/tmp/psc-kiosk-no-such.sock") { _ in throw NoNetwork() }
        let failure = await #expect(throws: SigningFailure.self) { try await client.health() }
        #expect(failure?.code == .signHelperFault)
    }

    @Test("Idle, it ends by itself, though a client is connected")
    func idle() async throws {
        let helper = try await HelperProcess(["--idle", "3"])
        let client = helper.client()
        _ = try? await client.health()
        try await eventually("kiosk-sign ends when idle") {
            waitpid(helper.process, nil, WNOHANG) == helper.process ? () : nil
        }
        await #expect(throws: SigningFailure.self) { try await client.health() }
    }

    @Test("It ends with its parent")
    func parent() async throws {
        try RealPart.require(programs: "bash")
        let folder = try TemporaryFolder("parent")
        let script = """
            '\(try HelperProcess.binary())' serve --socket '\(folder.file("s"))' --parent $$ & echo $!
            for _ in $(seq 400); do [[ -S '\(folder.file("s"))' ]] && exit 0; sleep 0.05; done; exit 1
            """
        let output = try await Tool.run("bash", ["-c", script])
        #expect(output.succeeded)
        let process = try #require(pid_t(output.standardOutput.split(separator: "\n").first.map(String.init) ?? ""))
        try await eventually("kiosk-sign ends with its parent") {
            kill(process, 0) != 0 || (try? Self.isZombie(process)) == true ? () : nil
        }
    }

    private static func isZombie(_ process: pid_t) throws -> Bool {
        let bytes = try FileReader.read("/proc/\(process)/stat")
        return String(decoding: bytes, as: UTF8.self).contains(") Z ")
    }

    @Test("It is shut off from files and TCP, cannot be traced by its own user and leaves no core dump")
    func confinement() async throws {
        let helper = try await HelperProcess()
        let health = try await helper.client().health()
        #expect(health.isConfined && health.readsLegacyKeyFiles)
        let status = String(decoding: try FileReader.read("/proc/\(helper.process)/status"), as: UTF8.self)
        #expect(status.contains("NoNewPrivs:\t1"))
        let limits = String(decoding: try FileReader.read("/proc/\(helper.process)/limits"), as: UTF8.self)
        #expect(limits.contains(/Max core file size +0 +0/))
    }

    @Test("`kiosk-sign --help` shows how it is used")
    func help() async throws {
        let output = try await Tool.run(try HelperProcess.binary(), ["--help"])
        #expect(output.succeeded && output.standardOutput.contains("kiosk-sign serve --socket"))
        let bare = try await Tool.run(try HelperProcess.binary(), ["serve"])
        #expect(!bare.succeeded && bare.standardError.contains("--socket is needed"))
    }
}
