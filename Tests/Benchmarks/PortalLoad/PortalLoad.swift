import ArgumentParser
import FoundationEssentials
import KioskDomain
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import UnixSignals

/// Sends event batches of several machines to one or more portals with the real client, each batch again and again until
/// it is acknowledged, and keeps a ledger of what was: for `bench.py --only store` and `.ci/patroni`.
@main
struct PortalLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "portal-load")

    @Option(help: "Address of a portal; given again, requests take turns.") var portal: [String]
    @Option(help: "Certificate authority of the portals, PEM.") var authority: String
    @Option(help: "File with the next enrolment code.") var code: String
    @Option(help: "Machines that send at the same time.") var machines = 4
    @Option(help: "Events of a batch.") var batch = 100
    @Option(help: "Seconds without a pause between batches; SIGTERM ends them early.") var seconds = 10.0
    @Option(help: "Where acknowledged batches are written: machine, first and last sequence, microseconds since 1970.")
    var ledger: String?

    func run() async throws {
        let pem = try String(contentsOfFile: authority, encoding: .utf8)
        let tally = Tally()
        var senders: [Sender] = []
        for _ in 0..<machines { senders.append(try await Sender(portal, pem, try enrolmentCode(), batch, tally)) }
        await tally.begin()
        await send(senders)
        if let ledger { try Data(await tally.lines.utf8).write(to: URL(filePath: ledger)) }
        print(await tally.report)
        for sender in senders { await sender.close() }
    }

    /// Until the seconds are over or somebody ends it; the ledger is whole either way.
    private func send(_ senders: [Sender]) async {
        let end = ContinuousClock.now + .seconds(seconds)
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { break } }
            group.addTask {
                await withTaskGroup(of: Void.self) { group in
                    for sender in senders { group.addTask { await sender.send(until: end) } }
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func enrolmentCode() throws -> String {
        try String(contentsOfFile: code, encoding: .utf8).filter { !$0.isWhitespace }
    }
}

/// What was acknowledged, and the longest time in which nothing was.
actor Tally {
    private(set) var lines = ""
    private var events = 0
    private var refused = 0
    private var began = ContinuousClock.now
    private var last = ContinuousClock.now
    private var longest = Duration.zero

    func begin() { (began, last) = (.now, .now) }

    func acknowledge(_ machine: String, _ sequences: ClosedRange<Int64>) {
        let now = ContinuousClock.now
        longest = max(longest, now - last)
        last = now
        events += sequences.count
        lines += "\(machine) \(sequences.lowerBound) \(sequences.upperBound) \(Self.now)\n"
    }

    func refuse() { refused += 1 }

    /// Not before now: the clock is read to the millisecond.
    private static var now: Int64 { (PortalClient.systemClock() + 1) * 1000 }

    /// One line of JSON.
    var report: String {
        let seconds = (last - began) / .seconds(1)
        return """
            {"events": \(events), "seconds": \(seconds), "perSecond": \(Double(events) / max(seconds, 0.001)), \
            "longestPauseSeconds": \(longest / .seconds(1)), "refusedRequests": \(refused)}
            """
    }
}

/// One enrolled machine.
struct Sender: Sendable {
    private let clients: [PortalClient]
    private let machine: String
    private let batch: Int
    private let tally: Tally

    init(_ portals: [String], _ authority: String, _ code: String, _ batch: Int, _ tally: Tally) async throws {
        clients = try portals.map {
            try PortalClient(PortalConfiguration(address: $0, trustedAuthorities: authority, tries: 1))
        }
        let key = FileKey()
        guard let first = clients.first else { throw ValidationError("no portal") }
        let answer = try await first.enrol(
            EnrolmentRequest(code: code, request: try await DeviceIdentity.request(for: key), roles: [.kiosk]))
        let certificate = try Certificate(der: Array(answer.certificate))
        for client in clients {
            client.use(DeviceIdentity(kioskID: answer.kioskID, key: key, certificate: certificate))
        }
        machine = answer.kioskID
        (self.batch, self.tally) = (batch, tally)
    }

    func send(until end: ContinuousClock.Instant) async {
        var (next, turn) = (Int64(1), 0)
        var standing: JournalStanding?
        while !Task.isCancelled, ContinuousClock.now < end {
            let events = (next..<next + Int64(batch)).map { sequence in
                KioskEvent(
                    sequence: sequence, type: .slipState,
                    body: Data("{\"slip\":\(sequence),\"state\":\"printed\",\"note\":\"\(machine)\"}".utf8),
                    demonstration: true)
            }
            turn += 1
            do {
                let position = position(last: next + Int64(batch) - 1, turn: Int64(turn), standing)
                let answer = try await clients[turn % clients.count].send(
                    EventBatch(events: events, position: position))
                let receipts = answer.receipts
                guard receipts.map(\.digest) == events.map(\.digest), receipts.allSatisfy({ $0.code == nil }) else {
                    await tally.refuse()
                    return
                }
                await tally.acknowledge(machine, next...next + Int64(batch) - 1)
                standing = answer.standing
                next += Int64(batch)
            } catch {
                await tally.refuse()
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// As a kiosk says it: its journal, the head of its audit chain and the link that the portal holds.
    private func position(last: Int64, turn: Int64, _ standing: JournalStanding?) -> JournalPosition {
        JournalPosition(
            journal: "load", last: last, heard: standing?.answer ?? 0, era: standing?.era,
            saidAtMilliseconds: PortalClient.systemClock(),
            audit: AuditHeadBody(index: turn, hash: ContentDigest.hex(of: Data("\(machine) \(turn)".utf8))),
            anchor: standing?.audit)
    }

    func close() async { for client in clients { await client.shutdown() } }
}
