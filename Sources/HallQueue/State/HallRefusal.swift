public import KioskDomain

/// Why the hall did not do something. Nothing has changed then.
public enum HallRefusal: Error, Sendable, Hashable {
    /// No such window in the plan, or it is switched off.
    case unknownWindow(Int)
    /// No such service in the plan.
    case unknownService(String)
    /// No such terminal in the plan.
    case unknownTerminal(String)
    /// The window still serves a number.
    case windowBusy(TicketNumber)
    /// The window makes a break.
    case windowPaused(Int)
    /// No such number today.
    case unknownTicket
    /// The number is not where that action starts from, or another window has it.
    case illegal
    /// Blocks are held back until these are heard.
    case unheard(Set<String>)
    /// The terminal's epoch is not the newest: it has to report first.
    case staleEpoch
    /// Two different slips claim one number or one place: the second is kept out and told to the manager.
    case conflict(TicketNumber)
    /// Another plan came into force meanwhile.
    case planChanged
    /// The plan speaks against itself.
    case badPlan([String])
}
