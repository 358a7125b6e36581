import KioskDomain
import KioskTestSupport
import PortalClient
import Testing

@testable import PortalServer

@Suite("L3: reports of codes that did not come", .onEachStore) struct MissingCodeLimitTests {
    @Test("five a day in a person's name; the same one again is none; a day later there is room")
    func limit() async throws {
        try await withPortal { portal in
            portal.clock.stand()
            try await portal.withMachine { machine in
                func report(_ number: Int64) async -> FailureCode? {
                    let wish = ArrivalSamples.missingCode(number)
                    return await failure { _ = try await machine.client.reportMissingCode(wish) }?.code
                }
                var codes: [FailureCode?] = []
                for number in [1, 2, 2, 3, 4, 5, 6, 5] { codes.append(await report(Int64(number))) }
                #expect(codes == [nil, nil, nil, nil, nil, nil, .smsLimit, nil])
                portal.clock.advance(by: .seconds(86_400))
                #expect(await report(6) == nil)
            }
        }
    }
}
