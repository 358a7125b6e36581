internal import FoundationEssentials
internal import Glibc
internal import KioskDevices
internal import KioskDomain
internal import Subprocess
internal import SystemPackage

/// A helper of this command's own, on a socket in a folder of its own; both end with the command.
struct OwnHelper: Sendable {
    /// File name of the program.
    var name: String
    /// Where it is.
    var program: String
    /// After `serve --socket … --parent …`.
    var arguments: [String] = []
    /// What it means when it does not start.
    var fault: FailureCode

    /// The program beside this one, or where packages put it.
    static func path(of name: String) -> String {
        let own = CommandLine.arguments.first.flatMap { first in
            first.contains("/") ? String(first[..<(first.lastIndex(of: "/") ?? first.startIndex)]) : nil
        }
        let places = [own.map { "\($0)/\(name)" }, "/usr/libexec/psc-kiosk/\(name)", "/usr/bin/\(name)"]
        return places.compactMap(\.self).first { access($0, X_OK) == 0 } ?? name
    }

    /// Runs `body` with the socket once the helper listens there.
    ///
    /// - Throws: `fault` when the helper does not start, and what `body` throws.
    func run<Value: Sendable>(_ body: @escaping @Sendable (String) async throws -> Value) async throws -> Value {
        let folder = try Self.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let socket = "\(folder)/helper.sock"
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
        do {
            let words = ["serve", "--socket", socket, "--parent", "\(getpid())"] + arguments
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(words), platformOptions: options, input: .none,
                output: .discarded, error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
            ) { execution in
                let outcome = await Result { try await waited(socket) { try await body(socket) } }
                await execution.teardown(using: options.teardownSequence)
                return outcome
            }
            return try result.closureResult.get()
        } catch let error as SubprocessError {
            throw Failure(fault, "\(program): \(error)")
        }
    }

    /// Waits until the helper listens.
    private func waited<Value>(_ socket: String, _ body: () async throws -> Value) async throws -> Value {
        let end = ContinuousClock.now + .seconds(10)
        while access(socket, F_OK) != 0 {
            guard ContinuousClock.now < end else { throw Failure(fault, "\(name) does not listen") }
            try await Task.sleep(for: .milliseconds(5))
        }
        return try await body()
    }

    private static func temporaryFolder() throws(Failure) -> String {
        var template = Array("/tmp/kioskctl-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(.internalError, "no folder can be made in /tmp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
