internal import FoundationEssentials
internal import Glibc
public import HelperProtocol
internal import KioskDevices
internal import KioskDomain
public import SigningKeys
internal import Subprocess
internal import SystemPackage

/// A kiosk-sign of this command's own: documents and key files are read there and not here.
public enum SignHelper {
    /// The helper beside this program, or where packages put it.
    public static func path() -> String {
        let own = CommandLine.arguments.first.flatMap { name in
            name.contains("/") ? String(name[..<(name.lastIndex(of: "/") ?? name.startIndex)]) : nil
        }
        let places = [own.map { "\($0)/kiosk-sign" }, "/usr/libexec/psc-kiosk/kiosk-sign", "/usr/bin/kiosk-sign"]
        return places.compactMap(\.self).first { access($0, X_OK) == 0 } ?? "kiosk-sign"
    }

    /// Runs `body` with a helper that ends with it.
    ///
    /// - Throws: `sign.helper-fault` when the helper does not start, and what `body` throws.
    public static func with<Value: Sendable>(
        program: String, settings: SigningSettings, _ body: @escaping @Sendable (SigningClient) async throws -> Value
    ) async throws -> Value {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let socket = "\(folder)/sign.sock"
        let fetcher = TrustFetcher(hosts: settings.allHosts, now: now)
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: ["serve", "--socket", socket, "--parent", "\(getpid())"],
                platformOptions: options, input: .none, output: .discarded,
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
            ) { execution in
                let client = SigningClient(socketPath: socket, fetch: { try await fetcher.fetch($0) })
                let outcome = await Result { try await waited(socket) { try await body(client) } }
                await client.disconnect()
                await execution.teardown(using: options.teardownSequence)
                return outcome
            }
            await fetcher.close()
            return try result.closureResult.get()
        } catch let error as SubprocessError {
            await fetcher.close()
            throw Failure(.signHelperFault, "\(program): \(error)")
        }
    }

    /// Waits until the helper listens.
    private static func waited<Value>(_ socket: String, _ body: () async throws -> Value) async throws -> Value {
        let end = ContinuousClock.now + .seconds(10)
        while access(socket, F_OK) != 0 {
            guard ContinuousClock.now < end else { throw Failure(.signHelperFault, "kiosk-sign does not listen") }
            try await Task.sleep(for: .milliseconds(5))
        }
        return try await body()
    }

    private static func temporaryFolder() throws(Failure) -> String {
        var template = Array("/tmp/kioskctl-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(.internalError, "no folder can be made in /tmp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// This machine's clock: a technician's command has no other.
    @Sendable static func now() -> UnixTime {
        UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
