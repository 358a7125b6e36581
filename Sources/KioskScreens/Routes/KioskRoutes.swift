import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The citizen screen and what its page posts.
struct KioskRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let options: ScreenOptions

    func add(to router: Router<ScreenContext>) {
        router.get("/") { _, _ in try await page() }
        router.get("api/session") { request, _ in try await session(request) }
        router.post("api/session") { _, _ in
            Response.json(["token": try await host.claimScreen().text])
        }
        router.post("api/act") { request, context in try await act(request, context) }
    }

    private func page() async throws -> Response {
        let claim = ScreenClaim(pages: pages, patience: options.claimPatience, claim: host.claimScreen)
        return try await claim.page { token in
            pages.kiosk(await host.snapshot(), token: token, consentFollows: options.consentFollows)
        }
    }

    private func session(_ request: Request) async throws -> Response {
        var holds = false
        if let token = request.screenToken { holds = await host.holdsScreen(token) }
        return Response.json(SessionView(await host.snapshot(), withPad: holds))
    }

    private func act(_ request: Request, _ context: ScreenContext) async throws -> Response {
        guard let token = request.screenToken, await host.holdsScreen(token) else { throw Failure(.sessionExpired) }
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        let action = try ScreenAction(json: Array(body.readableBytesView))
        try await host.act(action, screen: token)
        return Response.json(["result": "ok"])
    }
}
