import KioskDomain
import KioskJournal
import PortalContract

/// A line of the list, as the rules want it.
struct FoundReservation {
    var number: String
    var purpose: String
    var state: ReservationState
    var reservation: Reservation
    /// The slip that this terminal gave for it.
    var given: SlipRecord?

    /// When this terminal gave the first slip; nil too where that was another terminal's, whose number ours then carries.
    var firstSlipHere: UnixTime? { given.flatMap { $0.copyOf == nil ? $0.issuedAt : nil } }

    /// Nil for no line, and for one whose time cannot be read.
    init?(_ line: ListedReservation?, _ iin: IIN, centre: String, on day: CivilDate) {
        guard let line, line.state != .cancelled, let time = CivilTime(iso: line.time) else { return nil }
        (number, purpose, state) = (line.number, line.purpose, line.state)
        // Region and creation day stay with the portal: a terminal needs neither.
        reservation = Reservation(
            number: line.number, iin: iin, region: "", centre: centre, purpose: line.purpose,
            slot: CivilDateTime(day, time), created: day)
    }
}
