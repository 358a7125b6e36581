import HTTPTypes
import KioskTestSupport
import PortalContract
import PortalServer
import Testing

/// Bad input of issue 6: slow-loris. In each test one deadline is short and all others are so long that they cannot be it.
@Suite("Issue 6: who is slow at the portal's ports is closed", .timeLimit(.minutes(10))) struct SlowConnectionTests {
    private static let long = Duration.seconds(3_000)
    private static let short = Duration.milliseconds(700)

    private static func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = ConnectionLimits(handshake: long, head: long, body: long, idle: long)
        change(&limits)
        return limits
    }

    private func eachPort(
        _ limits: ConnectionLimits, _ step: String, _ begin: @escaping @Sendable (Line) async throws -> Bool
    ) async throws {
        try await withPortal(limits: limits) { portal in
            let machine = Wire(portal: portal, identity: try await portal.enrol([.kiosk]))
            let tls = try machine.tls()
            var lines: [Line] = []
            for (address, tls) in [(portal.address, tls), (portal.kioskAddress, tls), (portal.services, nil)] {
                // A machine that is slow itself may be too late for an answer, then it is tried again.
                lines += try await eventually("a slow connection", within: .seconds(60)) {
                    let line = try await Line(address, tls: tls)
                    return try await begin(line) ? [line] : nil
                }
            }
            for line in lines { try await line.closes() }
            #expect(portal.log.count("too slow", step) >= lines.count)
            try await eventually {
                try await machine.send(.get, "/v1/reservations?centre=A&day=2026-01-05").status == 200
            }
        }
    }

    @Test("A TLS handshake that is not begun, or trickles in") func handshake() async throws {
        try await withPortal(limits: Self.limits { $0.handshake = Self.short }) { portal in
            for address in [portal.address, portal.kioskAddress] {
                let (silent, slow) = (try await Line(address), try await Line(address))
                // A record of 512 bytes, in it a ClientHello of 508.
                try await slow.send([0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3])
                slow.trickle([0])
                try await silent.closes()
                try await slow.closes()
            }
            #expect(portal.log.count("too slow", "handshake") == 4)
        }
    }

    @Test("No request after the handshake") func idle() async throws {
        try await eachPort(Self.limits { $0.idle = .seconds(3) }, "idle") { _ in true }
    }

    @Test("No next request after an answer") func idleAgain() async throws {
        try await eachPort(Self.limits { $0.idle = .seconds(3) }, "idle") { line in
            try? await line.send("GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n")
            try await eventually { line.received.contains("404") || !line.isOpen }
            return line.received.contains("404")
        }
    }

    @Test("A header that trickles in") func head() async throws {
        try await eachPort(Self.limits { $0.head = Self.short }, "head") { line in
            try await line.send("GET /v1/time HTTP/1.1\r\nHost: h\r\n")
            line.trickle(Array("a".utf8))
            return true
        }
    }

    @Test(
        "A body that trickles in, whether it is read or the answer was there before", arguments: ["/v1/events", "/no"])
    func body(path: String) async throws {
        try await eachPort(Self.limits { $0.body = Self.short }, "body") { line in
            try await line.send(
                "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{")
            line.trickle(Array(" ".utf8))
            return true
        }
    }
}
