import Glibc
import KioskDevices
import KioskDomain
import KioskScreens
import Logging
import Subprocess
import SystemPackage

/// The voice of the screens: espeak-ng, one short process for each text, which comes by its standard input, so that no
/// list of processes shows it. It has no sound device, no network and no file to write; memory and processor time are
/// bounded by prlimit(1), its answer by ``longestWave``, its time by a deadline.
actor EspeakVoice: ScreenVoice {
    /// A minute of 16-bit samples at 22,050 Hz is 2.6 MB.
    static let longestWave = 4 << 20
    static let mostAtOnce = 2
    private static let memory = 256 << 20
    private static let processorSeconds = 5
    /// Its library of sounds sets up shared memory of this size, though nothing is played there.
    private static let files = 64 << 20

    private let program: String
    private let limit: Duration
    private let logger: Logger
    private var running = 0

    /// Nil when there is no such program: then no screen offers a voice.
    init?(program: String, limit: Duration = .seconds(6), logger: Logger) {
        guard !program.isEmpty else { return nil }
        guard access(program, X_OK) == 0 else {
            logger.warning("no voice guidance: the program is missing", metadata: ["program": "\(program)"])
            return nil
        }
        self.program = program
        self.limit = limit
        self.logger = logger
    }

    func wave(_ text: String, in language: Language) async throws(Failure) -> [UInt8] {
        guard running < Self.mostAtOnce else { throw Failure(.voiceUnavailable, "busy") }
        running += 1
        defer { running -= 1 }
        do {
            let spoken = try await spoken(Array(text.utf8), Self.voice(of: language))
            guard let wave = WaveFile(spoken) else { throw Failure(.voiceUnavailable, "no sound came") }
            return wave.bytes
        } catch {
            // Errors of the process never hold the text: it goes by its standard input.
            logger.warning("the voice failed", metadata: ["error": "\(error)"])
            throw (error as? Failure) ?? Failure(.voiceUnavailable)
        }
    }

    private func spoken(_ text: [UInt8], _ voice: String) async throws -> [UInt8] {
        let text = try Self.readable(text)
        let arguments = [
            "--as=\(Self.memory)", "--cpu=\(Self.processorSeconds)", "--core=0",
            "--fsize=\(Self.files)", program, "-v", voice,
            "-b",
            "1", "-s", "150", "--stdin", "--stdout",
        ]
        return try await withDeadline(limit, "voice") {
            let result = try await Subprocess.run(
                .name("prlimit"), arguments: Arguments(arguments), environment: .custom(["PATH": "/usr/bin:/bin"]),
                platformOptions: .voice, input: .fileDescriptor(text, closeAfterSpawningProcess: true),
                output: .bytes(limit: Self.longestWave), error: .discarded
            )
            guard result.terminationStatus.isSuccess else { throw Failure(.voiceUnavailable, "status") }
            return result.standardOutput
        }
    }

    /// All of it stands in the pipe before anybody reads: a program that ends early raises no SIGPIPE here. A pipe holds
    /// 64 KiB (pipe(7)), far more than the screens ask for.
    private static func readable(_ text: [UInt8]) throws -> FileDescriptor {
        let (reader, writer) = try FileDescriptor.pipe()
        defer { try? writer.close() }
        do {
            guard text.count <= 4_096 else { throw Failure(.voiceUnavailable, "too long") }
            _ = try writer.writeAll(text)
            return reader
        } catch {
            try? reader.close()
            throw error
        }
    }

    private static func voice(of language: Language) -> String {
        switch language {
        case .kazakh: "kk"
        case .russian: "ru"
        case .english: "en-gb"
        }
    }
}

extension PlatformOptions {
    /// Nothing to tidy up: it is killed at once.
    fileprivate static var voice: PlatformOptions {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(100))]
        return options
    }
}
