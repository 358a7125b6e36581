import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import KioskDevices
import KioskDomain
import KioskScreens
import NIOCore
import NIOHTTP1
import Testing

/// The screens on a real port of loopback, for the time of a test.
struct Page: Sendable {
    var port: Int
    var base: String { "http://127.0.0.1:\(port)" }

    static func serve<Value: Sendable>(
        _ host: ScriptedHost, options: ScreenOptions = ScreenOptions(claimPatience: .zero),
        consents: (any ConsentDesk)? = nil, sites: (any SiteDesk)? = nil,
        hall: HallSite? = nil, extend: @Sendable (Router<ScreenContext>) -> Void = { _ in },
        _ body: @escaping @Sendable (Page) async throws -> Value
    ) async throws -> Value {
        let router = try screenRouter(host: host, options: options, consents: consents, sites: sites, hall: hall)
        extend(router)
        let app = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)))
        return try await app.test(.live) { client in
            try await body(Page(port: try #require(client.port)))
        }
    }

    struct Answer {
        var status: UInt
        var text: String
        var headers: [(name: String, value: String)]

        func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(text.utf8))
        }
    }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, headers, nil)
    }

    func post(_ path: String, _ body: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send("POST", path, headers, body)
    }

    private func send(_ method: String, _ path: String, _ headers: [String: String], _ body: String?) async throws
        -> Answer
    {
        var request = HTTPClientRequest(url: base + path)
        request.method = .init(rawValue: method)
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let content = try await response.body.collect(upTo: 1 << 22)
        return Answer(
            status: response.status.code, text: String(buffer: content),
            headers: response.headers.map { ($0.name, $0.value) })
    }

    /// Claims the screen as a script does.
    func claim() async throws -> String {
        let answer = try await post("/api/session", "")
        return try #require(try answer.json([String: String].self)["token"])
    }

    /// Opens an event stream and hands its events to `body`; closes it when `body` is done. The whole ends by the
    /// request's deadline.
    func events<Value>(
        _ path: String, _ headers: [String: String] = [:], _ body: (inout EventReader) async throws -> Value
    ) async throws -> Value {
        var request = HTTPClientRequest(url: base + path)
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let response = try await HTTPClient.shared.execute(request, deadline: .now() + .seconds(60))
        #expect(response.status == .ok)
        var reader = EventReader(body: response.body.makeAsyncIterator())
        return try await body(&reader)
    }
}

/// Reads server-sent events.
struct EventReader {
    var body: HTTPClientResponse.Body.AsyncIterator
    private var pending = ""

    init(body: HTTPClientResponse.Body.AsyncIterator) { self.body = body }

    /// The next event's name and data; nil at the end. Comments are skipped.
    mutating func next() async throws -> (name: String, data: String)? {
        while true {
            if let end = pending.range(of: "\n\n") {
                let block = pending[..<end.lowerBound]
                pending.removeSubrange(..<end.upperBound)
                let lines = block.split(separator: "\n")
                guard let name = lines.first(where: { $0.hasPrefix("event: ") }) else { continue }
                let data = lines.filter { $0.hasPrefix("data: ") }.map { $0.dropFirst(6) }.joined()
                return (String(name.dropFirst(7)), data)
            }
            guard let more = try await body.next() else { return nil }
            pending += String(buffer: more)
        }
    }
}
