import FoundationEssentials
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The citizen's card on the operator's page. An event says that the part has changed; the page fetches it then.
struct CardDeskRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let token: ScreenToken

    func add(to router: Router<ScreenContext>) {
        router.get("operator/card") { request, _ in
            guard request.screenToken == token else { throw Failure(.sessionExpired) }
            guard let view = await host.cardDesk() else { throw Failure(.operatorCardNeeded) }
            return Response.page(pages.cardSection(view, language: request.pageLanguage))
        }
        router.post("operator/card") { request, context in
            guard request.screenToken == token else { throw Failure(.sessionExpired) }
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            try await host.cardAct(try Self.action(Array(body.readableBytesView)))
            return Response.json(["result": "ok"])
        }
    }

    private static func action(_ body: [UInt8]) throws(Failure) -> CardDeskAction {
        struct Wire: Decodable {
            var action: String
            var text: String?
            var language: Language?
        }
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(body)), (wire.text ?? "").utf8.count <= 64
        else { throw Failure(.requestInvalid) }
        switch (wire.action, wire.text, wire.language) {
        case ("read", _, let language?): return .read(language)
        case ("issue", let number?, let language?): return .issue(number, language)
        case ("change-pin", _, _): return .changePIN
        case ("unblock-pin", _, _): return .unblockPIN
        case ("try-again", _, _): return .tryAgain
        case ("reveal", _, _): return .reveal
        case ("more-time", _, _): return .moreTime
        case ("end", _, _): return .end
        default: throw Failure(.requestInvalid)
        }
    }
}
