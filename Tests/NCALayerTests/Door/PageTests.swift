import KioskTestSupport
import Testing

@testable import NCALayerDoor

@Suite("A plain request on the port")
struct PageTests {
    private func ask(_ head: String) async throws -> String {
        try await OpenDoor.with { door in
            let client = try await DoorClient.open(port: door.server.port, identity: door.identity)
            try await client.write(Array((head + "\r\n\r\n").utf8))
            return try await client.head()
        }
    }

    @Test(
        "any path says what this is; /sign-test and its parts are there; all with guarding headers",
        arguments: [
            ("/", "text/html"), ("/any/thing?x", "text/html"), ("/sign-test", "text/html"),
            ("/sign-test.js", "text/javascript"), ("/sign-test.css", "text/css"),
        ])
    func pages(path: String, type: String) async throws {
        let head = try await ask("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:13579")
        #expect(head.hasPrefix("HTTP/1.1 200") && head.contains("Content-Type: \(type)"))
        #expect(head.contains("frame-ancestors 'none'") && head.contains("nosniff"))
    }

    @Test(
        "another host's name, another method, no host",
        arguments: [
            ("GET / HTTP/1.1\r\nHost: evil.example", "421"), ("GET / HTTP/1.1", "421"),
            ("GET / HTTP/1.1\r\nHost: localhost.evil.example:13579", "421"),
            ("POST / HTTP/1.1\r\nHost: localhost:13579\r\nContent-Length: 0", "405"),
            ("GET / HTTP/9.9\r\nHost: localhost:13579", "400"),
        ])
    func refused(head: String, status: String) async throws {
        #expect(try await ask(head).hasPrefix("HTTP/1.1 \(status)"))
    }
}
