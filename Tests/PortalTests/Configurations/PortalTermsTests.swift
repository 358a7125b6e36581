import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import PortalContract
import PushedConfiguration
import Testing

@testable import PortalServer

/// Issue 6.5 and 6.7: machines are judged alike, whichever portal of a database they reach.
@Suite("Issue 6.5: rules of portals on one database", .onEachStore) struct PortalTermsTests {
    private static let four = #""attempt-limit": [{"value": 4}]"#
    private let team = ConfigurationTeam()

    private func start(_ options: PortalOptions) async -> (any CodedError)? {
        do {
            _ = try await Portal(options, logger: Logger(label: "terms") { _ in KeptLog() }) { _ in }
            return nil
        } catch { return error as? any CodedError }
    }

    private func adopt(_ version: Int, in options: PortalOptions) async throws {
        _ = try await PortalAdministration.adopt(
            try team.signed(version, rules: Self.four), signers: team.pem, in: options)
    }

    private func publish(_ version: Int, in options: PortalOptions) async throws {
        _ = try await PortalAdministration.publish(
            try team.signed(version, rules: Self.four), signers: team.pem, RollOutPlan(share: 100), in: options)
    }

    @Test("A folder with other rules than those on record is refused at the start with code and way out, each way")
    func others() async throws {
        let folder = try TemporaryFolder("terms")
        var options = try await withPortal(folder: folder) { $0.options }
        let file = "\(options.stateFolder)/rules.jws"
        try await adopt(7, in: options)
        #expect(await start(options) == nil, "adopted for the database, too")
        // The folder of another machine, which nobody adopted anything in.
        try FileManager.default.moveItem(atPath: file, toPath: folder.file("kept.jws"))
        let refused = await start(options)
        #expect(refused?.code == .configurationPortal)
        #expect(refused?.detail.contains(#""as built""#) == true && refused?.detail.contains("all 7 ") == true)
        #expect(refused?.detail.contains("rules.jws") == true)
        let here = options
        let published = await #expect(throws: Failure.self) {
            _ = try await PortalAdministration.publish(
                try team.signed(8), signers: team.pem, RollOutPlan(share: 100), in: here)
        }
        #expect(published?.code == .configurationPortal)
        options.replacesRules = true
        #expect(await start(options) == nil)
        options.replacesRules = false
        #expect(await start(options) == nil)
        // What was replaced is refused in its turn, until it is adopted anew.
        try FileManager.default.moveItem(atPath: folder.file("kept.jws"), toPath: file)
        #expect(await start(options)?.code == .configurationPortal)
        try await adopt(7, in: options)
        #expect(await start(options) == nil)
        try await publish(7, in: options)
    }

    @Test("The same set signed once more is the same; another set under its version is not")
    func anotherSignature() async throws {
        let folder = try TemporaryFolder("terms")
        let options = try await withPortal(folder: folder) { $0.options }
        try await adopt(7, in: options)
        let set = try SignedSet.opened(try team.signed(7, rules: Self.four), signers: team.pem)
        try AdoptedRules.adopt(set, signers: team.pem, in: options.stateFolder)
        #expect(await start(options) == nil)
        let other = try SignedSet.opened(try team.signed(7), signers: team.pem)
        try AdoptedRules.adopt(other, signers: team.pem, in: options.stateFolder)
        #expect(await start(options)?.code == .configurationPortal)
    }

    @Test("A portal that runs while other rules are adopted says that it is to be started anew")
    func running() async throws {
        let folder = try TemporaryFolder("terms")
        try await withPortal(folder: folder) { portal in
            let store = try await PortalStore.open(portal.options)
            let terms = try PortalTerms(portal.options, store: store)
            let housekeeping = Housekeeping(
                store: store, clock: PortalClock { portal.clock.now() }, terms: terms)
            let log = KeptLog()
            await housekeeping.round(Logger(label: "terms") { _ in log })
            #expect(log.count("configuration.portal-differs") == 0)
            try await adopt(7, in: portal.options)
            await housekeeping.round(Logger(label: "terms") { _ in log })
            #expect(log.count("to be started anew", "configuration.portal-differs", "[error]") == 1)
            try await store.close()
        }
    }

    @Test("R1: no demonstration on a real portal's database, nor the other way round: nobody is made up there")
    func modes() async throws {
        for demonstration in [true, false] {
            let folder = try TemporaryFolder("mode")
            try await withPortal(demonstration: demonstration, folder: folder) { portal in
                let people = try await portal.stored("SELECT count(*) FROM person")
                #expect((people != "0") == demonstration)
                var options = portal.options
                options.demonstration.toggle()
                let refused = await start(options)
                #expect(refused?.code == .configurationInvalid && refused?.detail.contains("--state") == true)
                #expect(try await portal.stored("SELECT count(*) FROM person") == people)
            }
        }
    }

    @Test("The built program says code and remedy") func program() async throws {
        let folder = try TemporaryFolder("terms")
        try await withPortal(folder: folder) { portal in
            try await adopt(7, in: portal.options)
            try FileManager.default.removeItem(atPath: "\(portal.options.stateFolder)/rules.jws")
            try await TeamProgram(portal: portal).refuses(
                .configurationPortal, ["serve", "--demonstration", "--port", "0", "--kiosk-port", "0"])
        }
    }
}

@Suite("Issue 6.5: rules of portals that start at once") struct PortalTermsRaceTests {
    private func outcome(_ options: PortalOptions) async -> FailureCode? {
        do {
            _ = try await Portal(options, logger: Logger(label: "terms") { _ in KeptLog() }) { _ in }
            return nil
        } catch { return (error as? any CodedError)?.code ?? .internalError }
    }

    @Test("Of two with other rules on an empty database exactly one starts, ten times over")
    func race() async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let team = ConfigurationTeam()
        for _ in 0..<10 {
            let folder = try TemporaryFolder("terms")
            let database = try await StoreKind.postgresql.address(of: folder)
            // One set of keys for both; a set of rules in one folder, adopted at another database.
            let (one, other) = (try folder.makeFolder("one"), folder.file("other"))
            _ = try TrustAuthorities(folder: one, now: PortalOptions.systemClock())
            try FileManager.default.copyItem(atPath: one, toPath: other)
            _ = try await PortalAdministration.adopt(
                try team.signed(7), signers: team.pem, in: PortalOptions(stateFolder: one))
            async let here = outcome(PortalOptions(stateFolder: one, database: database))
            async let there = outcome(PortalOptions(stateFolder: other, database: database))
            let outcomes = [await here, await there]
            #expect(outcomes.contains(nil) && outcomes.contains(.configurationPortal), "\(outcomes)")
        }
    }
}
