public import Hummingbird
public import KioskDevices

/// Everything that is served to browsers at the kiosk: citizen screen, operator page, hall board, and the JSON twin of the
/// citizen screen for scripts.
///
/// - Parameters:
///   - consents: for machines where portal pages may ask for signatures: the consent screen at `/consent`.
///   - sites: for desks: the operator's rules for sites at `/operator/sites`.
/// - Throws: `configuration.invalid` when the templates or assets cannot be read.
public func screenRouter(
    host: any ScreenHost, options: ScreenOptions, consents: (any ConsentDesk)? = nil, sites: (any SiteDesk)? = nil
) throws(Failure) -> Router<ScreenContext> {
    let resources = try ScreenResources(folder: options.resourceFolder)
    let pages = ScreenPages(templates: resources.templates)
    let router = Router(context: ScreenContext.self)
    router.add(middleware: SecurityHeaders())
    router.add(middleware: FailureAnswers(host: host))
    router.add(middleware: OriginGuard(additionalHosts: options.additionalHosts))
    KioskRoutes(host: host, pages: pages, options: options).add(to: router)
    EventRoutes(host: host, pages: pages, options: options).add(to: router)
    PreviewRoute(host: host, options: options).add(to: router)
    BoardRoutes(host: host, pages: pages, options: options).add(to: router)
    OperatorRoutes(host: host, pages: pages, options: options).add(to: router)
    if let consents { ConsentRoutes(desk: consents, host: host, pages: pages, options: options).add(to: router) }
    if let sites { SiteRoutes(desk: sites, pages: pages).add(to: router) }
    AssetRoutes(assets: resources.assets).add(to: router)
    router.get("healthz") { _, _ in Response.json(["status": "ok"]) }
    return router
}
