/// The module accessory: what the program itself can do.
enum AccessoryRequest {
    private static let modules: [Module] = [.accessory, .commonUtils, .basics]

    static func read(_ request: JSONValue, _ page: Page, _ envelope: CommonUtilsEnvelope) -> Request {
        switch request["method"]?.string {
        case "showSettings": Request(.showSettings(page), .commonUtils(envelope))
        // We have no bundles to manage, so the question is answered and nothing is shown.
        case "showBundleManager": Request(.answer(envelope.success(nil)), .commonUtils(envelope))
        case "getBundles": Request(.answer(bundles(envelope.echo)))
        case "getServices": Request(.answer(services(envelope.echo)))
        default: Request(.answer(.moduleNotFound))
        }
    }

    /// Names and versions as one flat object, as pages read it.
    private static func bundles(_ echo: Echo) -> Reply {
        Reply(.object(modules.map { ($0.rawValue, .string("1.4")) } + echo.members))
    }

    private static func services(_ echo: Echo) -> Reply {
        Reply(.object([("services", .array(modules.map { .string($0.rawValue) }))] + echo.members))
    }
}
