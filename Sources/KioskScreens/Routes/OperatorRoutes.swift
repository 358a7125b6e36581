import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The operator's page: plain forms, answered by the page itself, so that no IIN stands in an address.
struct OperatorRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let options: ScreenOptions
    /// Proves that a form comes from our own page; new with every start.
    let token: ScreenToken
    /// This machine has the page of a window.
    let hasDesk: Bool

    func add(to router: Router<ScreenContext>) {
        router.get("operator") { request, _ in
            await answer(OperatorPage(language: request.pageLanguage, token: token))
        }
        OperatorSeatRoutes(host: host, options: options, token: token).add(to: router)
        router.post("operator/check") { request, context in
            try await personForm(request, context) { page, iin in
                page.result = try await host.operatorCheck(iin)
            }
        }
        router.post("operator/accept") { request, context in
            try await personForm(request, context) { page, iin in
                page.applicationNumber = try await host.acceptApplication(iin)
            }
        }
    }

    private func personForm(
        _ request: Request, _ context: ScreenContext, _ work: (inout OperatorPage, IIN) async throws -> Void
    ) async throws -> Response {
        var page = try await form(request, context).page
        do {
            try await work(&page, try IIN(text: page.iin))
        } catch let failure as Failure {
            page.failure = failure.code
        } catch let error as IINError {
            page.failure = error.code
        }
        return await answer(page)
    }

    private func form(_ request: Request, _ context: ScreenContext) async throws -> OperatorForm {
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        let text = String(buffer: body)
        guard let form = try? URLEncodedFormDecoder().decode(OperatorForm.self, from: text) else {
            throw Failure(.requestInvalid, "form")
        }
        guard form.token == token.text else { throw Failure(.sessionExpired) }
        return form
    }

    private func answer(_ page: OperatorPage) async -> Response {
        var page = page
        page.hasDesk = hasDesk
        page.seat = await host.operatorSeat()
        if page.seat.session.operatorCard != nil { page.cards = await host.cardTrials() }
        return Response.page(pages.operatorPage(page))
    }
}

/// The fields of all forms of the page.
private struct OperatorForm: Decodable {
    var token: String
    var language: Language
    var iin: String?

    var page: OperatorPage {
        OperatorPage(
            language: language, token: ScreenToken(text: token),
            iin: String((iin ?? "").prefix(20)))
    }
}
