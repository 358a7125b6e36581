import Foundation
import Hummingbird
import KioskDomain
import KioskScreens
import KioskTexts

/// Lets the browser's scripts choose what the scripted host shows; exists in tests only.
struct StageRemote {
    let host: ScriptedHost

    func add(to router: Router<ScreenContext>) {
        router.get("test/stages") { request, _ in
            try json(["names": try stages(request).map(\.name)])
        }
        router.post("test/show") { request, _ in
            let stages = try stages(request)
            let index = request.uri.queryParameters["index"].flatMap { Int($0) } ?? 0
            await host.show(stages[index % stages.count].snapshot)
            return try json(["shown": [stages[index % stages.count].name]])
        }
        router.get("test/guidance") { request, _ in
            let language = language(request)
            return try json(
                Dictionary(uniqueKeysWithValues: GuidanceText.allCases.map { ($0.rawValue, $0.text[language]) }))
        }
        router.post("test/guidance") { request, _ in
            let asked = request.uri.queryParameters
            let name = asked["capturing"] == "1" ? "eds-capturing" : "eds-positioning"
            guard var shown = try stages(request).first(where: { $0.name == name })?.snapshot else {
                throw HTTPError(.notFound)
            }
            shown.guidance = asked["name"].map(String.init)
            shown.captureProgress = asked["share"].flatMap { Double($0) }.map { $0 / 100 }
            await host.show(shown)
            return try json(["shown": name])
        }
    }

    private func language(_ request: Request) -> Language {
        request.uri.queryParameters["language"].flatMap { Language(rawValue: String($0)) } ?? .english
    }

    private func stages(_ request: Request) throws -> [Stages.Shown] { try Stages.all(in: language(request)) }

    private func json(_ value: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
    }
}
