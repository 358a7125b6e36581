import AsyncHTTPClient
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskScreens
import NIOCore
import NIOHTTP1

/// The kiosk's local API, used as its own screen does.
struct KioskLink: Sendable {
    let client: HTTPClient
    let base: String

    /// - Throws: `screen.already-open` when another page holds the screen, `session.timed-out` without an answer.
    func claim() async throws(Failure) -> String {
        let answer = try await post("/api/session", [], token: nil)
        guard let token = (try? JSONDecoder().decode([String: String].self, from: answer))?["token"] else {
            throw Failure(.requestInvalid, "no token in the answer")
        }
        return token
    }

    /// - Throws: the kiosk's own code when it refuses.
    func act(_ action: ScreenAction, token: String) async throws(Failure) {
        _ = try await post("/api/act", action.json, token: token)
    }

    /// Sends the signature specimen as the page does.
    /// - Throws: the kiosk's own code when it refuses.
    func send(specimen png: [UInt8], token: String) async throws(Failure) {
        _ = try await post("/api/specimen", png, token: token, type: "image/png")
    }

    private func post(
        _ path: String, _ body: [UInt8], token: String?, type: String = "application/json"
    ) async throws(Failure) -> Data {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        if let token { request.headers.add(name: "X-Screen-Token", value: token) }
        request.body = .bytes(ByteBuffer(bytes: body))
        let status: HTTPResponseStatus
        let data: Data
        do {
            let response = try await client.execute(request, timeout: .seconds(5))
            status = response.status
            data = Data(try await response.body.collect(upTo: 64 * 1024).readableBytesView)
        } catch {
            throw Failure(.sessionTimedOut, "\(error)")
        }
        guard status == .ok else {
            let problem = try? JSONDecoder().decode(ScreenProblem.self, from: data)
            throw Failure(problem?.code ?? .internalError, "status \(status.code)")
        }
        return data
    }

    /// What the screen shows, and every change of it, until the connection ends.
    func views(token: String, _ take: @Sendable (SessionView) -> Void) async throws {
        let request = HTTPClientRequest(url: "\(base)/api/events?token=\(token)")
        let response = try await client.execute(request, timeout: .hours(1))
        guard response.status == .ok else { throw Failure(.sessionExpired, "status \(response.status.code)") }
        var line: [UInt8] = []
        for try await chunk in response.body {
            for byte in chunk.readableBytesView {
                guard byte == UInt8(ascii: "\n") else {
                    line.append(byte)
                    continue
                }
                if let view = Self.view(line) { take(view) }
                line.removeAll(keepingCapacity: true)
            }
        }
    }

    private static func view(_ line: [UInt8]) -> SessionView? {
        let prefix = Array("data: ".utf8)
        guard line.starts(with: prefix) else { return nil }
        return try? JSONDecoder().decode(SessionView.self, from: Data(line.dropFirst(prefix.count)))
    }
}
