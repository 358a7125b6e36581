import Hummingbird
import KioskDevices
import KioskDomain
import NCALayer
import NIOCore

/// The operator's page of sites: plain forms, as the rest of the desk.
struct SiteRoutes {
    let desk: any SiteDesk
    let pages: ScreenPages
    let ground: DeskGround
    /// Proves that a form comes from our own page; new with every start.
    private let token = ScreenToken.random()

    func add(to router: Router<ScreenContext>) {
        router.get("operator/sites") { request, _ in
            let asked = request.uri.queryParameters["lang"].map { String($0) }
            return await answer(asked.flatMap { Language(rawValue: $0) } ?? .russian, failure: nil)
        }
        router.post("operator/sites") { request, context in
            let form = try await form(request, context)
            do {
                guard let origin = PageOrigin(name: form.origin), form.permission.isEmpty || permission(form) != nil
                else {
                    throw Failure(.doorRequest, "origin or permission")
                }
                try await desk.set(permission(form), for: origin)
                return await answer(form.language, failure: nil)
            } catch let failure as Failure {
                return await answer(form.language, failure: failure.code)
            }
        }
    }

    private func permission(_ form: SiteForm) -> SitePermission? { SitePermission(rawValue: form.permission) }

    private func form(_ request: Request, _ context: ScreenContext) async throws -> SiteForm {
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        guard let form = try? URLEncodedFormDecoder().decode(SiteForm.self, from: String(buffer: body)) else {
            throw Failure(.requestInvalid, "form")
        }
        guard form.token == token.text else { throw Failure(.sessionExpired) }
        return form
    }

    private func answer(_ language: Language, failure: FailureCode?) async -> Response {
        let page = SitesPage(
            language: language, token: token, sites: await desk.sites(), standard: await desk.defaultPermission(),
            failure: failure, places: await ground.places())
        return Response.page(pages.sites(page))
    }
}

private struct SiteForm: Decodable {
    var token: String
    var language: Language
    var origin: String
    /// Empty removes the rule.
    var permission: String
}

/// Everything that the page of sites shows.
struct SitesPage {
    var language: Language
    var token: ScreenToken
    var sites: [SiteRow]
    var standard: SitePermission
    var failure: FailureCode?
    /// Nil while nobody is signed in.
    var places: DeskPlaces?
}
