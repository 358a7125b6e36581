import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskScreens

/// The reports of a scripted hall: today as it stands, and one day before.
struct ScriptedManager: HallReports {
    let hall: ScriptedHall
    static let yesterday = CivilDate.literal(2025, 11, 20)

    func report(_ day: CivilDate) async throws(Failure) -> HallReport? {
        switch day {
        case ScriptedHall.day: hall.hall.reportAtEnd(hall.now)
        case Self.yesterday: HallReport(day: day)
        default: nil
        }
    }

    func reportDays() async throws(Failure) -> [CivilDate] { [Self.yesterday] }
}
