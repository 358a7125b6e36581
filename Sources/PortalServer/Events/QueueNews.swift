import KioskDomain
import PortalContract
import SQLAccess

/// What terminals and halls tell of slips and reservations. Each event stands for itself, in whatever order they come.
enum QueueNews {
    /// - Throws: ``PortalProblem`` `portal.other-centre`.
    static func take(
        _ event: KioskEvent, of kiosk: EnrolledKiosk, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        switch event.type {
        case .ticketIssued:
            guard let body = try? ContractJSON.decode(TicketIssuedBody.self, from: event.body) else {
                return .portalRequest
            }
            if let centre = body.centre { try kiosk.require(centre) }
            return try TicketRow.issued(database, body, today: PortalCalendar.day(of: now))
        case .ticketCalled: return try told(event, .called, kiosk, database, now)
        case .ticketWaiting: return try told(event, .waiting, kiosk, database, now)
        case .ticketClosed: return try told(event, .closed, kiosk, database, now)
        case .reservationUsed: return try changed(event, .used, kiosk, database, now)
        case .reservationVoided: return try changed(event, .void, kiosk, database, now)
        default: return nil
        }
    }

    private static func told(
        _ event: KioskEvent, _ state: TicketRow.State, _ kiosk: EnrolledKiosk, _ database: any SQLTransaction,
        _ now: UnixTime
    ) throws -> FailureCode? {
        guard let body = try? ContractJSON.decode(TicketToldBody.self, from: event.body) else { return .portalRequest }
        try kiosk.require(body.centre)
        return try TicketRow.told(database, body, state, today: PortalCalendar.day(of: now))
    }

    private static func changed(
        _ event: KioskEvent, _ state: ReservationState, _ kiosk: EnrolledKiosk, _ database: any SQLTransaction,
        _ now: UnixTime
    ) throws -> FailureCode? {
        guard let body = try? ContractJSON.decode(ReservationChangedBody.self, from: event.body) else {
            return .portalRequest
        }
        if let centre = try ReservationRow.centre(database, of: body.reservation) {
            try kiosk.require(centre)
            try ReservationRow.change(database, body.reservation, to: state, at: now)
        }
        return nil
    }
}
