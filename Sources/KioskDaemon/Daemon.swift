import CKiosk
import Configuration
import KioskDevices
public import Logging
public import PrometheusText
import ServiceLifecycle
import SystemPackage
import UnixSignals

/// kioskd: reads like the list of its parts.
public struct Daemon: Sendable {
    /// What this machine is.
    private enum Machine: Sendable {
        case kiosk(DaemonConfiguration, PushedStart?)
        case hall(HallConfiguration)
        case follower(FollowerConfiguration)

        init(_ file: any ConfigProvider) throws {
            let reader = ConfigReader(provider: file)
            if HallConfiguration.isWanted(reader) {
                self = .hall(try HallConfiguration(reader))
            } else if FollowerConfiguration.isWanted(reader) {
                self = .follower(try FollowerConfiguration(reader))
            } else {
                var pushed = try PushedStart(file)
                self = .kiosk(try pushed?.configuration() ?? DaemonConfiguration(reader), pushed)
            }
        }
    }

    /// What this machine counts; whoever starts the program makes it the backend of swift-metrics.
    public let metrics = PrometheusRegistry(KioskMetrics.families)
    private let machine: Machine
    let logger: Logger
    let started = ContinuousClock.now

    /// - Parameter configurationFile: YAML, see `systemd/kioskd.yaml`.
    /// - Throws: `Failure` naming the key that is wrong, or the virtual part that is refused (R1).
    public init(configurationFile: String, logger: Logger) async throws {
        let file = try await FileProvider<YAMLSnapshot>(filePath: FilePath(configurationFile))
        machine = try Machine(file)
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT; then everything stops in reverse order.
    ///
    /// - Returns: whether kioskd ended so as to be started again, with another pushed set.
    public func run() async throws -> Bool {
        Self.harden()
        switch machine {
        case .kiosk(let configuration, let pushed):
            return try await KioskRun(configuration, pushed, metrics: metrics, logger: logger, started: started).run()
        case .hall(let configuration):
            try await Self.serve(try await HallParts(configuration, logger: logger, started: started), logger)
        case .follower(let configuration):
            try await Self.serve(try await FollowerParts(configuration, logger: logger, started: started), logger)
        }
        return false
    }

    /// - Parameter more: besides what the machine is made of.
    static func serve(
        _ parts: any MachineParts, _ logger: Logger, more: [ServiceGroupConfiguration.ServiceConfiguration] = []
    ) async throws {
        do {
            try await ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: try parts.services().map { .init(service: $0) } + more,
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            ).run()
        } catch {
            await parts.close()
            throw error
        }
        await parts.close()
    }

    /// No core dump and no debugger may hold a PIN or a portrait (DESIGN 5.6, 5.7).
    private static func harden() {
        ck_set_not_dumpable()
        ck_disable_core_dumps()
    }
}
