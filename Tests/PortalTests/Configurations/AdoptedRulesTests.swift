import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

@Suite("6.7: what machines are given does not contradict the portal", .onEachStore) struct AdoptedRulesTests {
    private static let four = #""attempt-limit": [{"value": 4}]"#
    private let team = ConfigurationTeam()

    private func publish(_ rules: String, _ version: Int, scope: String = "all", at portal: PortalFixture) async throws
    {
        _ = try await PortalAdministration.publish(
            try team.signed(version, scope: scope, rules: rules), signers: team.pem, RollOutPlan(share: 100),
            in: portal.options)
    }

    private func refusal(_ rules: String, scope: String = "all", at portal: PortalFixture) async throws -> String? {
        do {
            try await publish(rules, 99, scope: scope, at: portal)
            return nil
        } catch let failure as Failure {
            #expect(failure.code == .configurationPortal)
            return failure.detail
        }
    }

    @Test(
        "A table by which the portal judges otherwise is refused by its name, in each scope; the portal's own and others go"
    )
    func refused() async throws {
        try await withPortal { portal in
            for scope in ["all", "region:ALA", "psc:PSC-1", "kiosk:kiosk-1"] {
                let detail = try await refusal(Self.four, scope: scope, at: portal)
                #expect(detail == "the portal judges by other data of attempt-limit")
            }
            for (table, value) in [
                ("minimum-age", "18"), ("application-days", "20"),
                ("evidence", #"{"maximum-distance": 0.4, "minimum-frames": 6, "needs-liveness": true}"#),
                ("media", #"{"kiosk": ["id-card"], "desk": ["id-card"]}"#),
                ("document-access", #"{"life-seconds": 60, "longest-seconds": 600}"#),
            ] {
                let detail = try await refusal(#""\#(table)": [{"value": \#(value)}]"#, at: portal)
                #expect(detail == "the portal judges by other data of \(table)", "\(table)")
            }
            let pilot =
                #""card-exchange": [{"from": "2025-05-28", "value": {"days-before-expiry": 30, "days-after-expiry": 10}}]"#
            #expect(try await refusal(pilot, at: portal) == "the portal judges by other data of card-exchange")
            // On some day to come, too; what was before today is nobody's matter any more.
            let later = #""attempt-limit": [{"value": 5}, {"from": "2099-01-01", "value": 4}]"#
            #expect(try await refusal(later, at: portal) != nil)
            let former = #""attempt-limit": [{"value": 4}, {"from": "2020-01-01", "value": 5}]"#
            try await publish(former, 1, at: portal)
            try await publish(#""attempt-limit": [{"value": 5}], \#(ConfigurationTeam.harmless)"#, 2, at: portal)
            #expect(try await PortalAdministration.configurations(in: portal.options).count == 2)
        }
    }

    @Test("An adopted set: the portal stops people at four, its operators' side too, and machines are given the same")
    func adopted() async throws {
        let folder = try TemporaryFolder("adopted")
        try await withPortal(folder: folder) { portal in
            #expect(try AdoptedRules.book(in: portal.options.stateFolder).attemptLimit.base == 5)
            let name = try await PortalAdministration.adopt(
                try team.signed(7, rules: Self.four), signers: team.pem, in: portal.options)
            #expect(name.version == 7)
        }
        var rules = try AdoptedRules.book(in: folder.file("state"))
        rules.evidence.base.needsLiveness = false
        try await withPortal(folder: folder, rules: rules) { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let proof = try await machine.proof(of: People.fourFailures)
                let refused = await failure {
                    _ = try await machine.client.openAttempt(
                        machine.attempt(1), AttemptOpening(iin: People.fourFailures, proof: proof))
                }
                #expect(refused?.code == .attemptsExhausted)
                // Five are as built: `OperatorTests` has the same person refused with four.
                let record = try await machine.client.applyAtDesk(
                    OperatorApplicationRequest(iin: People.fourFailures, medium: .idCard, operatorID: "Operator 1"),
                    key: "a")
                #expect(record.state == .submitted)
            }
            try await publish(Self.four, 7, at: portal)
            #expect(try await refusal(ConfigurationTeam.harmless, at: portal) != nil, "five, by leaving it out")
        }
    }

    @Test("One for some machines only, of another signer, or damaged is not adopted, and not judged by")
    func notAdopted()
        async throws
    {
        try await withPortal { portal in
            let options = portal.options
            for (text, signers, code) in [
                (
                    try team.signed(1, scope: "psc:PSC-1", rules: Self.four), team.pem,
                    FailureCode.configurationElsewhere
                ),
                (try team.signed(1, rules: Self.four), ConfigurationTeam().pem, .configurationSignature),
            ] {
                let failure = await #expect(throws: Failure.self) {
                    _ = try await PortalAdministration.adopt(text, signers: signers, in: options)
                }
                #expect(failure?.code == code)
            }
            #expect(try AdoptedRules.book(in: options.stateFolder).attemptLimit.base == 5)
            _ = try await PortalAdministration.adopt(
                try team.signed(1, rules: Self.four), signers: team.pem, in: options)
            let file = "\(options.stateFolder)/rules.jws"
            let kept = try String(contentsOfFile: file, encoding: .utf8)
            try kept.replacing("a", with: "b", maxReplacements: 1).write(
                toFile: file, atomically: true, encoding: .utf8)
            #expect(throws: Failure.self) { try AdoptedRules.book(in: options.stateFolder) }
        }
    }
}
