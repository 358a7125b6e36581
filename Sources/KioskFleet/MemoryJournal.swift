import FoundationEssentials
import PortalClient
import PortalContract
import PortalSync

/// Records in memory only: for ten thousand kiosks that speak the protocol.
actor MemoryJournal: FleetJournal {
    private let name: String
    private let line: FleetLine
    private var last: Int64 = 0
    private var heard: Int64 = 0
    private var unsent: [KioskEvent] = []
    private var written = Ledger()

    init(name: String, line: FleetLine) {
        self.name = name
        self.line = line
    }

    func write(_ count: Int, over days: Int) throws {
        for _ in 0..<count {
            last += 1
            let event = KioskEvent(
                sequence: last, type: .slipState, body: FleetRecord.body(last), demonstration: true)
            unsent.append(event)
            written.add(event.digest)
        }
    }

    func outlook(_ request: BatchRequest) -> OutboxOutlook {
        var filler = BatchFiller(request)
        var records: [OutboxRecord] = []
        var withheld: [RecordMark] = []
        picking: for event in unsent {
            let lane = Lane.record(event.sequence)
            switch filler.offer(lane, bytes: event.body.count) {
            case .taken: records.append(OutboxRecord(event: event, lane: lane))
            case .passed: withheld.append(RecordMark(sequence: event.sequence, digest: event.digest))
            case .full: break picking
            }
        }
        let position = JournalPosition(
            journal: name, last: last, heard: heard,
            saidAtMilliseconds: PortalClient.systemClock(),
            withheld: withheld.isEmpty ? nil : Array(withheld.prefix(JournalPosition.withheldLimit)), audit: nil,
            anchor: nil)
        return OutboxOutlook(records: records, position: position)
    }

    func settle(_ settlement: Settlement) {
        let sequences = Set(settlement.confirmed.map(\.sequence))
        let before = unsent.count
        unsent.removeAll { sequences.contains($0.sequence) }
        heard = max(heard, settlement.standing?.answer ?? 0)
        line.confirm(before - unsent.count)
    }

    func pending() -> Int { unsent.count }
    func ledger() -> Ledger { written }
    func close() {}
}

/// What the fleet tells.
enum FleetRecord {
    static func body(_ number: Int64) -> Data {
        (try? ContractJSON.encode(SlipStateBody(slip: number, state: "printed"))) ?? Data()
    }
}
