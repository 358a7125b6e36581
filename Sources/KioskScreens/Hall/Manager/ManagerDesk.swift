public import HallQueue
public import KioskDevices
public import KioskDomain

/// What the manager of a centre sees beside the hall itself; answered by the machine that keeps the hall.
public protocol ManagerDesk: Sendable {
    /// What a day in the hall was like; nil for a day that is not kept.
    func report(_ day: CivilDate) async throws(Failure) -> HallReport?
    /// The days before today whose reports are kept, the newest first.
    func reportDays() async throws(Failure) -> [CivilDate]
}
