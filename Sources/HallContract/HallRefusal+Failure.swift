public import HallQueue
public import KioskDevices
import KioskDomain

extension Failure {
    /// A refusal of the hall, as whoever asked is told.
    public init(_ refusal: HallRefusal) {
        switch refusal {
        case .unknownWindow(let number): self.init(.windowUnknown, "window \(number) is not in the plan, or off")
        case .unknownService(let service): self.init(.serviceUnknown, "service \(service) is not in the plan")
        case .unknownTerminal(let name): self.init(.hallRefused, "\(name) is not a terminal of the plan")
        case .windowBusy(let number): self.init(.windowBusy, "the window still serves \(number)")
        case .windowPaused(let number): self.init(.windowPaused, "window \(number) makes a break")
        case .unknownTicket: self.init(.ticketUnknown, "no such number today")
        case .illegal: self.init(.hallNotPossible, "the number is not where this action starts from")
        case .unheard(let names):
            self.init(.numbersWithheld, "not heard yet: \(names.sorted().joined(separator: ", "))")
        case .staleEpoch: self.init(.numbersWithheld, "the terminal has to report first")
        case .conflict(let number): self.init(.hallNotPossible, "two slips claim the number \(number)")
        case .planChanged: self.init(.hallPlanChanged, "another plan came into force meanwhile")
        case .badPlan(let problems): self.init(.hallPlanInvalid, problems.joined(separator: "; "))
        }
    }
}
