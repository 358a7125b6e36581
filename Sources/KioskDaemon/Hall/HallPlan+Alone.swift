import HallQueue
import KioskDomain
import KioskScreens

extension HallPlan {
    /// A kiosk that is its own hall: one terminal, nine windows that serve everybody.
    static func alone(terminal: String, purposes: [QueuePurpose]) -> HallPlan {
        HallPlan(
            services: purposes.map { Service(id: $0.id) },
            windows: (1...9).map {
                Window(number: $0, services: Set(purposes.map(\.id)), lanes: Set(TicketLane.allCases))
            }, terminals: [terminal])
    }
}
