import KioskDevices
import Logging
import Subprocess
import SystemPackage

/// Runs a helper as a child on a machine without a service manager, and again when it ends.
struct HelperProcess: Sendable {
    /// As in the log: kiosk-vision, kiosk-sign or kiosk-token.
    let name: String
    let program: String
    let arguments: [String]
    let logger: Logger

    func run() async {
        var pause = BackOff(first: .milliseconds(100), limit: .seconds(5))
        while !Task.isCancelled {
            let began = ContinuousClock.now
            do {
                let result = try await Subprocess.run(
                    .path(FilePath(program)), arguments: Arguments(arguments),
                    platformOptions: .helper, output: .fileDescriptor(.standardError, closeAfterSpawningProcess: false),
                    error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
                logger.warning("\(name) ended", metadata: ["status": "\(result.terminationStatus)"])
            } catch {
                logger.error("\(name) cannot be started", metadata: ["error": "\(error)"])
            }
            if began.duration(to: .now) > .seconds(10) { pause.reset() }
            try? await Task.sleep(for: pause.next())
        }
    }
}

extension PlatformOptions {
    /// A helper that is asked to end and does not is killed after 2 s.
    static var helper: PlatformOptions {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
        return options
    }
}
