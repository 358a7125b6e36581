import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import SigningKeys
import Testing

/// The built kiosk-token with SoftHSM's module.
@Suite("E2a: a blank token", .serialized, .timeLimit(.minutes(2)))
struct BlankTokenTests {
    @Test("E2a: keys are made on a token whose holder has a PIN; one without is named so", arguments: [true, false])
    func blank(_ withPIN: Bool) async throws {
        let soft = try await SoftTokenHelper(withPIN: withPIN)
        let source = TokenKeySource(
            socketPath: soft.socket, acceptsVirtual: true, summary: { _ in throw Failure(.certificateMalformed) })
        let expected: TokenSight = withPIN ? .ready : .refused(.tokenBlank)
        // Until it listens, it is the helper that is missing.
        let canBeWritten = try await eventually("kiosk-token tells \(expected)", within: .seconds(20)) {
            () async -> Bool? in
            let seen = await source.look(for: .kaztoken, making: .ecP256)
            return seen.sight == expected ? seen.place != nil : nil
        }
        #expect(canBeWritten == withPIN)
    }
}
