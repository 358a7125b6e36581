import FoundationEssentials
import KioskDevices
import KioskDomain
import Logging
import PortalClient
import PortalContract
import PortalServer
import PortalSync
import Synchronization
import Testing

/// An outbox in memory that keeps its order.
private actor MemoryOutbox: OutboxSource {
    private var unsent: [KioskEvent]
    private(set) var marked: [Int64] = []

    private let emptied: @Sendable () -> Void

    init(_ count: Int, emptied: @escaping @Sendable () -> Void = {}) {
        self.emptied = emptied
        unsent = (1...count).map {
            KioskEvent(
                sequence: Int64($0), type: .slipState, body: Data("{\"slip\":\($0),\"state\":\"printed\"}".utf8),
                demonstration: true)
        }
    }

    func outlook(_ request: BatchRequest) -> OutboxOutlook {
        let records = unsent.map { OutboxRecord(event: $0, lane: .record($0.sequence)) }
        return OutboxOutlook(
            records: Array(records.filter { !request.waiting.contains($0.lane) }.prefix(request.bounds.events)),
            position: nil)
    }

    func settle(_ settlement: Settlement) {
        for confirmation in settlement.confirmed {
            unsent.removeAll { $0.sequence == confirmation.sequence && $0.digest == confirmation.digest }
            marked.append(confirmation.sequence)
        }
        if unsent.isEmpty { emptied() }
    }
}

struct OutboxPumpTests {
    private let logger = Logger(label: "outbox-test") { _ in SwiftLogNoOpLogHandler() }

    @Test("DESIGN 5.4: a lost reply doubles nothing, and only then all is sent") func lostReply() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let outbox = MemoryOutbox(7)
                let losing = OutboxPump(source: outbox, bounds: BatchBounds(events: 3), logger: logger) {
                    batch throws(PortalError) in
                    _ = try await machine.client.send(batch)
                    throw PortalError(.portalUnreachable, "the reply is lost")
                }
                #expect(await losing.pumpOnce().failure?.code == .portalUnreachable)
                #expect(await outbox.marked.isEmpty)
                let pump = OutboxPump(source: outbox, bounds: BatchBounds(events: 3), logger: logger) {
                    batch throws(PortalError) in
                    try await machine.client.send(batch)
                }
                var sent: [Int] = []
                repeat { sent.append(await pump.pumpOnce().sent) } while sent.last != 0
                #expect(sent == [3, 3, 1, 0])
                #expect(await outbox.marked == Array(1...7))
            }
        }
    }

    @Test("DESIGN 5.4: another digest, a code or no receipt never counts as sent") func onlyEqualDigests() async throws
    {
        let outbox = MemoryOutbox(3)
        let pump = OutboxPump(source: outbox, logger: logger) { batch throws(PortalError) in
            EventReceipts(receipts: [
                EventReceipt(sequence: 1, digest: "00"),
                EventReceipt(sequence: 2, digest: batch.events[1].digest, code: "portal.idempotency-conflict"),
            ])
        }
        let report = await pump.pumpOnce()
        #expect(report.sent == 0)
        #expect(report.refused.map(\.code) == ["portal.idempotency-conflict"])
        #expect(report.open.map(\.code) == ["portal.bad-answer", "portal.bad-answer"])
        #expect(await outbox.marked.isEmpty)
    }

    @Test("DESIGN 5.8: the pump goes on after failures until all is sent, and ends when cancelled")
    func run() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let outbox = MemoryOutbox(120) { continuation.finish() }
        let calls = Mutex(0)
        let pump = OutboxPump(source: outbox, bounds: BatchBounds(events: 50), logger: logger) {
            batch throws(PortalError) in
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            guard call != 1 else { throw PortalError(.portalUnreachable, "down at first") }
            return EventReceipts(
                receipts: batch.events.map { EventReceipt(sequence: $0.sequence, digest: $0.digest) })
        }
        let running = Task { await pump.run() }
        try await withDeadline(.seconds(30), "outbox empty") { for await _ in stream {} }
        running.cancel()
        await running.value
        #expect(await outbox.marked == Array(1...120))
    }

    @Test("DESIGN 5.8: an unreachable portal is an error with its code, within the deadline") func unreachable()
        async throws
    {
        let authority = try await withPortal { portal in
            try String(contentsOfFile: portal.options.tlsAuthorityFile, encoding: .utf8)
        }
        let client = try PortalClient(
            PortalConfiguration(
                address: "https://127.0.0.1:1", trustedAuthorities: authority, timeout: .seconds(2), tries: 2))
        let error = await failure { _ = try await client.time() }
        #expect(error?.code == .portalUnreachable)
        #expect(error?.isTransient == true)
        await client.shutdown()
        #expect(throws: PortalError.self) {
            try PortalClient(PortalConfiguration(address: "https://127.0.0.1:1", trustedAuthorities: "none"))
        }
    }
}
