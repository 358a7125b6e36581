import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync

/// What the journal keeps, as one value: a transaction is a copy that replaces it. The rules are those of the real one; its
/// SQL has crash tests of its own.
struct SimulatedJournal {
    enum State: Hashable {
        case pending, sent
        case refused(String)
    }

    struct Record {
        var event: KioskEvent
        var lane: Lane
        var state: State
        /// The portal has held it, whatever it says now.
        var wasSent = false
    }

    struct Attempt {
        var iin: String
        var outcome: AttemptOutcome?
    }

    let name: String
    var heard: Int64 = 0
    var era: String?
    /// By sequence, the first being 1.
    var records: [Record] = []
    var attempts: [Int64: Attempt] = [:]
    /// Hashes of the audit chain.
    var links: [String] = []
    var anchor: Int64?
    var alarms: Set<FailureCode> = []

    var last: Int64 { Int64(records.count) }
    var pending: Int { records.reduce(0) { $0 + ($1.state == .pending ? 1 : 0) } }

    mutating func enqueue(_ type: KioskEventType, _ body: some Encodable, _ lane: Lane?, at now: UnixTime) {
        let sequence = last + 1
        let event = KioskEvent(
            sequence: sequence, type: type, body: (try? ContractJSON.encode(body)) ?? Data(), demonstration: false)
        records.append(Record(event: event, lane: lane ?? .record(sequence), state: .pending))
        link("\(event.digest)\(now.milliseconds)")
    }

    private mutating func link(_ text: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in ((links.last ?? name) + text).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        links.append(String(hash, radix: 16))
    }

    mutating func openAttempt(_ iin: String, proof: String, at now: UnixTime) -> Int64 {
        let sequence = last + 1
        attempts[sequence] = Attempt(iin: iin)
        enqueue(
            .attemptOpened,
            AttemptOpenedBody(attempt: sequence, iin: iin, proof: proof, openedAtMilliseconds: now.milliseconds),
            .person(Array(iin.utf8)), at: now)
        return sequence
    }

    mutating func closeAttempt(_ sequence: Int64, _ outcome: AttemptOutcome, at now: UnixTime) {
        guard let attempt = attempts[sequence], attempt.outcome == nil else { return }
        attempts[sequence]?.outcome = outcome
        enqueue(
            .attemptClosed,
            AttemptClosedBody(
                attempt: sequence, outcome: outcome, closedAtMilliseconds: now.milliseconds, evidence: nil),
            .person(Array(attempt.iin.utf8)), at: now)
    }

    /// As the real one at start: what is open was cut off.
    mutating func recover(at now: UnixTime) {
        for sequence in attempts.keys.sorted() where attempts[sequence]?.outcome == nil {
            closeAttempt(sequence, .technicalError, at: now)
        }
    }

    func outlook(_ request: BatchRequest, at now: UnixTime) -> OutboxOutlook {
        var filler = BatchFiller(request)
        var picked: [OutboxRecord] = []
        var withheld: [RecordMark] = []
        filling: for record in records where record.state == .pending {
            switch filler.offer(record.lane, bytes: record.event.body.count) {
            case .taken: picked.append(OutboxRecord(event: record.event, lane: record.lane))
            case .passed: withheld.append(RecordMark(sequence: record.event.sequence, digest: record.event.digest))
            case .full: break filling
            }
        }
        let position = JournalPosition(
            journal: name, last: last, heard: heard, era: era, saidAtMilliseconds: now.milliseconds,
            withheld: withheld.isEmpty ? nil : withheld,
            audit: head(Int64(links.count)), anchor: anchor.flatMap(head))
        return OutboxOutlook(records: picked, position: position)
    }

    private func head(_ index: Int64) -> AuditHeadBody? {
        link(at: index).map { AuditHeadBody(index: index, hash: $0) }
    }

    private func link(at index: Int64) -> String? {
        index > 0 && index <= links.count ? links[Int(index) - 1] : nil
    }

    mutating func settle(_ settlement: Settlement) {
        for confirmation in settlement.confirmed {
            let index = Int(confirmation.sequence) - 1
            guard records.indices.contains(index), records[index].event.digest == confirmation.digest,
                records[index].state == .pending
            else { continue }
            records[index].state = .sent
            records[index].wasSent = true
        }
        for refusal in settlement.refused {
            let index = Int(refusal.sequence) - 1
            guard records.indices.contains(index), records[index].state == .pending else { continue }
            records[index].state = .refused(refusal.code)
        }
        guard let standing = settlement.standing else { return }
        let conclusion = StandingRule.judge(standing, era: era) { link(at: $0) }
        if let found = conclusion.anchor, conclusion.offersAgain || found.index > anchor ?? 0 {
            anchor = found.index
        }
        alarms.formUnion(conclusion.alarms)
        if conclusion.offersAgain || standing.answer > heard { (heard, era) = (standing.answer, standing.era) }
        guard conclusion.offersAgain else { return }
        for index in records.indices where records[index].state == .sent { records[index].state = .pending }
    }
}
