public import Hummingbird
public import KioskDevices
import KioskDomain

/// Everything that is served to browsers at the kiosk: citizen screen, operator page, hall board, and the JSON twin of the
/// citizen screen for scripts.
///
/// - Parameters:
///   - consents: for machines where portal pages may ask for signatures: the consent screen at `/consent`.
///   - sites: for desks: the operator's rules for sites at `/operator/sites`.
///   - hall: the pages of the hall that this machine has.
/// - Throws: `configuration.invalid` when the templates or assets cannot be read.
public func screenRouter(
    host: any ScreenHost, options: ScreenOptions, consents: (any ConsentDesk)? = nil, sites: (any SiteDesk)? = nil,
    hall: HallSite? = nil
) throws(Failure) -> Router<ScreenContext> {
    let (router, pages) = try servedPages(options) { await host.snapshot().session.stage.language ?? .kazakh }
    let token = ScreenToken.random()
    if let voice = options.voice {
        VoiceRoutes(voice: voice, host: host, consents: consents, pages: pages).add(to: router)
    }
    KioskRoutes(host: host, pages: pages, options: options).add(to: router)
    EventRoutes(host: host, pages: pages, options: options).add(to: router)
    PreviewRoute(host: host, options: options).add(to: router)
    PortraitRoutes(host: host).add(to: router)
    let ground = DeskGround(host: host, hall: hall, consents: consents, hasSites: sites != nil)
    OperatorRoutes(host: host, pages: pages, options: options, token: token, ground: ground).add(to: router)
    if let hall {
        DeskRoutes(host: host, site: hall, pages: pages, options: options, token: token, ground: ground)
            .add(to: router)
        add(hall, to: router, pages, options) {
            let card = await host.operatorSeat().session.operatorCard
            return card.flatMap { $0.duties.contains(.manager) ? $0.name : nil }
        }
    }
    if let consents { ConsentRoutes(desk: consents, host: host, pages: pages, options: options).add(to: router) }
    if let sites { SiteRoutes(desk: sites, pages: pages, ground: ground).add(to: router) }
    return router
}

/// What is served to browsers at the machine that keeps the hall and has no screen for citizens: board and manager.
///
/// - Throws: `configuration.invalid` when the templates or assets cannot be read.
public func hallRouter(_ hall: HallSite, options: ScreenOptions) throws(Failure) -> Router<ScreenContext> {
    let (router, pages) = try servedPages(options) { .russian }
    add(hall, to: router, pages, options) { nil }
    return router
}

private func add(
    _ hall: HallSite, to router: Router<ScreenContext>, _ pages: ScreenPages, _ options: ScreenOptions,
    manager: @escaping @Sendable () async -> String?
) {
    BoardRoutes(site: hall, pages: pages, options: options).add(to: router)
    let door = StaffDoor(site: hall, pages: pages, token: .random(), manager: manager)
    StaffRoutes(site: hall, pages: pages, door: door).add(to: router)
    guard let manager = hall.manager else { return }
    ManagerRoutes(site: hall, pages: pages, options: options, door: door).add(to: router)
    ReportRoutes(site: hall, pages: pages, door: door, desk: manager).add(to: router)
}

/// What all routers have: guards, assets, and the sign of life.
private func servedPages(
    _ options: ScreenOptions, language: @escaping @Sendable () async -> Language
) throws(Failure) -> (Router<ScreenContext>, ScreenPages) {
    let resources = try ScreenResources(folder: options.resourceFolder)
    let router = Router(context: ScreenContext.self)
    router.add(middleware: SecurityHeaders())
    router.add(middleware: FailureAnswers(language: language))
    router.add(middleware: OriginGuard(additionalHosts: options.additionalHosts))
    AssetRoutes(assets: resources.assets).add(to: router)
    router.get("healthz") { _, _ in Response.json(["status": "ok"]) }
    return (router, ScreenPages(templates: resources.templates, offersVoice: options.voice != nil))
}
