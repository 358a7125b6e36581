import FoundationEssentials
import HallContract
import HallQueue
import Hummingbird
import KioskDevices
import KioskDomain
import KioskTexts
import NIOCore

/// The operator's desk in the hall (Q8): who is served, who is next, and the buttons. Live by events.
struct DeskRoutes {
    let host: any ScreenHost
    let site: HallSite
    let pages: ScreenPages
    let options: ScreenOptions
    /// Proves that a post comes from our own page; new with every start, shared with the operator's page.
    let token: ScreenToken
    let ground: DeskGround

    func add(to router: Router<ScreenContext>) {
        router.get("desk") { request, _ in
            let window = window(request)
            let seat = await host.operatorSeat()
            choose(window, seat)
            return Response.page(
                pages.deskPage(
                    DeskPage(
                        language: request.pageLanguage, token: token, window: window,
                        seat: seat, places: await ground.places()), site))
        }
        router.get("desk/events") { request, _ in
            let language = request.pageLanguage
            guard let number = window(request) else { throw Failure(.requestInvalid, "window") }
            return Response.eventStream(request) { writer in
                var shown: DeskFrame?
                for await _ in Heartbeat.stream(of: site.hall.views(), every: options.heartbeat) {
                    // Numbers are nobody's data; still a locked desk shows none.
                    let card = await host.operatorSeat().session.operatorCard
                    guard card?.duties.contains(.operator) == true else { break }
                    let frame = pages.deskFrame(DeskView(number, site), site, language)
                    let text = frame == shown ? "" : ServerSentEvent.text("desk", frame)
                    shown = frame
                    try await writer.write(ByteBuffer(string: text + HallBeat(site).text))
                }
            }
        }
        router.post("desk/act") { request, context in
            let language = request.pageLanguage
            do {
                return Response.json(["serving": try await act(request, context)])
            } catch let failure as Failure where failure.code != .sessionExpired {
                return Response.problem(failure.code, in: language)
            }
        }
    }

    private func act(_ request: Request, _ context: ScreenContext) async throws -> String? {
        guard request.screenToken == token else { throw Failure(.sessionExpired) }
        guard let card = await host.operatorSeat().session.operatorCard else { throw Failure(.operatorCardNeeded) }
        guard card.duties.contains(.operator) else { throw Failure(.operatorDuty) }
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        guard let order = try? JSONDecoder().decode(DeskOrder.self, from: Data(body.readableBytesView)),
            site.window == nil || site.window == order.window
        else { throw Failure(.requestInvalid) }
        guard let action = order.action(in: site.hall.view) else {
            throw Failure(order.number == nil ? .requestInvalid : .ticketUnknown)
        }
        let id = RequestID(desk: site.name, page: order.page, id: order.request)
        return try await site.hall.act(action, window: order.window, request: id)?.text
    }

    /// Only who serves citizens sits at a window, and only at one that the centre has.
    private func choose(_ window: Int?, _ seat: OperatorSeatView) {
        guard let window, seat.session.operatorCard?.duties.contains(.operator) == true,
            site.hall.view?.plan.windows.contains(where: { $0.number == window }) == true
        else { return }
        ground.chosen.choose(window)
    }

    /// The configured window, else the one in the address.
    private func window(_ request: Request) -> Int? {
        if let window = site.window { return window }
        return request.uri.queryParameters["window"].flatMap { Int($0) }.flatMap { (1...99).contains($0) ? $0 : nil }
    }
}

extension Request {
    /// `lang` of the address; Russian where it names none.
    var pageLanguage: Language {
        uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) } ?? .russian
    }
}

extension Response {
    /// A refusal as the page says it.
    static func problem(_ code: FailureCode, in language: Language) -> Response {
        Response.json(
            ScreenProblem(code: code, text: code.text[language], remedy: code.remedy[language]), status: .conflict)
    }
}

/// Everything that the desk's page begins with.
struct DeskPage {
    var language: Language
    var token: ScreenToken
    /// Nil while the operator has to choose one.
    var window: Int?
    var seat: OperatorSeatView
    /// Nil while nobody is signed in.
    var places: DeskPlaces?
}

/// What the desk's page gets with each change: each region as it is drawn, and the buttons that can be used.
struct DeskFrame: Encodable, Equatable {
    var regions: [String: String]
    var possible: [DeskButton]
    var serving: String?
    var isPaused: Bool
}
