import FoundationEssentials
import KioskDomain
import KioskJournal
import KioskTestSupport
import Logging
import PortalClient
import PortalContract
import PortalSync

/// A kiosk's journal on its disk, and its line to the portal.
struct RealKiosk {
    let folder: TemporaryFolder
    let journal: Journal

    static func open(_ folder: TemporaryFolder) async throws -> RealKiosk {
        let now = UnixTime(milliseconds: PortalClient.systemClock())
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: now)
        _ = try await journal.recover(now: now)
        return RealKiosk(folder: folder, journal: journal)
    }

    /// The disk as it stands after a clean end, put into a machine of its own.
    func copied() async throws -> TemporaryFolder {
        let copy = try TemporaryFolder("image")
        try DiskImage.put(try DiskImage.take(folder.path), from: folder.path, to: copy.path)
        return copy
    }

    func write(_ slips: Int64...) async throws {
        for slip in slips {
            try await write(.slipState, try ContractJSON.encode(SlipStateBody(slip: slip, state: "printed")))
        }
    }

    /// A record with any bytes as its body.
    func write(_ type: KioskEventType, _ body: Data) async throws {
        try await journal.enqueue(
            OutboxEvent(type.rawValue, Array(body)), at: UnixTime(milliseconds: PortalClient.systemClock()))
    }

    /// Pumps until nothing is sent any more.
    @discardableResult
    func send(_ client: PortalClient) async -> RoundReport { await Self.drain(pump(to: client)) }

    /// One process has one pump, which remembers what it was asked.
    func pump(to client: PortalClient) -> OutboxPump<JournalSource> {
        OutboxPump(source: JournalSource(journal: journal), logger: Logger(label: "kiosk")) {
            batch throws(PortalError) in try await client.send(batch)
        }
    }

    @discardableResult
    static func drain(_ pump: OutboxPump<JournalSource>) async -> RoundReport {
        var report = await pump.pumpOnce()
        while report.sent > 0 { report = await pump.pumpOnce() }
        return report
    }
}

/// As kioskd drains its journal.
struct JournalSource: OutboxSource {
    let journal: Journal
    private var now: UnixTime { UnixTime(milliseconds: PortalClient.systemClock()) }

    init(journal: Journal) { self.journal = journal }

    func outlook(_ request: BatchRequest) async throws -> OutboxOutlook {
        let found = try await journal.outlook(request, at: now)
        return OutboxOutlook(
            records: found.entries.map(\.record), position: found.position)
    }

    func settle(_ settlement: Settlement) async throws { _ = try await journal.settle(settlement, at: now) }
}
