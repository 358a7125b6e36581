import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The consent screen and what its page posts. As the citizen's screen: one page holds it.
struct ConsentRoutes {
    let desk: any ConsentDesk
    /// The citizen's screen, to which a question comes by itself on a kiosk.
    let host: any ScreenHost
    let pages: ScreenPages
    let options: ScreenOptions

    func add(to router: Router<ScreenContext>) {
        router.get("consent") { _, _ in try await page() }
        router.get("consent/events") { request, _ in
            let token = try await holder(request)
            return events(request, token)
        }
        if options.consentFollows {
            router.get("consent/waiting") { request, _ in
                guard let token = request.screenToken, await host.holdsScreen(token) else {
                    throw Failure(.sessionExpired)
                }
                return waiting(request)
            }
        }
        router.post("consent/act") { request, context in
            _ = try await holder(request)
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            let action = try ConsentAction(json: Array(body.readableBytesView))
            try await desk.answer(action, screen: try await holder(request))
            return Response.json(["result": "ok"])
        }
    }

    private func page() async throws -> Response {
        let claim = ScreenClaim(pages: pages, patience: options.claimPatience, claim: desk.claimConsent)
        return try await claim.page { token in
            pages.consent(await desk.consent(), token: token, consentFollows: options.consentFollows)
        }
    }

    private func holder(_ request: Request) async throws(Failure) -> ScreenToken {
        guard let token = request.screenToken, await desk.holdsConsent(token) else { throw Failure(.sessionExpired) }
        return token
    }

    /// `asked` whenever a question is open: no more than that is told.
    private func waiting(_ request: Request) -> Response {
        Response.eventStream(request) { writer in
            for await change in Heartbeat.stream(of: await desk.consents(), every: options.heartbeat) {
                let isAsked = if case .some(.some) = change { true } else { false }
                let text = isAsked ? "event: asked\ndata: {}\n\n" : ServerSentEvent.heartbeat
                try await writer.write(ByteBuffer(string: text))
            }
        }
    }

    private func events(_ request: Request, _ token: ScreenToken) -> Response {
        Response.eventStream(request) { writer in
            await desk.consent(token, isPresent: true)
            do {
                var last: ScreenFragment?
                var lastTime = ConsentTime()
                for await change in Heartbeat.stream(of: await desk.consents(), every: options.heartbeat) {
                    // Outer nil is a beat, inner nil is a screen without a question.
                    let fragment = change.map { pages.consentFragment($0, isDesk: !options.consentFollows) }
                    guard let fragment else {
                        try await writer.write(ByteBuffer(string: ServerSentEvent.heartbeat))
                        continue
                    }
                    let time = ConsentTime(secondsLeft: change.flatMap { $0?.secondsLeft })
                    var text = ""
                    if fragment != last { text += ServerSentEvent.text("screen", fragment) }
                    // A screen that is drawn anew asks anew.
                    if time != lastTime || (fragment != last && time.secondsLeft != nil) {
                        text += ServerSentEvent.text("live", time)
                    }
                    (last, lastTime) = (fragment, time)
                    guard !text.isEmpty else { continue }
                    try await writer.write(ByteBuffer(string: text))
                }
            } catch {
                await desk.consent(token, isPresent: false)
                throw error
            }
            await desk.consent(token, isPresent: false)
        }
    }
}

/// What changes while the same question stands.
struct ConsentTime: Encodable, Equatable, Sendable {
    /// Until the question ends, while "More time?" stands.
    var secondsLeft: Int?
}
