import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime

/// The reports of the hall that this machine keeps.
struct ManagerWork: HallReports {
    let journal: Journal
    let clock: TrustedClock

    func report(_ day: CivilDate) async throws(Failure) -> HallReport? {
        do throws(JournalError) {
            return try await journal.hallReport(day, at: clock.now())
        } catch {
            throw Failure(error)
        }
    }

    func reportDays() async throws(Failure) -> [CivilDate] {
        do throws(JournalError) {
            return try await journal.hallReportDays()
        } catch {
            throw Failure(error)
        }
    }
}
