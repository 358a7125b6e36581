import ArgumentParser
import CKiosk
import Glibc
import HelperProtocol
import KioskDevices
import StreamSockets
import TokenModules

/// `kiosk-token worker`: one module, for the broker that started it.
struct Worker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs one module; started by serve and list.", shouldDisplay: false)

    @Option(help: "The module's file.") var module: String
    @Option(help: "The module's row in the table.") var name: String
    @Option(help: "The process that starts this one.") var parent: Int32
    @Option(name: .customLong("gost-256"), help: "CKA_GOSTR3410_PARAMS for new keys.") var gost256: String?
    @Option(name: .customLong("gost-512"), help: "CKA_GOSTR3410_PARAMS for new keys.") var gost512: String?

    func run() async throws {
        _ = ck_set_not_dumpable()
        _ = ck_disable_core_dumps()
        // A module that hangs does not hear of anything gentler.
        guard await ParentBond.shared.tie(to: parent, signal: SIGKILL) else { throw ExitCode.failure }
        var parameters: [TokenKeyAlgorithm: [UInt8]] = [:]
        parameters[.gost256] = try gost256.map { try TokenModuleTable.bytes(hexadecimal: $0) }
        parameters[.gost512] = try gost512.map { try TokenModuleTable.bytes(hexadecimal: $0) }
        await WorkerThread().run(name: name, path: module, parameters)
    }
}

/// The thread of all calls into the module.
private actor WorkerThread {
    private nonisolated let executor = BlockingExecutor(name: "module")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Answers the broker until it closes, then ends the module's work.
    func run(name: String, path: String, _ gostParameters: [TokenKeyAlgorithm: [UInt8]]) {
        let service = TokenService(name: name, path: path, gostParameters: gostParameters)
        let socket = StreamSocket(adopting: WorkerStart.descriptor)
        var reader = HelperFrameReader(socket)
        var secrets = TokenSecrets()
        do {
            while true {
                guard var frame = try reader.next(within: .seconds(3600)) else { continue }
                if let secret = frame.kind == .secret ? frame.takeSecret() : nil {
                    guard secrets.add(secret) else { break }
                    continue
                }
                let taken = secrets
                secrets = TokenSecrets()
                let answer = service.answer(try TokenRequest(payload: frame.payload), secrets: taken)
                try socket.send(try answer.frame(), within: .seconds(5))
            }
        } catch {
            // The broker has closed: the session is over.
        }
        service.end()
    }
}
