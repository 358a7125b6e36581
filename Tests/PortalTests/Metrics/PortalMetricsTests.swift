import AsyncHTTPClient
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import NIOCore
import NIOHTTP1
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Issue 6 item 6: what the portal counts, as Prometheus gets it.
struct PortalMetricsTests {
    private static func text(_ portal: PortalFixture) async throws -> String {
        let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: portal.metrics), timeout: .seconds(20))
        #expect(answer.status == .ok)
        #expect(answer.headers.first(name: "content-type") == "text/plain; version=0.0.4; charset=utf-8")
        return String(buffer: try await answer.body.collect(upTo: 1 << 20))
    }

    /// Nil when there is no such series.
    private static func number(_ series: String, _ text: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix("\(series) ") }
            .flatMap { Double($0.dropFirst(series.count + 1)) }
    }

    @Test(
        "6.6: requests by operation and status, batches, records, machines by state; promtool finds nothing",
        arguments: StoreKind.usable)
    func counts(_ kind: StoreKind) async throws {
        try await StoreKind.$current.withValue(kind) {
            try await withPortal { portal in
                try await portal.withMachine { machine in
                    _ = try await machine.client.present(trustDigest: nil)
                    let proof = try await machine.proof(of: People.adult)
                    _ = try await machine.client.openAttempt(
                        machine.attempt(1), AttemptOpening(iin: People.adult, proof: proof))
                    let receipts = try await machine.client.send(
                        EventBatch(events: [
                            try machine.closedEvent(2, attempt: 1, .noMatch),
                            KioskEvent(sequence: 3, type: .attemptClosed, body: Data("{}".utf8), demonstration: true),
                        ]))
                    #expect(receipts.receipts.count { $0.code != nil } == 1)
                    _ = await failure { _ = try await machine.client.application("E1") }
                }
                _ = try await portal.enrol([.desk])
                let text = try await Self.text(portal)
                let metric = "kiosk_portal_requests_total"
                #expect(Self.number("\(metric){operation=\"send\",status=\"200\"}", text) == 1)
                #expect(Self.number("\(metric){operation=\"application\",status=\"404\"}", text) == 1)
                #expect(Self.number("\(metric){operation=\"enrol\",status=\"201\"}", text) == 2)
                let duration = "kiosk_portal_request_duration_seconds_count{operation=\"send\"}"
                #expect(Self.number(duration, text) == 1)
                #expect(Self.number("kiosk_portal_batches_total{result=\"taken\"}", text) == 1)
                #expect(Self.number("kiosk_portal_events_total{result=\"stored\"}", text) == 1)
                #expect(Self.number("kiosk_portal_events_total{result=\"refused\"}", text) == 1)
                #expect(Self.number("kiosk_portal_kiosks{state=\"well\"}", text) == 1)
                #expect(Self.number("kiosk_portal_kiosks{state=\"new\"}", text) == 1)
                #expect(Self.number("kiosk_portal_kiosk_alarms{code=\"kiosk.fenced\"}", text) == 0)
                for kind in ["read", "write"] {
                    let name = "kiosk_portal_store_transaction_duration_seconds_count{kind=\"\(kind)\"}"
                    #expect(Self.number(name, text) ?? 0 > 0)
                }
                for secret in [People.adult, "kiosk-"] { #expect(!text.contains(secret)) }
                try await Self.judge(text)
            }
        }
    }

    /// `promtool check metrics` on the text that the program gave.
    private static func judge(_ text: String) async throws {
        try RealPart.require(programs: "promtool")
        let folder = try TemporaryFolder("metrics")
        let file = try folder.write("metrics.txt", text.utf8)
        let output = try await Tool.run("sh", ["-c", "promtool check metrics < \"$0\"", file])
        #expect(output.succeeded && output.standardError.isEmpty, "\(output.standardOutput)\(output.standardError)")
    }

    @Test("machines that were not heard of for long are silent; those shut out are revoked")
    func states() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await machine.client.present(trustDigest: nil)
                portal.clock.advance(by: .seconds(901))
                #expect(Self.number("kiosk_portal_kiosks{state=\"silent\"}", try await Self.text(portal)) == 1)
                _ = try await machine.client.present(trustDigest: nil)
                #expect(Self.number("kiosk_portal_kiosks{state=\"well\"}", try await Self.text(portal)) == 1)
                _ = try await PortalAdministration.revoke(machine.identity.kioskID, .lost, in: portal.options)
                #expect(Self.number("kiosk_portal_kiosks{state=\"revoked\"}", try await Self.text(portal)) == 1)
            }
        }
    }

    @Test("a handshake without a certificate is counted as refused, at the port for machines")
    func handshakes() async throws {
        try RealPart.require(programs: "openssl")
        try await withPortal { portal in
            let port = portal.kioskAddress.split(separator: ":").last ?? ""
            let command =
                "openssl s_client -connect 127.0.0.1:\(port) -CAfile \(portal.options.tlsAuthorityFile) -quiet"
            _ = try await Tool.run("sh", ["-c", "timeout 20 \(command) < /dev/null"])
            let series = "kiosk_portal_handshakes_failed_total{port=\"kiosks\",reason=\"refused\"}"
            try await eventually("the handshake is counted") {
                Self.number(series, try await Self.text(portal)) == 1 ? () : nil
            }
        }
    }

    @Test("nothing but metrics is served at their port")
    func alone() async throws {
        try await withPortal { portal in
            let base = String(portal.metrics.dropLast("/metrics".count))
            #expect(!base.hasSuffix(":0"))
            let other = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: base + PortalRoute.kiosks), timeout: .seconds(20))
            #expect(other.status == .notFound)
        }
    }
}
