import KioskDevices
import KioskDomain
public import Logging
public import PortalContract
public import PortalSync
import Synchronization

/// Where unsent records come from and answers go: the journal (DESIGN 5.4).
public protocol OutboxSource: Sendable {
    /// The oldest unsent records that the request allows, and where the journal stands.
    func outlook(_ request: BatchRequest) async throws -> OutboxOutlook
    /// Makes the answer durable in one transaction, judging each digest against its own once more.
    func settle(_ settlement: Settlement) async throws
}

/// Store and forward: drives ``OutboxRound`` from the journal to the portal and back. Every decision is the round's.
public final class OutboxPump<Source: OutboxSource>: Sendable {
    /// Hands one batch to the portal.
    public typealias Send = @Sendable (EventBatch) async throws(PortalError) -> EventReceipts

    private let source: Source
    private let send: Send
    private let bounds: BatchBounds
    private let idle: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let memory = Mutex(SenderMemory())
    private let last = Mutex(RoundReport())
    private let began = ContinuousClock.now

    /// - Parameters:
    ///   - bounds: of one batch; never more than ``EventBatch/limit`` events.
    ///   - idle: pause after the outbox was found empty.
    public init(
        source: Source, bounds: BatchBounds = BatchBounds(), idle: Duration = .seconds(1),
        clock: any Clock<Duration> = ContinuousClock(), logger: Logger, send: @escaping Send
    ) {
        self.source = source
        self.bounds = BatchBounds(events: min(bounds.events, EventBatch.limit), bytes: bounds.bytes)
        self.idle = idle
        self.clock = clock
        self.logger = logger
        self.send = send
    }

    /// What the last round came to.
    public var lastReport: RoundReport { last.withLock { $0 } }

    /// Pumps until cancelled. Failures are logged and tried again, never thrown.
    public func run() async {
        var pauses = Pauses(idle: idle)
        var generator = SystemRandomNumberGenerator()
        while !Task.isCancelled {
            let report = await pumpOnce()
            log(report)
            let pause = pauses.after(report, using: &generator)
            if pause > .zero { try? await clock.sleep(for: pause) }
        }
    }

    /// One batch. Rounds may overlap: each record is settled by its own digest.
    @discardableResult
    public func pumpOnce() async -> RoundReport {
        var round = OutboxRound()
        var effect = memory.withLock { round.start($0, bounds, at: steady) }
        while true {
            switch effect {
            case .end(let report):
                last.withLock { $0 = report }
                return report
            case .load(let request):
                do {
                    let outlook = try await source.outlook(request)
                    effect = memory.withLock { round.loaded(outlook, $0, at: steady) }
                } catch {
                    effect = round.failed(Self.failure(error))
                }
            case .send(let batch):
                do {
                    let answer = try await send(batch)
                    effect = memory.withLock { round.answered(answer, &$0, at: steady) }
                } catch {
                    effect = memory.withLock { round.unanswered(Self.failure(error), &$0, at: steady) }
                }
            case .settle(let settlement):
                do {
                    try await source.settle(settlement)
                    effect = round.settled()
                } catch { effect = round.failed(Self.failure(error)) }
            }
        }
    }

    private var steady: Duration { began.duration(to: .now) }

    private static func failure(_ error: any Error) -> RoundFailure {
        RoundFailure(
            (error as? any CodedError)?.code ?? .internalError, retryAfter: (error as? PortalError)?.retryAfter)
    }

    private func log(_ report: RoundReport) {
        if let failure = report.failure {
            logger.warning("outbox waits", metadata: ["code": "\(failure.code.rawValue)"])
        }
        for refusal in report.refused {
            logger.error(
                "record not taken by the portal, set aside",
                metadata: ["sequence": "\(refusal.sequence)", "code": "\(refusal.code)"])
        }
        for open in report.open {
            logger.warning(
                "record without a valid answer, offered again",
                metadata: ["sequence": "\(open.sequence)", "code": "\(open.code)"])
        }
    }
}
