public import KioskDevices
public import KioskDomain
import Logging
public import ServiceLifecycle
import Synchronization

/// Keeps the door open for the life of the daemon: waits for a port that another program holds, changes to the next
/// certificate when its time has come, and says goodbye to the pages at the end.
///
/// ```swift
/// group.addServiceUnlessShutdown(DoorService(configuration, now: clock))
/// ```
public final class DoorService: ServiceLifecycle.Service {
    private let configuration: DoorConfiguration
    private let now: @Sendable () -> UnixTime
    private let state = Mutex(
        DeviceStatus(id: "door", name: "wss://127.0.0.1", health: .unknown, finding: "not opened yet"))
    private let opened = Mutex<DoorServer?>(nil)

    /// - Parameter now: the daemon's time; certificates are chosen by it.
    public init(_ configuration: DoorConfiguration, now: @escaping @Sendable () -> UnixTime) {
        self.configuration = configuration
        self.now = now
    }

    /// For screens, `kioskctl` and the log; `door.port-taken` names who holds the port.
    public var status: DeviceStatus { state.withLock { $0 } }

    /// The door while it is open.
    public var server: DoorServer? { opened.withLock { $0 } }

    /// Until the service is told to stop.
    /// - Throws: `configuration.invalid` when the identity cannot be read or made.
    public func run() async throws {
        let first = try DoorIdentity.inFolder(configuration.stateFolder, now: now())
        try await cancelWhenGracefulShutdown {
            var identity = first
            var pause = BackOff(first: .seconds(1), limit: .seconds(30))
            while !Task.isCancelled {
                guard let server = try await self.open(identity) else {
                    try? await Task.sleep(for: pause.next())
                    continue
                }
                await self.watch(server, &identity)
                self.opened.withLock { $0 = nil }
                await server.close()
            }
        }
        report(.unknown, nil, "closed")
    }

    private func open(_ identity: DoorIdentity) async throws -> DoorServer? {
        guard let leaf = identity.leaf(at: now()) else { throw Failure(.internalError, "door certificate") }
        do throws(Failure) {
            let server = try await DoorServer.open(configuration, leaf)
            opened.withLock { $0 = server }
            report(.ok, nil, "open on port \(server.port)")
            return server
        } catch {
            guard error.code == .doorPortTaken else { throw error }
            report(.fault, error.code, error.detail)
            return nil
        }
    }

    /// Looks every hour whether another certificate is due.
    private func watch(_ server: DoorServer, _ identity: inout DoorIdentity) async {
        while (try? await Task.sleep(for: .seconds(3600))) != nil {
            do {
                identity = try DoorIdentity.inFolder(configuration.stateFolder, now: now())
                if let leaf = identity.leaf(at: now()) { try server.use(leaf) }
            } catch {
                configuration.logger.error("door certificate", metadata: ["error": "\(error)"])
            }
        }
    }

    private func report(_ health: Health, _ code: FailureCode?, _ finding: String) {
        state.withLock { state in
            state.health = health
            state.code = code
            state.finding = finding
        }
        configuration.logger.info("door", metadata: ["state": "\(finding)"])
    }
}
