import KioskDomain
import KioskJournal
import PortalClient
import PortalContract
import PortalSync

/// The journal of a real kiosk.
actor DiskJournal: FleetJournal {
    private let folder: String
    private let line: FleetLine
    private var journal: Journal
    private var written = Ledger()

    init(folder: String, line: FleetLine) async throws {
        self.folder = folder
        self.line = line
        journal = try await Self.open(folder)
    }

    private static func open(_ folder: String) async throws -> Journal {
        let key = try JournalKey.load(folder: folder)
        let journal = try await Journal.open(folder: folder, key: key, now: now, demonstration: true)
        _ = try await journal.recover(now: now)
        return journal
    }

    private static var now: UnixTime { UnixTime(milliseconds: PortalClient.systemClock()) }

    func write(_ count: Int, over days: Int) async throws {
        let span = Int64(days) * 86_400_000
        let now = Self.now.milliseconds
        for number in 0..<count {
            let at = UnixTime(milliseconds: now - span + span * Int64(number) / Int64(max(1, count)))
            let body = FleetRecord.body(Int64(written.written) + 1)
            try await journal.enqueue(OutboxEvent(KioskEventType.slipState.rawValue, Array(body)), at: at)
            written.add(ContentDigest.hex(of: body))
        }
    }

    /// Closes the journal and opens it again, as a start does.
    func reopen() async throws -> Duration {
        try await journal.close()
        let began = ContinuousClock.now
        journal = try await Self.open(folder)
        return began.duration(to: .now)
    }

    func outlook(_ request: BatchRequest) async throws -> OutboxOutlook {
        let found = try await journal.outlook(request, at: Self.now)
        return OutboxOutlook(records: found.entries.map(\.record), position: found.position)
    }

    func settle(_ settlement: Settlement) async throws {
        line.confirm(try await journal.settle(settlement, at: Self.now).sent.count)
    }

    func pending() async throws -> Int { Int(try await journal.outboxStatus().depth) }
    func ledger() -> Ledger { written }
    func close() async { try? await journal.close() }
}
