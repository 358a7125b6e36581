import Hummingbird
import KioskDomain
import PortalContract

extension PortalRoutes {
    /// What arrived, for the portal's own operator: open at a demonstration portal only, where nobody's data are anybody's; at
    /// the port for machines always, for the roles of the fleet page.
    func addArrivals(_ table: RouteTable) {
        let page = services.arrivalsPage
        let team: Set<KioskRole> = [.technician, .admin]
        let style: RouteTable.Body = { _, _ in
            Response.bytes(PackageResources.fleet_css, type: "text/css; charset=utf-8")
        }
        table.page(ArrivalsPage.path, for: team) { request, _ in
            try await page.show(ArrivalsWish(request), home: ("/fleet", FleetTexts.title))
        }
        table.page(ArrivalsPage.stylePath, for: team, style)
        guard services.demonstration else { return }
        table.page(ArrivalsPage.path) { request, _ in
            try await page.show(ArrivalsWish(request), home: ("/", ArrivalTexts.home))
        }
        table.page(ArrivalsPage.stylePath, style)
    }
}
