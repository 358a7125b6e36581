import KioskDevices
import KioskDomain
public import Logging
public import PortalContract

/// Where unsent events come from: the journal (DESIGN 5.4).
public protocol OutboxSource: Sendable {
    /// Unsent events, oldest first.
    func nextBatch(limit: Int) async throws -> [KioskEvent]
    /// Called only after the portal answered this digest for this sequence.
    func markSent(sequence: Int64, digest: String) async throws
}

/// What one round did.
public struct PumpReport: Sendable, Hashable {
    /// Events marked as sent.
    public var sent = 0
    /// Events that the portal did not take, with its reason; they stay unsent and a technician must look.
    public var refused: [EventReceipt] = []

    /// Memberwise.
    public init(sent: Int = 0, refused: [EventReceipt] = []) {
        self.sent = sent
        self.refused = refused
    }
}

/// Store and forward: hands the outbox over in batches, with back-off and jitter; an event counts as sent only when the
/// digest that the portal stored equals ours.
public struct OutboxPump<Source: OutboxSource>: Sendable {
    /// Hands one batch to the portal.
    public typealias Send = @Sendable (EventBatch) async throws(PortalError) -> EventReceipts

    private let source: Source
    private let send: Send
    private let limit: Int
    private let idle: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// - Parameters:
    ///   - limit: events in one batch, at most ``EventBatch/limit``.
    ///   - idle: pause after the outbox was found empty.
    public init(
        source: Source, limit: Int = 50, idle: Duration = .seconds(1), clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger, send: @escaping Send
    ) {
        self.source = source
        self.limit = min(limit, EventBatch.limit)
        self.idle = idle
        self.clock = clock
        self.logger = logger
        self.send = send
    }

    /// Pumps until cancelled. Failures are logged and tried again, never thrown.
    public func run() async {
        var backOff = BackOff(first: .milliseconds(500), limit: .seconds(60))
        while !Task.isCancelled {
            var pause = idle
            do {
                let report = try await pumpOnce()
                if report.sent > 0 {
                    backOff.reset()
                    pause = report.refused.isEmpty ? .zero : idle
                } else if !report.refused.isEmpty {
                    pause = backOff.next()
                }
                for receipt in report.refused {
                    logger.error(
                        "event not taken by the portal",
                        metadata: ["sequence": "\(receipt.sequence)", "code": "\(receipt.code ?? "none")"])
                }
            } catch {
                pause = backOff.next()
                let code = (error as? any CodedError)?.code.rawValue ?? "\(type(of: error))"
                logger.warning("outbox waits", metadata: ["code": "\(code)"])
            }
            if pause > .zero { try? await clock.sleep(for: pause) }
        }
    }

    /// One batch. Events before a failure in `markSent` stay marked; the others are sent again later, which does no harm.
    ///
    /// - Throws: ``PortalError``, or what the source throws.
    public func pumpOnce() async throws -> PumpReport {
        let events = try await source.nextBatch(limit: limit)
        guard !events.isEmpty else { return PumpReport() }
        let answer = try await send(EventBatch(events: events))
        var receipts: [Int64: EventReceipt] = [:]
        for receipt in answer.receipts { receipts[receipt.sequence] = receipt }
        var report = PumpReport()
        for event in events {
            let receipt = receipts[event.sequence]
            if let receipt, receipt.code == nil, receipt.digest == event.digest {
                try await source.markSent(sequence: event.sequence, digest: event.digest)
                report.sent += 1
            } else {
                let code = receipt?.code ?? FailureCode.portalAnswer.rawValue
                report.refused.append(EventReceipt(sequence: event.sequence, digest: receipt?.digest, code: code))
            }
        }
        return report
    }
}
