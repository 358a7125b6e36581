import HallContract
import HallQueue
import KioskDomain
import KioskScreens
import KioskTime

/// Which services give no slip now, and when they do again, for the citizen's screen.
struct ClosingWatch: Sendable {
    let hall: any HallPort
    /// What the hall said last to this terminal, which may not see the plan.
    let greeting: @Sendable () -> HallGreeting?
    let clock: TrustedClock
    let zone: CentreZone
    let purposes: [QueuePurpose]

    /// Nil while the service gives slips, and while nothing is known of the hall.
    func closing(_ service: String) -> HallClosing? {
        let wall = zone.civil(clock.now())
        if let view = hall.view { return view.plan.closing(of: service, at: wall) }
        return greeting()?.closing(of: service, at: wall)
    }

    /// By the purpose's name, in words.
    var closings: [String: Localised] {
        let today = zone.day(clock.now())
        return purposes.reduce(into: [:]) { found, purpose in
            found[purpose.id] = closing(purpose.id)?.text(today: today)
        }
    }

    /// Shows them, and looks again as the time goes on.
    func run(_ show: @Sendable ([String: Localised]) async -> Void) async {
        while !Task.isCancelled {
            await show(closings)
            try? await Task.sleep(for: .seconds(5))
        }
    }
}
