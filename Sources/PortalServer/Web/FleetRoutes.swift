import Hummingbird
import PortalContract

extension PortalRoutes {
    /// All machines for people.
    func addFleet(_ table: RouteTable) {
        let services = services
        let team: Set<KioskRole> = [.technician, .admin]
        table.page("/fleet", for: team) { request, context in
            let mayLift = try context.requireKiosk().roles.contains(.admin)
            return try await services.fleetPage.show(FleetWish(request), mayLift: mayLift)
        }
        table.page("/fleet/events", for: team) { request, _ in try services.fleetEvents.stream(request) }
        table.page("/fleet/fleet.css", for: team) { _, _ in
            Response.bytes(PackageResources.fleet_css, type: "text/css; charset=utf-8")
        }
        table.page("/fleet/fleet.js", for: team) { _, _ in
            Response.bytes(PackageResources.fleet_js, type: "text/javascript; charset=utf-8")
        }
        table.on(.fleet) { _, _ in try Response.json(try await services.fleet.summary()) }
        table.on(.fleetKiosks) { request, _ in
            let query = request.uri.queryParameters
            return try Response.json(
                try await services.fleet.kiosks(
                    after: String(query["after"] ?? ""),
                    state: query["state"].flatMap { KioskState(rawValue: String($0)) },
                    centre: query["centre"].map { String($0) }))
        }
        table.on(.fleetSamples) { request, _ in
            let hours = request.uri.queryParameters["hours"].flatMap { Int64($0) } ?? 24
            return try Response.json(try await services.sampler.samples(hours: hours))
        }
    }
}
