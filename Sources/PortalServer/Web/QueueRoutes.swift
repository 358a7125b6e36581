import Hummingbird
import PortalContract

extension PortalRoutes {
    /// Reservations for terminals, the page of a slip, and what demonstration people do about reservations.
    func addQueue(_ table: RouteTable) {
        let services = services
        table.on(.reservations) { request, context in
            let query = request.uri.queryParameters
            return try Response.json(
                try await services.reservations.list(
                    centre: String(query["centre"] ?? ""), day: String(query["day"] ?? ""),
                    kiosk: context.requireKiosk()))
        }
        table.on(.ticketStatus) { request, context in
            try await services.ticketPage.show(
                token: try context.parameters.require("token"), language: TicketPage.language(of: request),
                address: context.address)
        }
        table.on(.reserve) { request, _ in
            let record = try await services.reservations.reserve(try await request.contract(ReservationRequest.self))
            return try Response.json(record, status: .created)
        }
        table.on(.cancelReservation) { _, context in
            try Response.json(try await services.reservations.cancel(try context.parameters.require("number")))
        }
    }
}
