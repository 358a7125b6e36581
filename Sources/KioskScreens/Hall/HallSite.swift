public import HallContract
public import KioskDomain

/// What the pages of the hall show and do: the board for everybody, the desk for operators, the pages of manager and staff.
public struct HallSite: Sendable {
    /// The hall, on this machine or elsewhere.
    public var hall: any HallPort
    /// Name of the Public Service Centre, on the board.
    public var pscName: Localised
    /// Names of the services by their codes.
    public var services: [QueuePurpose]
    /// RULES R1: said on the pages.
    public var isDemonstration: Bool
    /// The trusted clock of this machine, and what the centre's wall shows at a time.
    public var clock: Clock
    /// This machine's name at the hall.
    public var name: String
    /// The window of the operator who sits here; nil where the page asks.
    public var window: Int?
    /// What the staff can do at this machine; nil where it has no devices of its own.
    public var staff: (any StaffDesk)?
    /// The reports of the hall, where the manager's pages are: at the machine that keeps it and at a manager's own.
    public var manager: (any HallReports)?
    /// The door to the pages of staff and manager; nil while no staff PIN is configured.
    public var gate: StaffGate?

    /// Time, as the pages need it.
    public struct Clock: Sendable {
        /// Now.
        public var now: @Sendable () -> UnixTime
        /// The wall of the centre at a time.
        public var wall: @Sendable (UnixTime) -> CivilDateTime

        /// Memberwise.
        public init(
            now: @escaping @Sendable () -> UnixTime, wall: @escaping @Sendable (UnixTime) -> CivilDateTime
        ) {
            self.now = now
            self.wall = wall
        }
    }

    /// Memberwise; what a machine does not have stays nil.
    public init(
        hall: any HallPort, pscName: Localised, services: [QueuePurpose], isDemonstration: Bool, clock: Clock,
        name: String, window: Int? = nil, staff: (any StaffDesk)? = nil, manager: (any HallReports)? = nil,
        gate: StaffGate? = nil
    ) {
        self.hall = hall
        self.pscName = pscName
        self.services = services
        self.isDemonstration = isDemonstration
        self.clock = clock
        self.name = name
        self.window = window
        self.staff = staff
        self.manager = manager
        self.gate = gate
    }

    /// False while the line to the hall's machine is cut.
    var isInTouch: Bool { hall.silence.map { $0 < Self.patience } ?? false }

    private static let patience = Duration.seconds(10)

    /// What the centre's wall shows now, as milliseconds since 1970 would be if the wall were in UTC.
    var wallMilliseconds: Int64 {
        let wall = clock.wall(clock.now())
        return (Int64(wall.date.dayNumber) * 86_400 + Int64(wall.time.secondOfDay)) * 1000
    }

    /// As people know the service; its code where the configuration has no name.
    func serviceName(_ id: String) -> Localised {
        services.first { $0.id == id }?.name ?? Localised(kk: id, ru: id, en: id)
    }

    /// `HH:MM` on the wall.
    func minute(_ time: UnixTime) -> String { clock.wall(time).time.hoursAndMinutes }
}
