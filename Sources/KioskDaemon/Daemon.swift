import CKiosk
import Configuration
public import Logging
import ServiceLifecycle
import SystemPackage
import UnixSignals

/// kioskd: reads like the list of its parts.
public struct Daemon: Sendable {
    /// What this machine is.
    private enum Machine: Sendable {
        case kiosk(DaemonConfiguration)
        case hall(HallConfiguration)
        case follower(FollowerConfiguration)

        init(_ reader: ConfigReader) throws {
            if HallConfiguration.isWanted(reader) {
                self = .hall(try HallConfiguration(reader))
            } else if FollowerConfiguration.isWanted(reader) {
                self = .follower(try FollowerConfiguration(reader))
            } else {
                self = .kiosk(try DaemonConfiguration(reader))
            }
        }
    }

    private let machine: Machine
    let logger: Logger
    let started = ContinuousClock.now

    /// - Parameter configurationFile: YAML, see `systemd/kioskd.yaml`.
    /// - Throws: `Failure` naming the key that is wrong, or the virtual part that is refused (R1).
    public init(configurationFile: String, logger: Logger) async throws {
        let file = try await FileProvider<YAMLSnapshot>(filePath: FilePath(configurationFile))
        machine = try Machine(ConfigReader(provider: file))
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT; then everything stops in reverse order.
    public func run() async throws {
        Self.harden()
        let parts: any MachineParts =
            switch machine {
            case .kiosk(let configuration):
                try await DaemonParts(configuration, logger: logger, started: started)
            case .hall(let configuration): try await HallParts(configuration, logger: logger, started: started)
            case .follower(let configuration):
                try await FollowerParts(configuration, logger: logger, started: started)
            }
        do {
            try await ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: try parts.services(), gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger)
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
