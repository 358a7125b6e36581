import KioskDomain
import KioskTestSupport
import Logging
import PortalContract
import Testing

@testable import PortalServer

@Suite("Issue 6.5: portraits are judged on after a fault of the database", .timeLimit(.minutes(5)))
struct PortraitFaultTests {
    private actor Judge: PortraitJudge {
        nonisolated let name = "any"

        func isUsable(_ picture: [UInt8]) -> Bool? { true }

        func rest() {}
    }

    @Test("A database that is away, then there: all pictures are judged, and one that is asked for after another fault")
    func awayAndBack() async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let server = try await PostgreSQLServer([:])
        let folder = try TemporaryFolder("portraits")
        for name in ["obama.jpg", "biden.jpg"] { try folder.write(name, Array(name.utf8)) }
        let options = PortalOptions(stateFolder: folder.path, database: try await server.database("portal"))
        let store = try await PortalStore.open(options)
        let clock = PortalClock(now: PortalOptions.systemClock)
        try await DemonstrationPeople.seed(store, now: clock.now())
        let register = PortraitRegister(store: store, clock: clock, folder: folder.path, judge: Judge())
        func verdicts() async throws -> String {
            try await server.query("SELECT count(*) FROM portraitVerdict", in: "portal")
        }
        func isSaid(_ log: KeptLog) async throws {
            try await eventually { log.count("portraits wait", "portal.store-unavailable") > 0 }
        }

        try await server.stop("immediate")
        let first = KeptLog()
        let logger = Logger(label: "portraits") { _ in first }
        let judging = Task { await register.judge(logger) }
        try await isSaid(first)
        try await server.start()
        try await eventually("all are judged", within: .seconds(60)) { try await verdicts() == "2" ? () : nil }

        // Asked for while the database is there, judged when it is back.
        try folder.write("obama.jpg", Array("another".utf8))
        #expect(try await register.standing(of: "obama.jpg") == .unknown)
        try await server.stop("immediate")
        try await server.start()
        try await eventually("the new one is judged", within: .seconds(60)) { try await verdicts() == "3" ? () : nil }
        judging.cancel()
        await judging.value
        try await store.close()
        try await server.stop("immediate")
    }
}
