import KioskDomain
import KioskTestSupport
import PortalContract
import PortalSync

/// Kiosks and a portal under faults: a line that loses, delays up to 200 s, doubles and reorders; answers cut short; resets;
/// 5xx before and after the work; disks that lose what was not synced or are full; crashes; one set-back in some histories,
/// of a kiosk's disk or of the portal's database. The same seed is the same history.
struct Country {
    enum Message {
        case batch(EventBatch)
        case opening(AttemptOpenedBody)
    }

    enum Answer {
        case receipts(EventReceipts)
        case opened(FailureCode?)
        case failure(RoundFailure)
    }

    enum Happening {
        case work(Int)
        case round(Int, boot: Int)
        case arrival(Message, kiosk: Int, boot: Int, round: Int, life: Int)
        case answer(Answer, kiosk: Int, boot: Int, round: Int, life: Int?)
        case attemptEnds(Int, boot: Int, sequence: Int64)
        case restart(Int)
        case portalSetBack(SimulatedPortal.Tables)
    }

    var seed: SplitMix64
    var timeline = Timeline<Happening>(start: UnixTime(milliseconds: 1_770_000_000_000))
    var kiosks: [SimulatedKiosk]
    let portal: SimulatedPortal
    let broken: BrokenRule?
    var worksLeft: Int
    var hasFaults = true
    /// At most one set-back a history: which.
    let setsBackKiosk: Bool
    let setsBackPortal: Bool
    var isSetBackPlanned = false
    /// Kiosks start with any clock and have the right one after a while.
    let hasWrongClocks: Bool
    /// A database is put back while the portal is down, for longer than any kiosk waits: nothing of before comes after.
    var portalLife = 0
    var portalWasSetBack = false
    /// The kiosk that was set back was heard before the portal held more of its first life: nobody could know.
    var secondLifeBegan = false
    var rounds = 0
    var problems: [String] = []
    static let people = ["p1", "p2", "p3"]

    init(seed start: UInt64, broken: BrokenRule? = nil, kiosks count: Int = 2, works: Int = 50) {
        seed = SplitMix64(seed: start)
        self.broken = broken
        portal = SimulatedPortal(broken: broken)
        kiosks = (0..<count).map { SimulatedKiosk(id: "k\($0)") }
        worksLeft = works
        let fate = Int.random(in: 0..<100, using: &seed)
        setsBackKiosk = fate < 20
        setsBackPortal = (20..<40).contains(fate)
        hasWrongClocks = fate % 3 == 2
        for index in 0..<count {
            timeline.plan(in: Int64(index), .work(index))
            timeline.plan(in: Int64(index), .round(index, boot: 0))
        }
    }

    mutating func run() {
        while worksLeft > 0, let happening = timeline.next() { handle(happening) }
        heal()
        check()
    }

    /// All lines and disks are mended; nothing new happens; everything drains.
    private mutating func heal() {
        hasFaults = false
        for index in kiosks.indices where kiosks[index].isDown { restart(index) }
        let end = timeline.now + 4 * 86_400_000
        // Long enough for a kiosk with nothing to send to say where it stands, and to hear that the portal forgot.
        let least = timeline.now + 1_800_000
        while timeline.now < end, timeline.now < least || !isDrained, let happening = timeline.next() {
            handle(happening)
        }
        if !isDrained { problems.append("not drained: \(kiosks.map(\.journal.pending))") }
        // What is still under way must do no harm.
        let settled = timeline.now + 300_000
        while timeline.now < settled, let happening = timeline.next() { handle(happening) }
    }

    private var isDrained: Bool {
        kiosks.allSatisfy { kiosk in
            kiosk.isFenced || (kiosk.journal.pending == 0 && kiosk.open == nil && !kiosk.isDown)
        }
    }

    private mutating func handle(_ happening: Happening) {
        switch happening {
        case .work(let index): work(index)
        case .round(let index, let boot):
            guard kiosks[index].boot == boot, !kiosks[index].isDown else { return }
            startRound(index)
        case .arrival(let message, let index, let boot, let round, let life):
            // A portal that was started again takes nothing that was sent before.
            if life == portalLife { arrive(message, index, boot, round) }
        case .answer(let answer, let index, let boot, let round, let life):
            guard kiosks[index].boot == boot, !kiosks[index].isDown, life ?? portalLife == portalLife else { return }
            hear(answer, index, round)
        case .attemptEnds(let index, let boot, let sequence):
            guard kiosks[index].boot == boot, !kiosks[index].isDown else { return }
            endAttempt(index, sequence)
        case .restart(let index): if kiosks[index].isDown { restart(index) }
        case .portalSetBack(let tables):
            guard hasFaults else { return }
            portal.tables = tables
            portalLife += 1
            portalWasSetBack = true
        }
    }

    /// What attempts go by: kiosk and portal have compared their clocks.
    func clock(_ index: Int) -> UnixTime { timeline.time + .milliseconds(index * 400) }

    /// What the machine believes.
    func ownClock(_ index: Int) -> UnixTime { clock(index) + kiosks[index].clockError }

    private mutating func anyClock() -> Duration {
        guard hasWrongClocks, hasFaults else { return .zero }
        let year = Duration.seconds(365 * 86_400)
        return [.zero, year, .zero - year, .seconds(540), .zero - .seconds(540)].randomElement(using: &seed) ?? .zero
    }

    /// One durable transaction; false when it was not acknowledged.
    mutating func commit(_ index: Int, _ body: (inout SimulatedJournal) -> Void) -> Bool {
        let fate = hasFaults ? Int.random(in: 0..<1000, using: &seed) : 999
        if fate < 5 { return false }  // The disk is full: nothing was written.
        body(&kiosks[index].journal)
        if fate < 15 {
            // Power fails between write and sync: the record may be there afterwards or not.
            if seed.chance(50) { kiosks[index].safe = kiosks[index].journal }
            crash(index)
            return false
        }
        if broken != .acknowledgesBeforeSync || fate < 500 { kiosks[index].safe = kiosks[index].journal }
        return true
    }

    mutating func crash(_ index: Int) {
        kiosks[index].isDown = true
        timeline.plan(in: .random(in: 1_000...120_000, using: &seed), .restart(index))
    }

    private mutating func restart(_ index: Int) {
        if hasFaults, setsBackKiosk, index == 0, kiosks[0].pictureEnd == nil, seed.chance(60),
            let picture = kiosks[0].pictures.randomElement(using: &seed)
        {
            kiosks[0].safe = picture
            kiosks[0].pictureEnd = picture.last
            kiosks[0].secondLife = kiosks[0].boot + 1
        }
        kiosks[index].clockError = anyClock()
        kiosks[index].start(at: ownClock(index))
        timeline.plan(in: 100, .round(index, boot: kiosks[index].boot))
    }
}
