import Dispatch
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PushedConfiguration
import SQLAccess
import Testing

@testable import PortalServer

/// Two processes at once, on PostgreSQL: SQLite has one writer.
@Suite("6.7: sets of configuration and who is first", .timeLimit(.minutes(5))) struct ConfigurationRaceTests {
    private let team = ConfigurationTeam()

    private func withSharedPortal(_ body: @escaping @Sendable (PortalFixture) async throws -> Void) async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        try await StoreKind.$current.withValue(.postgresql) { try await withPortal(body) }
    }

    @Test("Two machines that fail at once are two: a set that stops after two is stopped") func stopAfter() async throws
    {
        try await withSharedPortal { portal in
            try await portal.withMachine { first in
                try await portal.withMachine { second in
                    for version in 1...12 {
                        let name = try await PortalAdministration.publish(
                            try team.signed(version), signers: team.pem, RollOutPlan(share: 100, stopAfter: 2),
                            in: portal.options)
                        let report = ConfigurationReport(
                            refused: ConfigurationRefusal(set: name, code: "configuration.rolled-back", reason: "x"))
                        let telling = KioskTelling(
                            configuration: ConfigurationPresence(centre: "PSC-1", region: "ALA", report: report))
                        async let one = first.client.present(trustDigest: nil, telling)
                        async let other = second.client.present(trustDigest: nil, telling)
                        _ = try await (one, other)
                        let state = try await PortalAdministration.configurations(in: portal.options)
                            .first { $0.name == name }?.state
                        #expect(state == .stopped, "version \(version)")
                    }
                }
            }
        }
    }

    @Test("Version 7 that comes while 8 is being published waits, and is refused as older") func versions() async throws
    {
        try await withSharedPortal { portal in
            let keys = try SignerKeys(pem: team.pem)
            let eight = try keys.open(try team.signed(8))
            let store = try await PortalStore.open(portal.options)
            let (over, (begun, begin)) = (DispatchSemaphore(value: 0), AsyncStream.makeStream(of: Void.self))
            async let publishing: Void = store.write { database in
                try NamedLock.configurations.hold(database, in: store)
                try ConfigurationRow.insert(database, eight, RollOutPlan(), at: portal.clock.now())
                begin.finish()
                _ = over.wait(timeout: .now() + 14)
            }
            for await _ in begun {}
            let seven = Task {
                do {
                    _ = try await PortalAdministration.publish(
                        try team.signed(7), signers: team.pem, RollOutPlan(), in: portal.options)
                    return nil as FailureCode?
                } catch let failure as Failure {
                    return failure.code
                }
            }
            try await eventually {
                try await portal.stored(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
                ) == "1"
            }
            over.signal()
            try await publishing
            #expect(try await seven.value == .configurationOlder)
            #expect(try await portal.stored("SELECT version FROM configurationSet") == "8")
            try await store.close()
        }
    }
}
