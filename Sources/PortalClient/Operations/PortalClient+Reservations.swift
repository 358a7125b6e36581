import HTTPTypes
public import KioskDomain
public import PortalContract

extension PortalClient {
    /// What the terminals of a centre need of one day (RULES Q3, Q9).
    public func reservations(centre: String, day: CivilDate) async throws(PortalError) -> ReservationList {
        guard CentreCode.isValid(centre) else { throw PortalError(.portalRequest, "not the code of a centre") }
        return try await perform(
            Call(.get, "\(PortalRoute.reservations)?centre=\(centre)&day=\(day)"), as: ReservationList.self)
    }

    /// Makes a reservation as a person would on the portal's pages; demonstration mode only. Needs no identity.
    public func reserve(_ request: ReservationRequest) async throws(PortalError) -> ReservationRecord {
        try await perform(
            Call(.post, PortalRoute.demonstrationReservations, idempotent: false, line: .open).sending(request),
            as: ReservationRecord.self)
    }

    /// Takes a reservation back; demonstration mode only. Needs no identity.
    public func cancelReservation(_ number: String) async throws(PortalError) -> ReservationRecord {
        try await perform(
            Call(.put, PortalRoute.cancellation(number), line: .open), as: ReservationRecord.self)
    }
}
