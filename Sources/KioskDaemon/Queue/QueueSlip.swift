import HallContract
import KioskDomain
import KioskJournal
import KioskScreens

/// A number of the queue whose paper is still to come, with all that stands on it.
struct QueueSlip: Sendable {
    /// The durable record; its `copyOf` says that the number was given before (Q7).
    var slip: SlipRecord
    /// What the person comes for.
    var purpose: QueuePurpose
    /// Where it stands in the hall; nil while the hall does not know it.
    var place: TicketPlace?
    /// Time of the appointment, with a reservation.
    var appointment: CivilTime?
    /// The promise (Q3), with a reservation.
    var callBy: CivilTime?
    /// Given without the portal (Q9).
    var isProvisional = false
    /// Where the slip's QR code leads: the portal's public page of this number.
    var statusLink: String

    /// Its lane (Q3, Q5, Q6).
    var lane: TicketLane { slip.ticket?.lane ?? .general }
    /// The same number was given before.
    var isCopy: Bool { slip.copyOf != nil }
}
