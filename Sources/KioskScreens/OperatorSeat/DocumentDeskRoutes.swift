import FoundationEssentials
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// Digital documents on the operator's page. What happens is told by events without a word of the document; the page fetches
/// its part then, which no address names and no cache keeps.
struct DocumentDeskRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let token: ScreenToken

    func add(to router: Router<ScreenContext>) {
        router.get("operator/document") { request, _ in
            guard request.screenToken == token else { throw Failure(.sessionExpired) }
            guard let view = await host.documentDesk() else { throw Failure(.operatorCardNeeded) }
            return Response.page(pages.documentSection(view, language: request.pageLanguage))
        }
        router.post("operator/document") { request, context in
            guard request.screenToken == token else { throw Failure(.sessionExpired) }
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            try await host.documentAct(try Self.action(Array(body.readableBytesView)))
            return Response.json(["result": "ok"])
        }
    }

    private static func action(_ body: [UInt8]) throws(Failure) -> DocumentAction {
        struct Wire: Decodable {
            var action: String
            var text: String?
        }
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(body)), (wire.text ?? "").utf8.count <= 600
        else { throw Failure(.requestInvalid) }
        switch (wire.action, wire.text) {
        case ("scan", _): return .scan
        case ("code", let text?): return .code(text)
        case ("use", let text?): return .use(text)
        case ("close", _): return .close
        case ("history", nil): return .history(before: nil)
        case ("history", let text?):
            guard let position = Int64(text), position > 0 else { throw Failure(.requestInvalid) }
            return .history(before: position)
        case ("hide-history", _): return .withoutHistory
        case ("here", _): return .here
        default: throw Failure(.requestInvalid)
        }
    }
}
