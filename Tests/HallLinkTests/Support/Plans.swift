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

extension LeaseReport {
    /// Of a terminal that comes with a hundred numbers of the day, so that slips of them may join without a lease.
    static func knowing(_ terminal: String, epoch: Int64? = nil) -> LeaseReport {
        LeaseReport(
            terminal: terminal, epoch: epoch, highest: [NumberLine(day: NoonClock.day, lane: .general): 100])
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
