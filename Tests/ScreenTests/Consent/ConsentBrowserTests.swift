import Foundation
import Hummingbird
import KioskDomain
import KioskScreens
import KioskTestSupport
import Testing

@Suite("The consent screen in a real browser", .serialized)
struct ConsentBrowserTests {
    @Test("every question, three languages, two orientations: nothing cut off, axe finds nothing; PIN by keyboard")
    func everyQuestion() async throws {
        try RealPart.require(programs: "chromium-headless-shell")
        let python = try await BrowserTests.python()
        let desk = ScriptedDesk()
        let remote = QuestionRemote(desk: desk)
        try await Page.serve(
            ScriptedHost(Stages.snapshot(.idle)),
            options: ScreenOptions(heartbeat: .milliseconds(200), claimPatience: .seconds(5)), consents: desk,
            sites: desk, extend: { remote.add(to: $0) }
        ) { page in
            var arguments = [
                "\(BrowserTests.repository)/Tests/EndToEndTests/Browser/consent.py", "--base", page.base,
            ]
            if let folder = RealPart.environment("KIOSK_SCREENSHOTS") { arguments += ["--out", folder] }
            let output = try await BrowserTests.run(python, arguments)
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
        // Typed on a hardware keyboard, and posted as positions.
        let entries = await desk.actions.compactMap { action in
            if case .secret(let pad, let positions) = action.step { (pad, positions) } else { nil }
        }
        #expect(entries.map(\.0) == ["p1", "p2"])
        #expect(entries.first?.1 == [0, 1, 9], "3, 8 and 5")
        #expect(entries.last?.1 == Array("aB3!".utf8).map { 0x7E - Int($0) })
    }
}

/// Lets the browser's script choose what the scripted desk asks; exists in tests only.
private struct QuestionRemote {
    let desk: ScriptedDesk

    func add(to router: Router<ScreenContext>) {
        router.get("test/questions") { request, _ in
            try json(["names": try questions(request).map(\.name)])
        }
        router.post("test/ask") { request, _ in
            let questions = try questions(request)
            let index = request.uri.queryParameters["index"].flatMap { Int($0) } ?? 0
            await desk.show(questions[index % questions.count].view)
            return try json(["shown": [questions[index % questions.count].name]])
        }
    }

    private func questions(_ request: Request) throws -> [Questions.Shown] {
        let asked = request.uri.queryParameters["language"].flatMap { Language(rawValue: String($0)) }
        return try Questions.all(in: asked ?? .english)
    }

    private func json(_ value: [String: [String]]) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
    }
}
