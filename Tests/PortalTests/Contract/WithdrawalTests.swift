import HTTPTypes
import KioskDomain
import NIOHTTP1
import PortalContract
import Testing
import Yams

@testable import PortalServer

@Suite("Issue 6.1: operations of the contract that shall go") struct WithdrawalTests {
    @Test("Each answer of a deprecated operation tells both days, and no other answer does") func headers() async throws
    {
        let document = try ContractDocument.own()
        try await withPortal { portal in
            let machine = Wire(portal: portal, identity: try await portal.enrol(KioskRole.allCases))
            for (operation, demand) in document.operations {
                let answers = [
                    try await Wire(portal: portal).send(operation.method, operation.sample),
                    try await machine.send(operation.method, operation.sample),
                ]
                for answer in answers {
                    let said = answer.headers.first(name: "deprecation") != nil
                    #expect(said == (demand.withdrawal != nil), "\(operation)")
                    #expect(said == (answer.headers.first(name: "sunset") != nil), "\(operation)")
                }
            }
            let answer = try await Wire(portal: portal).send(.post, PortalRoute.firstCertificate)
            #expect(answer.headers.first(name: "deprecation") == "@1796083200")
            #expect(answer.headers.first(name: "sunset") == "Sat, 01 Jan 2028 00:00:00 GMT")
        }
    }

    @Test(
        "Without both days, or with less than a year between them, the portal does not start",
        arguments: [
            "{deprecated: true}", "{deprecated: true, x-deprecated-on: \"2026-12-01\"}",
            "{deprecated: true, x-sunset: \"2028-01-01\"}",
            "{deprecated: true, x-deprecated-on: \"2026-12-01\", x-sunset: \"2027-11-30\"}",
        ])
    func terms(operation: String) throws {
        let node = try #require(try Yams.compose(yaml: operation)?.mapping)
        let parts = Dictionary(
            uniqueKeysWithValues: node.compactMap { pair in pair.key.string.map { ($0, pair.value) } })
        #expect(throws: ContractDocument.Unknown.self) { try ContractWithdrawal(parts) }
    }
}
