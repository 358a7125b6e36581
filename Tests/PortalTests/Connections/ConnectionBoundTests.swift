import FoundationEssentials
import HTTPTypes
import KioskTestSupport
import NIOSSL
import PortalContract
import PortalServer
import Testing

/// Bad input of issue 6: more connections, header or body than a port bears.
@Suite("Issue 6: what is too much at the portal's ports is refused", .timeLimit(.minutes(10)))
struct ConnectionBoundTests {
    private static let request = "GET /v1/time HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test("Where all are busy one more is closed at once; that is said once, and when there is a place again")
    func allBusy() async throws {
        let limits = ConnectionLimits(connections: 3, handshake: .seconds(3_000))
        try await withPortal(limits: limits) { portal in
            let tls = try Wire(portal: portal, identity: try await portal.enrol([.kiosk])).tls()
            for address in [portal.address, portal.kioskAddress] {
                // None begins its handshake, so none rests.
                var lines: [Line] = []
                for _ in 0..<8 { lines.append(try await Line(address)) }
                try await eventually { lines.count(where: \.isOpen) <= 3 }
                #expect(lines.count(where: \.isOpen) == 3 && lines.allSatisfy { $0.received.isEmpty })
                for line in lines { await line.close() }
                await (try Self.served(address, tls)).close()
            }
            try await eventually { portal.log.count("connections taken again") >= 2 }
            // Not a line for each: five were refused at each port. Connections of the enrolment may end between two of them.
            for port in ["open", "kiosks"] {
                #expect((1...3).contains(portal.log.count("connections refused", port)))
            }
        }
    }

    @Test("Those that rest longest make room") func longestResting() async throws {
        try await withPortal(limits: ConnectionLimits(connections: 3, idle: .seconds(3_000))) { portal in
            let tls = try Wire(portal: portal, identity: try await portal.enrol([.kiosk])).tls()
            for address in [portal.address, portal.kioskAddress] {
                var lines: [Line] = []
                for _ in 0..<6 { lines.append(try await Self.served(address, tls)) }
                for line in lines.prefix(3) { try await line.closes() }
                for line in lines.suffix(3) {
                    try await line.send(Self.request)
                    try await eventually { line.received.components(separatedBy: "HTTP/1.1 ").count > 2 }
                    await line.close()
                }
            }
            #expect(portal.log.count("connections refused") == 0)
        }
    }

    /// A connection that got an answer; again while the port is full.
    private static func served(_ address: String, _ tls: TLSConfiguration) async throws -> Line {
        try await eventually("a place at the port", within: .seconds(60)) {
            let line = try await Line(address, tls: tls)
            do {
                try await line.send(request)
                try await eventually { line.received.hasPrefix("HTTP/1.1 ") || !line.isOpen }
            } catch {
                return nil
            }
            return line.isOpen ? line : nil
        }
    }

    @Test("A header that is too long, or of too many fields, is refused and the connection closed") func heads()
        async throws
    {
        try await withPortal { portal in
            let tls = try Wire(portal: portal).tls()
            let long = String(repeating: "a", count: 20 << 10)
            let many = (0..<200).map { "X-\($0): a\r\n" }.joined()
            for head in ["GET /\(long) HTTP/1.1\r\nHost: h\r\n\r\n", "X-Long: \(long)\r\n\r\n", "\(many)\r\n"] {
                let line = try await Line(portal.address, tls: tls)
                try? await line.send(head.hasPrefix("GET") ? head : "GET /v1/time HTTP/1.1\r\nHost: h\r\n" + head)
                try await line.closes()
                #expect(!line.received.contains(" 200 "), "\(line.received.prefix(60))")
            }
            #expect(try await Wire(portal: portal).send(.get, PortalRoute.time).status == 200)
        }
    }

    @Test("A body without an end is answered 413 when it is too long") func endlessBody() async throws {
        try await withPortal { portal in
            let tls = try Wire(portal: portal).tls()
            let line = try await Line(portal.address, tls: tls)
            try await line.send(
                """
                POST /v1/kiosks HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n\
                Transfer-Encoding: chunked\r\n\r\n
                """)
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 1 << 16) + Array("\r\n".utf8)
            line.trickle(chunk)
            try await eventually("413", within: .seconds(60)) { line.received.contains(" 413 ") ? () : nil }
            await line.close()
        }
    }
}
