import FoundationEssentials
import HTTPTypes
import KioskTestSupport
import NIOSSL
import PortalContract
import PortalServer
import Testing

/// Bad input of issue 6: more connections, header or body than a port bears.
@Suite("Issue 6: what is too much at the portal's ports is refused") struct ConnectionBoundTests {
    private static let request = "GET /v1/time HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test("One connection too many is closed at once, said once in the log, and taken again when there is a place")
    func connections() async throws {
        try await withPortal(limits: ConnectionLimits(connections: 3, idle: .seconds(3_000))) { portal in
            let machine = Wire(portal: portal, identity: try await portal.enrol([.kiosk]))
            let tls = try machine.tls()
            for address in [portal.address, portal.kioskAddress] {
                // Connections of the enrolment may still be about to end.
                var lines: [Line] = []
                while lines.count < 3 {
                    lines.append(try await Self.served(address, tls))
                }
                for _ in 0..<5 {
                    let extra = try await Line(address)
                    try await extra.closes()
                    #expect(extra.received.isEmpty)
                }
                await lines.removeLast().close()
                lines.append(try await Self.served(address, tls))
                for line in lines {
                    try await line.send(Self.request)
                    try await eventually { line.received.components(separatedBy: "HTTP/1.1 ").count > 2 }
                    await line.close()
                }
            }
            try await eventually { portal.log.count("connections taken again") >= 2 }
            #expect(portal.log.count("connections refused", "open") >= 1)
            #expect(portal.log.count("connections refused", "kiosks") >= 1)
            // Not a line for each: five were refused at each port.
            #expect(portal.log.count("connections refused") < 10)
        }
    }

    /// A connection that got an answer, so that it is surely counted; again while the port is full.
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
