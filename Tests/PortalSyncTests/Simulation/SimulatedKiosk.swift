import KioskDomain
import PortalContract
import PortalSync

/// One kiosk: what is on its disk, what is only in its memory, and what nobody but the simulation knows.
struct SimulatedKiosk {
    let id: String

    // On the disk.
    var safe: SimulatedJournal
    // In memory.
    var journal: SimulatedJournal
    var boot = 0
    var isDown = false
    var memory = SenderMemory()
    var pauses = Pauses(idle: .seconds(60))
    var rounds: [Int: OutboxRound] = [:]
    var open: Int64?
    /// B0 proofs of the session, by person.
    var proofs: [String: String] = [:]
    var isFenced = false
    var clockError = Duration.zero

    // Known to the simulation only.
    /// Digests of what was acknowledged to a person, by sequence.
    var acknowledged: [Int64: String] = [:]
    var pictures: [SimulatedJournal] = []
    /// The last sequence of the picture that the disk was set back to.
    var pictureEnd: Int64?
    /// Boots from this one on live after the set-back.
    var secondLife = Int.max

    init(id: String) {
        self.id = id
        safe = SimulatedJournal(name: "journal-of-\(id)")
        journal = safe
    }

    /// Power comes back: only the disk is left.
    mutating func start(at now: UnixTime) {
        boot += 1
        isDown = false
        journal = safe
        memory = SenderMemory()
        pauses = Pauses(idle: .seconds(60))
        rounds = [:]
        open = nil
        proofs = [:]
        isFenced = false
        journal.recover(at: now)
        safe = journal
        // What recovery wrote is as good as acknowledged: it is durable.
        if pictureEnd == nil { for sequence in 1..<(journal.last + 1) { acknowledge(sequence) } }
    }

    /// Somebody was told that this is done.
    mutating func acknowledge(_ sequence: Int64) {
        guard acknowledged[sequence] == nil, sequence <= journal.last else { return }
        acknowledged[sequence] = journal.records[Int(sequence) - 1].event.digest
    }
}
