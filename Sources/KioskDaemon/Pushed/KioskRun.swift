import Glibc
import KioskDevices
import KioskDomain
import Logging
import PrometheusText
import PushedConfiguration
import ServiceLifecycle

/// One start of a machine for people, with the set that was chosen for it: a set on trial with which kioskd does not become
/// ready is rolled back, and kioskd starts again.
struct KioskRun: Sendable {
    private let configuration: DaemonConfiguration
    private let pushed: PushedStart?
    private let metrics: PrometheusRegistry
    private let logger: Logger
    private let started: ContinuousClock.Instant

    init(
        _ configuration: DaemonConfiguration, _ pushed: PushedStart?, metrics: PrometheusRegistry, logger: Logger,
        started: ContinuousClock.Instant
    ) {
        self.configuration = configuration
        self.pushed = pushed
        self.metrics = metrics
        self.logger = logger
        self.started = started
    }

    /// - Returns: whether kioskd shall be started again.
    func run() async throws -> Bool {
        let wish = StartWish()
        let parts: DaemonParts
        let deadline = deadline()
        defer { deadline?.cancel() }
        do {
            parts = try await DaemonParts(
                configuration, metrics: metrics, pushed: pushed, again: { wish.make() }, ready: { deadline?.cancel() },
                logger: logger,
                started: started)
        } catch {
            guard rollBack(PushedStart.problem(error)) else { throw error }
            return true
        }
        do {
            try await Daemon.serve(
                parts, logger,
                more: [.init(service: AnotherStart(wish), successTerminationBehavior: .gracefullyShutdownGroup)])
        } catch {
            guard await parts.sets?.fail(PushedStart.problem(error)) == true else { throw error }
            return true
        }
        return wish.isMade
    }

    /// A start with a set on trial that hangs.
    private func deadline() -> Task<Void, Never>? {
        guard pushed?.isOnTrial == true else { return nil }
        let limit = configuration.trialSeconds
        return Task {
            do { try await Task.sleep(for: .seconds(limit)) } catch { return }
            _ = rollBack(
                SetProblem(.configurationRolledBack, "kioskd was not ready within \(limit) seconds"))
            if !NextStart.isManaged { NextStart.take() }
            exit(EXIT_FAILURE)
        }
    }

    private func rollBack(_ problem: SetProblem) -> Bool {
        guard var pushed, pushed.isOnTrial else { return false }
        logger.error("pushed set rolled back", metadata: ["reason": "\(problem)"])
        pushed.rollBack(problem)
        return true
    }
}
