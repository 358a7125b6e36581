import ArgumentParser
import KioskDaemon
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
            """)

    @Option(help: "The configuration file (YAML).")
    var configuration = "/etc/psc-kiosk/kioskd.yaml"

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = "info"

    func run() async throws {
        let level = Logger.Level(rawValue: logLevel) ?? .info
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        try await Daemon(configurationFile: configuration, logger: Logger(label: "kioskd")).run()
    }
}
