import Glibc
import HelperProtocol
import KioskDevices
import KioskTestSupport
import StreamSockets
import Testing

/// The built kiosk-sign as a process of its own, killed when the value is released.
final class HelperProcess: Sendable {
    let socket: String
    let process: pid_t
    private let folder: TemporaryFolder

    init(_ options: [String] = []) async throws {
        folder = try TemporaryFolder("sign")
        let socket = folder.file("sign.sock")
        self.socket = socket
        let words = [try Self.binary(), "serve", "--socket", socket] + options
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, words[0], nil, nil, &arguments, environ)
        try RealPart.require(result == 0, "kiosk-sign does not start: \(result)")
        self.process = process
        try await eventually("kiosk-sign opens its socket") { access(socket, F_OK) == 0 ? () : nil }
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    func send(_ signal: Int32) { kill(process, signal) }

    /// A client that reaches the network through `fetch`.
    func client(
        patience: Duration = .seconds(60), fetch: @escaping SigningClient.Fetch = { _ in throw NoNetwork() }
    ) -> SigningClient {
        SigningClient(socketPath: socket, patience: patience, fetch: fetch)
    }

    /// Beside the program that runs the tests.
    static func binary() throws -> String {
        var path = [CChar](repeating: 0, count: 4096)
        readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let built = own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/kiosk-sign"
        try RealPart.require(access(built, X_OK) == 0, "\(built) is not built")
        return built
    }
}

struct NoNetwork: Error {}
