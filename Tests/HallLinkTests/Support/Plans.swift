import HallQueue
import KioskDomain

extension HallPlan {
    /// One service, every window serves everybody.
    static func plain(
        windows: Int = 2, terminals: Set<String> = ["T1", "T2"], leaseSize: Int = 20
    ) -> HallPlan {
        HallPlan(
            services: [Service(id: "eds")],
            windows: (1...windows).map { Window(number: $0, services: ["eds"], lanes: Set(TicketLane.allCases)) },
            terminals: terminals, leaseSize: leaseSize)
    }
}

/// A slip of the day as a terminal reports it.
func slip(_ terminal: String, _ number: Int, epoch: Int64 = 1) throws -> IssuedTicket {
    guard let number = TicketNumber(day: NoonClock.day, lane: .general, number: number) else {
        throw Problem("no number")
    }
    return IssuedTicket(
        terminal: terminal, epoch: epoch, sequence: Int64(number.number), number: number, service: "eds",
        issuedAt: NoonClock().now())
}

/// Something that a test could not do.
struct Problem: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
