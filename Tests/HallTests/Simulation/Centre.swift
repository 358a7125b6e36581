import HallQueue
import KioskDomain
import KioskTestSupport

/// One centre under faults, over a day and a night: a hall, its terminals and a desk, a line that loses answers, machines
/// that are killed, started again and set back to an old picture of their disk, a hall that dies and is taken over from a
/// copy, clocks that are wrong everywhere, midnight. Only durable state survives.
struct Centre {
    /// What one history went through.
    struct Tally {
        var midnights = 0
        var takeOvers = 0
        var reservations = 0
        var breaches = 0
        var calls = 0

        mutating func add(_ other: Tally) {
            midnights += other.midnights
            takeOvers += other.takeOvers
            reservations += other.reservations
            breaches += other.breaches
            calls += other.calls
        }
    }

    /// The hall, and what this side knows of its course.
    struct Course {
        var hall: HallState
        /// First calls as the simulation saw them.
        var firstCalls: [TicketNumber: UnixTime] = [:]
        /// Promises of the open day whose first call came late.
        var lateCalls = 0
    }

    var seed: SplitMix64
    /// The true time; machines know it with an error.
    var now: UnixTime
    var course: Course
    var hallClockError = Duration.zero
    var secondsEast = 5 * 3600
    /// Of the hall machine's disk.
    var pictures: [Course] = []
    /// Files of `kioskctl hall copy`; they outlive the machine.
    var copies: [Course] = []
    /// Days on which a take-over has used the floor up.
    var floored: Set<CivilDate> = []
    var terminals: [String: SimulatedTerminal] = [:]
    var appointments: [Appointment] = []
    var boots = 0
    /// Every number that was ever put on paper, by whom.
    var paper: [TicketNumber: String] = [:]
    var problems: [String] = []
    var tally = Tally()
    /// A set-back is healed when everybody was heard, those left out as well: until then no other machine is set back
    /// (`docs/hall.md`).
    var isHealing = false
    /// Terminals that were set back and have not heard the hall since: until then the hall is not set back, too.
    var unspoken: Set<String> = []

    var hall: HallState {
        get { course.hall }
        set { course.hall = newValue }
    }

    var hallNow: UnixTime { now + hallClockError }

    init(seed: UInt64, terminals names: [String] = ["t1", "t2", "t3", "desk1"]) {
        self.seed = SplitMix64(seed: seed)
        var plan = HallPlan.plain(windows: 3, terminals: Set(names))
        plan.leaseSize = 3
        plan.windows[1].lanes.remove(.reserved)
        plan.windows[2].services = ["card"]
        // Between eight in the morning and eleven at night by the wall of the centre.
        let wall = Int.random(in: 8 * 3600...23 * 3600, using: &self.seed)
        now = UnixTime(milliseconds: Int64(monday.dayNumber * 86_400 + wall - secondsEast) * 1000)
        course = Course(hall: HallState(plan: plan, day: monday))
        for name in names { terminals[name] = SimulatedTerminal(holder: LeaseHolder(terminal: name, boot: "0")) }
    }

    mutating func run(steps: Int) {
        for _ in 0..<steps { step() }
        heal()
    }

    private mutating func step() {
        // Now and then nobody comes for hours, as at night.
        now = now + .seconds(Int.random(in: 1...(seed.chance(2) ? 30_000 : 600), using: &seed))
        tick()
        let name = terminals.keys.sorted().randomElement(using: &seed) ?? ""
        switch Int.random(in: 0..<100, using: &seed) {
        case 0..<24: print(name)
        case 24..<37: reserve(name)
        case 37..<67: sync(name, losesAnswers: true)
        case 67..<70: terminals[name]?.isCut.toggle()
        case 70..<73: setClock(of: name)
        case 73..<75: setHallClock()
        case 75..<80: picture(name)
        case 80..<83: restart(name, setBack: false)
        case 83..<85: restart(name, setBack: true)
        case 85: restartHall(setBack: seed.chance(50))
        case 86: if seed.chance(50) { takeOver() }
        case 87: leaveOut()
        default: call()
        }
        check()
    }

    /// What follows from the hall's clock: the zone, the day.
    mutating func tick() {
        let events = hall.clockEvents(at: hallNow, secondsEast: secondsEast)
        for event in events {
            if case .dayOpened = event { endDay() }
            hall.take([event])
        }
    }

    func day(_ time: UnixTime) -> CivilDate {
        CivilDateTime(wallSeconds: Int(time.milliseconds / 1000) + secondsEast).date
    }

    mutating func fail(_ problem: String) { problems.append(problem) }
}
