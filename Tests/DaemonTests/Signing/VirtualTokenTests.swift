import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import SigningKeys
import Testing

/// RULES R1 for tokens, with the built kiosk-token and SoftHSM's module, which is a virtual token.
@Suite("Virtual tokens are for the demonstration only", .serialized, .timeLimit(.minutes(2)))
struct VirtualTokenTests {
    @Test("an enrolled kiosk offers no place on it, says why, and does not open it; a demonstration uses it")
    func bothSides() async throws {
        let soft = try await SoftTokenHelper()
        func source(_ acceptsVirtual: Bool) -> TokenKeySource {
            TokenKeySource(socketPath: soft.socket, acceptsVirtual: acceptsVirtual) { _ in
                throw Failure(.certificateMalformed)
            }
        }
        let listing = try await eventually("kiosk-token answers", within: .seconds(20)) {
            let listing = await source(true).places(making: .ecP256)
            return listing.places.isEmpty ? nil : listing
        }
        let place = try #require(listing.places.first)
        #expect(listing.findings.isEmpty && place.name == "demo")
        let session = try await source(true).open(place)
        await session.end()

        let refused = await source(false).places(making: .ecP256)
        #expect(refused.places.isEmpty)
        #expect(refused.findings.map(\.code) == [.virtualPartRefused])
        let keys = await source(false).keys()
        #expect(keys.keys.isEmpty && keys.findings.map(\.code) == [.virtualPartRefused])
        let failure = await #expect(throws: Failure.self) { _ = try await source(false).open(place) }
        #expect(failure?.code == .virtualPartRefused)
    }
}
