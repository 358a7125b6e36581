import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

struct ClockTests {
    @Test("6: a machine whose clock is a year off is served, and both sides see by how much", arguments: [365, -365])
    func yearOff(_ days: Int64) async throws {
        try await withPortal { portal in
            let identity = try await portal.enrol([.kiosk])
            let pem = try String(contentsOfFile: portal.options.tlsAuthorityFile, encoding: .utf8)
            let client = try PortalClient(
                PortalConfiguration(address: portal.address, trustedAuthorities: pem, timeout: .seconds(20)),
                identity: identity, now: { PortalClient.systemClock() + days * 86_400_000 })
            let standing = try await client.present(trustDigest: nil)
            let expected = -days * 86_400_000
            #expect(abs(standing.clockOffsetMilliseconds - expected) < 60_000)
            _ = try await client.time()
            #expect(abs(client.clockOffset - expected) < 60_000)
            await client.shutdown()
            let listed = try await PortalAdministration.kiosks(in: portal.options).kiosks.first
            #expect(abs((listed?.clockOffsetMilliseconds ?? 0) - expected) < 60_000)
            #expect(listed?.seenAtMilliseconds != nil)
        }
    }

    @Test("6.2: a machine's news are written when they are new, not with every look") func news() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                func seen() async throws -> Int64? {
                    try await PortalAdministration.kiosks(in: portal.options).kiosks.first?.seenAtMilliseconds
                }
                _ = try await machine.client.present(trustDigest: String(repeating: "a", count: 64))
                let first = try #require(try await seen())
                // Later by the clock, which itself goes on: one that is moved were news, too.
                func later(than moment: Int64) async throws {
                    try await eventually("the next millisecond") {
                        portal.clock.now().milliseconds > moment ? () : nil
                    }
                }
                try await later(than: first)
                _ = try await machine.client.present(trustDigest: String(repeating: "a", count: 64))
                #expect(try await seen() == first)
                _ = try await machine.client.present(trustDigest: String(repeating: "b", count: 64))
                let news = try #require(try await seen())
                #expect(news > first)
                portal.clock.advance(by: .seconds(301))
                _ = try await machine.client.present(trustDigest: String(repeating: "b", count: 64))
                #expect(try #require(try await seen()) > news + 300_000)
            }
        }
    }
}
