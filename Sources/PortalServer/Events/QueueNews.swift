import KioskDomain
import PortalContract
import SQLAccess

/// What terminals and halls tell of slips and reservations. Each event stands for itself, in whatever order they come.
enum QueueNews {
    static func take(_ event: KioskEvent, _ database: any SQLTransaction, _ now: UnixTime) throws -> FailureCode? {
        switch event.type {
        case .ticketIssued:
            guard let body = try? ContractJSON.decode(TicketIssuedBody.self, from: event.body) else {
                return .portalRequest
            }
            return try TicketRow.issued(database, body, today: PortalCalendar.day(of: now))
        case .ticketCalled: return try told(event, .called, database, now)
        case .ticketWaiting: return try told(event, .waiting, database, now)
        case .ticketClosed: return try told(event, .closed, database, now)
        case .reservationUsed: return try changed(event, .used, database, now)
        case .reservationVoided: return try changed(event, .void, database, now)
        default: return nil
        }
    }

    private static func told(
        _ event: KioskEvent, _ state: TicketRow.State, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        guard let body = try? ContractJSON.decode(TicketToldBody.self, from: event.body) else { return .portalRequest }
        return try TicketRow.told(database, body, state, today: PortalCalendar.day(of: now))
    }

    private static func changed(
        _ event: KioskEvent, _ state: ReservationState, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        guard let body = try? ContractJSON.decode(ReservationChangedBody.self, from: event.body) else {
            return .portalRequest
        }
        try ReservationRow.change(database, body.reservation, to: state, at: now)
        return nil
    }
}
