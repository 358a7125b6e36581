import KioskDomain
import KioskScreens

/// The pages of a manager, beside a scripted hall.
struct PlanPage: Sendable {
    let hall = ScriptedHall()
    let staff = ScriptedStaff()

    func serve(_ body: @escaping @Sendable (Page) async throws -> Void) async throws {
        let site = hall.site(staff: staff, manager: ScriptedManager(hall: hall), gate: try staff.gate())
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), hall: site, body)
    }

    /// Hours as somebody fills them in.
    static let changes = [
        "limited": "on", "day-6": "on", "day-6-from": "10:00", "day-6-to": "15:00", "break-0-from": "13:00",
        "break-0-to": "14:00", "holiday-0-date": "16.12.2025", "holiday-0-name": "Тәуелсіздік күні",
        "holiday-1-date": "31.12.2025", "holiday-1-name": "Қысқа күн", "holiday-1-from": "9:00",
        "holiday-1-to": "13:00", "last": "20",
    ]
}
