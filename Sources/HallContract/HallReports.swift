public import HallQueue
public import KioskDevices
public import KioskDomain

/// The reports of a hall's days: kept by the machine of the hall, read by managers.
public protocol HallReports: Sendable {
    /// What a day in the hall was like; nil for a day that is not kept.
    func report(_ day: CivilDate) async throws(Failure) -> HallReport?
    /// The days before today whose reports are kept, the newest first.
    func reportDays() async throws(Failure) -> [CivilDate]
}
