import KioskTestSupport
import NCALayer
import Testing

@testable import NCALayerDoor

@Suite("Issue 3, item 11: what each site may do")
struct OriginTests {
    private let sign = #"{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"format":"cms","data":"MTEK"}}"#

    @Test("a denied site: an error in its module's words for each request, then closed; nothing reaches the host")
    func denied() async throws {
        let limits = DoorLimits(linger: .milliseconds(200), closing: .milliseconds(100))
        try await OpenDoor.with(["https://portal.example": .deny], limits: limits) { door in
            let client = try await door.page()
            try await client.send(sign)
            try await client.send(#"{"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"}"#)
            #expect(try await client.text().contains(#""details":"door.origin-denied""#))
            #expect(try await client.text() == #"{"code":"500","message":"door.origin-denied"}"#)
            #expect(try await client.next() == .close(1008, "door.origin-denied"))
            #expect(await door.host.orders.isEmpty)
        }
    }

    @Test(
        "the host is told who asks and what the operator said",
        arguments: [
            ("https://portal.example", "https://portal.example", SitePermission.allow),
            ("HTTPS://Portal.Example:8443", "https://portal.example:8443", .ask), ("null", "null", .ask),
            (nil, "-", .allow),
        ] as [(String?, String, SitePermission)])
    func told(header: String?, name: String, permission: SitePermission) async throws {
        try await OpenDoor.with([name: permission]) { door in
            let client = try await door.page(origin: header)
            try await client.send(sign)
            #expect(try await client.text().contains("BEGIN CMS"))
            let page = try #require(await door.host.orders.first?.page)
            #expect(page.origin.description == name && page.permission == permission)
        }
    }

    @Test(
        "what is no origin, two origins, another host name: no WebSocket",
        arguments: [
            [("Origin", "https://a.example/path")], [("Origin", "https://a.example"), ("Origin", "https://b.example")],
        ])
    func noOrigin(headers: [(String, String)]) async throws {
        try await OpenDoor.with { door in
            let client = try await DoorClient.connect(
                port: door.server.port, identity: door.identity, origin: nil, headers: headers)
            #expect(try await client.head().hasPrefix("HTTP/1.1 403"))
        }
    }

    @Test(
        "a guest has gone: open pages are told goodbye (1001), their questions are cancelled, the next page is served")
    func dismissed() async throws {
        try await OpenDoor.with { door in
            await door.host.hold()
            let client = try await door.page()
            try await client.send(#"{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["JKS"]}"#)
            try await eventually("the question is asked") { await door.host.others.isEmpty ? nil : () }
            await door.server.dismissPages()
            #expect(try await client.next() == .close(1001, ""))
            try await eventually("the question is cancelled") { await door.host.cancelled == 1 ? () : nil }
            await door.host.release()
            let next = try await door.page()
            await next.close()
        }
    }
}
