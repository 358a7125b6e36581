import FoundationEssentials
import PortalClient
import PortalServer
import Testing

@Suite("The kiosk's line to the portal")
struct PortalClientTests {
    @Test("A client that nobody shut down closes by itself: a start that fails half-way says why instead of crashing")
    func givenUp() async throws {
        try await withPortal { fixture in
            let pem = try String(contentsOfFile: fixture.options.tlsAuthorityFile, encoding: .utf8)
            let client = try PortalClient(
                PortalConfiguration(address: fixture.address, trustedAuthorities: pem, timeout: .seconds(20)))
            _ = try await client.time()
        }
    }
}
