import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PushedConfiguration
import Testing

@testable import PortalServer

/// Sets as the portal's team makes them.
struct ConfigurationTeam: Sendable {
    let key = P256.Signing.PrivateKey()

    var pem: String { key.publicKey.pemRepresentation + "\n" }

    /// Of a table by which the portal itself does not judge.
    static let harmless = #""confirmation-days": [{"value": 3}]"#

    func signed(_ version: Int, scope: String = "all", rules: String = harmless) throws -> String {
        let json = """
            {"format": "psc-kiosk-configuration-1", "scope": "\(scope)", "version": \(version),
            "valid-from": "2026-01-01", "rules": {\(rules)}}
            """
        return try SignerKeys.sign(Data(json.utf8), with: key).text
    }
}

extension PortalFixture {
    @discardableResult
    fileprivate func publish(
        _ team: ConfigurationTeam, _ version: Int, scope: String = "all", share: Int = 100,
        hold: Duration = .seconds(3600), stopAfter: Int = 1
    ) async throws -> ConfigurationName {
        try await PortalAdministration.publish(
            try team.signed(version, scope: scope), signers: team.pem,
            RollOutPlan(share: share, hold: hold, stopAfter: stopAfter), in: options)
    }

    fileprivate func state(_ name: ConfigurationName) async throws -> RollOutState? {
        try await PortalAdministration.configurations(in: options).first { $0.name == name }?.state
    }
}

extension Machine {
    /// Tells how it stands, and hears what it is offered.
    fileprivate func offer(_ report: ConfigurationReport = ConfigurationReport()) async throws -> ConfigurationName? {
        try await client.present(
            trustDigest: nil,
            KioskTelling(configuration: ConfigurationPresence(centre: "PSC-1", region: "ALA", report: report))
        ).configuration
    }
}

@Suite("6.7: sets of configuration at the portal", .onEachStore)
struct ConfigurationTests {
    private let team = ConfigurationTeam()

    @Test("A published set is offered to machines that take sets, and given to them as it was signed") func offered()
        async throws
    {
        try await withPortal { portal in
            let name = try await portal.publish(team, 1)
            try await portal.withMachine { machine in
                #expect(try await machine.client.present(trustDigest: nil).configuration == nil)
                #expect(try await machine.client.configuration().set == nil)
                #expect(try await machine.offer() == name)
                let text = try #require(try await machine.client.configuration().set)
                #expect(ConfigurationName(try SignerKeys(pem: team.pem).open(text)) == name)
                // Who has it, waits with it or tries it is not offered it again.
                for report in [
                    ConfigurationReport(running: name), ConfigurationReport(waiting: name),
                    ConfigurationReport(trial: name),
                ] {
                    #expect(try await machine.offer(report) == nil)
                    #expect(try await machine.client.configuration().set == nil)
                }
            }
        }
    }

    @Test("Of the scopes that hold a machine the narrowest counts, and in it the newest set") func scopes() async throws
    {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let id = machine.identity.kioskID
                try await portal.publish(team, 9)
                try await portal.publish(team, 3, scope: "psc:PSC-2")
                #expect(try await machine.offer()?.scope == "all")
                for scope in ["region:ALA", "psc:PSC-1", "kiosk:\(id)"] {
                    try await portal.publish(team, 1, scope: scope)
                    let newest = try await portal.publish(team, 2, scope: scope)
                    #expect(try await machine.offer() == newest)
                }
            }
        }
    }

    @Test("Versions only grow within their scope; a set of another signer or for no scope is not published")
    func publishing() async throws {
        try await withPortal { portal in
            try await portal.publish(team, 5)
            for version in [4, 5] {
                let failure = await #expect(throws: Failure.self) { try await portal.publish(team, version) }
                #expect(failure?.code == .configurationOlder)
            }
            try await portal.publish(team, 1, scope: "psc:PSC-1")
            let other = ConfigurationTeam()
            let failure = await #expect(throws: Failure.self) {
                try await PortalAdministration.publish(
                    try other.signed(6), signers: team.pem, RollOutPlan(), in: portal.options)
            }
            #expect(failure?.code == .configurationSignature)
        }
    }

    @Test("A share first: others follow after the time with a machine that runs well") func canary() async throws {
        let clock = MovableClock()
        try await withPortal(clock: clock) { portal in
            let name = try await portal.publish(team, 1, share: 1)
            #expect(try await portal.state(name) == .canary)
            // TLS looks at the real clock: a machine that enrols later is of the future.
            try await portal.withMachine { machine in
                let other = try await portal.enrol([.kiosk])
                // Whether this one is of the first share is chance; that it runs well is told all the same.
                _ = try await machine.offer(ConfigurationReport(running: name))
                #expect(try await portal.state(name) == .canary)
                clock.advance(by: .seconds(3601))
                _ = try await machine.offer(ConfigurationReport(running: name))
                #expect(try await portal.state(name) == .all)
                let offered = try await portal.withClient(other) { client in
                    try await Machine(client: client, identity: other, fixture: portal).offer()
                }
                #expect(offered == name)
            }
        }
    }

    @Test("Without a machine that runs it, a set does not go to all by itself") func nobody() async throws {
        let clock = MovableClock()
        try await withPortal(clock: clock) { portal in
            let name = try await portal.publish(team, 1, share: 1)
            try await portal.withMachine { machine in
                clock.advance(by: .seconds(100_000))
                _ = try await machine.offer()
            }
            #expect(try await portal.state(name) == .canary)
        }
    }

    @Test("A set for one machine, or for a few of which none is among the first, is offered to more with each hold")
    func fewMachines() async throws {
        let plan = RollOutPlan(share: 10, hold: .seconds(3600))
        let shares = [0, 3_599, 3_600, 7_200, 10_800, 14_400, 1_000_000].map {
            RollOut.share(plan, after: .seconds($0))
        }
        #expect(shares == [10, 10, 20, 40, 80, 100, 100])
        let clock = MovableClock()
        try await withPortal(clock: clock) { portal in
            try await portal.withMachine { machine in
                let name = try await portal.publish(team, 1, scope: "kiosk:\(machine.identity.kioskID)", share: 1)
                clock.advance(by: .seconds(7 * 3_600))
                #expect(try await machine.offer() == name)
            }
        }
    }

    @Test("A failing set stops by itself: no other machine is offered it, and the team sees why") func stopped()
        async throws
    {
        try await withPortal { portal in
            let former = try await portal.publish(team, 1)
            let name = try await portal.publish(team, 2, stopAfter: 2)
            let refused = ConfigurationReport(
                running: former,
                refused: ConfigurationRefusal(
                    set: name, code: "configuration.rolled-back", reason: "camera.face: ok before, now fail"))
            try await portal.withMachine { first in
                #expect(try await first.offer(refused) == nil)
                #expect(try await portal.state(name) == .all)
                try await portal.withMachine { second in
                    #expect(try await second.offer(refused) == nil)
                    #expect(try await portal.state(name) == .stopped)
                    let offered = try await portal.withMachine { try await $0.offer() }
                    #expect(offered == former)
                }
                let status = try await PortalAdministration.configurationStatus(in: portal.options)
                    .first { $0.kioskID == first.identity.kioskID }
                #expect(status?.told.report.refused?.reason == "camera.face: ok before, now fail")
                #expect(status?.told.report.running == former && status?.isUnknownHere == false)
            }
            let listed = try await PortalAdministration.configurations(in: portal.options).first { $0.name == name }
            #expect(listed?.failed == 2 && listed?.good == 0)
        }
    }

    @Test("A withdrawn set is offered to nobody, and its version is never used again") func withdrawn() async throws {
        try await withPortal { portal in
            let name = try await portal.publish(team, 1)
            try await PortalAdministration.withdraw("all", 1, in: portal.options)
            #expect(try await portal.state(name) == .withdrawn)
            let offered = try await portal.withMachine { try await $0.offer() }
            #expect(offered == nil)
            let again = await #expect(throws: Failure.self) { try await portal.publish(team, 1) }
            #expect(again?.code == .configurationOlder)
            let unknown = await #expect(throws: Failure.self) {
                try await PortalAdministration.withdraw("all", 7, in: portal.options)
            }
            #expect(unknown?.code == .configurationUnknown)
        }
    }

    @Test("A portal put back to yesterday offers nothing older to a machine that is further, and says so")
    func restored() async throws {
        try await withPortal { portal in
            try await portal.publish(team, 1)
            let lost = ConfigurationName(scope: "all", version: 2, digest: String(repeating: "a", count: 64))
            try await portal.withMachine { machine in
                #expect(try await machine.offer(ConfigurationReport(running: lost)) == nil)
                let status = try await PortalAdministration.configurationStatus(in: portal.options).first
                #expect(status?.isUnknownHere == true)
            }
        }
    }

    @Test("What was signed is shown as it was written") func shown() async throws {
        try await withPortal { portal in
            try await portal.publish(team, 1)
            let set = try await PortalAdministration.configuration("all", 1, in: portal.options)
            #expect(try ConfigurationSet(json: set).version == 1)
            let failure = await #expect(throws: Failure.self) {
                try await PortalAdministration.configuration("all", 2, in: portal.options)
            }
            #expect(failure?.code == .configurationUnknown)
        }
    }
}
