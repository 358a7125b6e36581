import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

/// The EDS on an application is verified by the portal itself, with the holder's IIN and at the portal's time.
@Suite("Issue 7.5: the EDS on an application", .onEachStore) struct ExchangeEDSTests {
    private static let year = Duration.seconds(366 * 86_400)

    @Test("every family of keys signs", arguments: [KeyAlgorithm.rsa(bits: 2048), .ecP256, .ecP384, .gost2015_512])
    func families(_ algorithm: KeyAlgorithm) async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let (iin, eds) = (ExchangeSamples.open, try await portal.eds(of: ExchangeSamples.open, algorithm))
                let request = try portal.exchangeRequest(iin, payment: try await portal.payment(of: iin), by: eds)
                #expect(try await kiosk.client.applyForExchange(request, key: "one").stage == .underCheck)
            }
        }
    }

    @Test(
        "another's, expired, not yet valid, revoked, for log-in only, a legal entity's, of another authority: refused")
    func refusedCertificates() async throws {
        let foreign = try await withPortal { try await $0.eds(of: ExchangeSamples.open) }
        try await withPortal(folder: nil, state: "other", rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let iin = ExchangeSamples.open
                let paid = try await portal.payment(of: iin)
                func code(_ eds: TestEDS) async throws -> FailureCode? {
                    let request = try portal.exchangeRequest(iin, payment: paid, by: eds)
                    return await failure { _ = try await kiosk.client.applyForExchange(request, key: "eds") }?.code
                }
                #expect(try await code(portal.eds(of: ExchangeSamples.firstDay)) == .requestForOtherPerson)
                portal.clock.advance(by: .zero - Self.year)
                let expired = try await portal.eds(of: iin)
                portal.clock.advance(by: Self.year)
                #expect(try await code(expired) == .certificateExpired)
                portal.clock.advance(by: .seconds(86_400))
                let early = try await portal.eds(of: iin)
                portal.clock.advance(by: .seconds(-86_400))
                #expect(try await code(early) == .certificateNotYetValid)
                let revoked = try await portal.eds(of: iin)
                try await portal.withMachine([.desk]) { desk in
                    _ = try await desk.client.revoke(
                        revoked.serial, RevocationRequest(cause: .keyCompromise, operatorID: "Operator 1"))
                }
                #expect(try await code(revoked) == .certificateRevoked)
                #expect(try await code(portal.eds(of: iin, .ecP256, .authentication)) == .certificatePurpose)
                let organisation = Organisation(
                    bin: "230440000010", name: "Demo Organisation 1", holder: "1.2.398.3.3.4.1.2.1")
                let entity = try await portal.eds(of: iin, .ecP256, .signature, organisation: organisation)
                #expect(try await code(entity) == .personLegalEntity)
                // Its authorities are the same files in these tests; its register is not.
                #expect(try await code(foreign) == .certificateStatusUnknown)
                #expect(try await portal.stored("SELECT count(*) FROM cardExchange") == "0")
                #expect(try await code(portal.eds(of: iin)) == nil, "and with a good one it goes on")
            }
        }
    }

    @Test("another application under the signature, a broken one, none: refused, nothing is made")
    func altered() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let (iin, eds) = (ExchangeSamples.open, try await portal.eds(of: ExchangeSamples.open))
                let good = try portal.exchangeRequest(iin, payment: try await portal.payment(of: iin), by: eds)
                func code(_ change: (inout CardExchangeRequest) -> Void) async -> FailureCode? {
                    var request = good
                    change(&request)
                    let sent = request
                    return await failure { _ = try await kiosk.client.applyForExchange(sent, key: "altered") }?.code
                }
                #expect(
                    await code {
                        $0.photo[20] ^= 0; $0.photo.insert(0, at: 17)
                    } == .signatureInvalid)
                #expect(await code { $0.payment = "P0" } == .signatureInvalid)
                #expect(await code { $0.reason = .damage } == .signatureInvalid)
                #expect(await code { $0.signature[$0.signature.count - 3] ^= 1 } == .signatureInvalid)
                #expect(await code { $0.signature = Data("none".utf8) } == .signatureInvalid)
                let others = try eds.sign(["slip": "x"], at: portal.clock.now())
                #expect(await code { $0.signature = others } == .signatureInvalid)
                #expect(try await portal.stored("SELECT count(*) FROM cardExchange") == "0")
                #expect(await code { _ in } == nil)
            }
        }
    }
}
