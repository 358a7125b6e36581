import FoundationEssentials
import HTTPTypes
import KioskTestSupport
import NIOSSL
import PortalContract
import Testing

@testable import PortalServer

/// Issue 6: what requests send is bounded in memory, whoever sends it over however many connections.
@Suite("Issue 6: bodies beyond a port's memory are refused unread", .timeLimit(.minutes(10)))
struct BodyBudgetTests {
    private static func head(_ path: String, length: Int) -> String {
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
    }

    private static let events = Array(#"{"events":[]}"#.utf8)

    private static func spaces(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: count) }

    /// Sends a header only, again and again, until it is answered so.
    private func refused(_ address: String, _ tls: TLSConfiguration, _ path: String, length: Int) async throws -> String
    {
        try await eventually("503", within: .seconds(60)) {
            let line = try await Line(address, tls: tls)
            try await line.send(Self.head(path, length: length))
            // One that is not refused waits for its body.
            try? await eventually("an answer", within: .seconds(2)) { line.received.isEmpty ? nil : () }
            let answer = line.received
            await line.close()
            return answer.contains(" 503 ") ? answer : nil
        }
    }

    private func status(_ line: Line, _ status: Int) async throws {
        try await eventually("an answer", within: .seconds(60)) { line.received.contains("HTTP/1.1 ") ? () : nil }
        #expect(line.received.hasPrefix("HTTP/1.1 \(status) "), "\(line.received.prefix(300))")
    }

    @Test(
        "One more is answered portal.busy with Retry-After; room is back after answers and hang-ups; small ones go on")
    func full() async throws {
        try await withPortal(limits: ConnectionLimits(body: .seconds(3_000), bodyBytes: 1 << 20)) { portal in
            let machine = Wire(portal: portal, identity: try await portal.enrol([.kiosk]))
            let (tls, path) = (try machine.tls(), PortalRoute.events)
            var lines: [Line] = []
            for _ in 0..<3 {
                let line = try await Line(portal.kioskAddress, tls: tls)
                try await line.send(Array(Self.head(path, length: 345_000).utf8) + Self.events + Self.spaces(340_000))
                lines.append(line)
            }
            let answer = try await refused(portal.kioskAddress, tls, path, length: 65_536)
            #expect(answer.contains("portal.busy") && answer.lowercased().contains("retry-after: 5"))
            #expect(answer.contains("application/problem+json"))
            // A body without a length is read as far as there is room.
            let endless = try await Line(portal.kioskAddress, tls: tls)
            try await endless.send(
                "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            let chunk = Array("10000\r\n".utf8) + Self.spaces(1 << 16) + Array("\r\n".utf8)
            try await endless.send(chunk)
            try await status(endless, 503)
            await endless.close()
            #expect(try await machine.send(.post, path, Data(Self.events)).status == 200)
            #expect(try await Wire(portal: portal).send(.get, PortalRoute.time).status == 200)
            #expect(lines.allSatisfy { $0.received.isEmpty && $0.isOpen })
            for line in lines.prefix(2) { await line.close() }
            try await lines[2].send(Self.spaces(5_000 - Self.events.count))
            try await status(lines[2], 200)
            // All of it is free again: a body of nearly the whole room is taken.
            try await eventually("room", within: .seconds(60)) {
                let answer = try await machine.send(.post, path, Data(Self.events + Self.spaces(1_000_000)))
                return answer.status == 200 ? () : nil
            }
            #expect(portal.log.count("request failed") == 0)
            #expect(portal.log.count("[error]") == 0)
        }
    }

    @Test(
        "Many big bodies of nobody at the open port: nothing is read that is longer than its operation's, or beyond"
    )
    func openPort() async throws {
        try await withPortal(limits: ConnectionLimits(body: .seconds(3_000), bodyBytes: 1 << 20)) { portal in
            let machine = Wire(portal: portal, identity: try await portal.enrol([.kiosk]))
            let tls = try Wire(portal: portal).tls()
            // 413 at once, without a byte of the body.
            let long = try await Line(portal.address, tls: tls)
            try await long.send(Self.head(PortalRoute.kiosks, length: 4 << 20))
            try await status(long, 413)
            var lines: [Line] = []
            for _ in 0..<60 {
                let line = try await Line(portal.address, tls: tls)
                try await line.send(Array(Self.head(PortalRoute.kiosks, length: 131_072).utf8) + Self.spaces(100_000))
                lines.append(line)
            }
            // Ten times a hundred thousand fit; each of the others is answered, and none of them waits.
            try await eventually("answers", within: .seconds(120)) {
                lines.count { $0.received.contains(" 503 ") } >= 50 ? () : nil
            }
            #expect(lines.count { $0.received.isEmpty } <= 10)
            // The port for machines has room of its own.
            #expect(try await machine.send(.post, PortalRoute.events, Data(Self.events)).status == 200)
            let metrics = try await Tool.mustRun("curl", ["-s", portal.metrics]).standardOutput
            #expect(metrics.contains(#"kiosk_portal_bodies_refused_total{port="open"}"#))
        }
    }
}
