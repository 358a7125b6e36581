import ArgumentParser
import CoreMetrics
import KioskDaemon
import KioskDevices
import Logging

/// The kiosk's daemon.
@main
struct KioskDaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kioskd",
        abstract: "Runs a self-service kiosk: card reader, camera, printer, screens and the line to the portal.",
        discussion: """
            EXAMPLES
              kioskd --configuration /etc/psc-kiosk/kioskd.yaml
              kioskd --configuration demo.yaml --log-level debug
              kioskd --take-over /media/copy-of-the-hall
            """)

    @Option(help: "The configuration file (YAML).")
    var configuration = "/etc/psc-kiosk/kioskd.yaml"

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = "info"

    @Option(
        help: ArgumentHelp(
            "Makes this machine the hall in place of one that died, and ends (docs/hall.md): the folder or file of a copy, or `nothing`.",
            valueName: "copy"))
    var takeOver: String?

    @Option(help: "With --take-over: numbers of today and tomorrow begin above it.")
    var floor = TakeOver.usualFloor

    func run() async throws {
        let level = Logger.Level(rawValue: logLevel) ?? .info
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        if let takeOver {
            let outcome = try await TakeOver.run(
                configurationFile: configuration, copy: takeOver == "nothing" ? nil : takeOver, above: floor,
                logger: Logger(label: "kioskd"))
            return print(outcome, terminator: "")
        }
        let daemon = try await Daemon(configurationFile: configuration, logger: Logger(label: "kioskd"))
        MetricsSystem.bootstrap(daemon.metrics)
        let startsAgain = try await daemon.run()
        // A service manager starts it again by itself.
        if startsAgain, !NextStart.isManaged { NextStart.take() }
    }
}
