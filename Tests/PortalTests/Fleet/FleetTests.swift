import FoundationEssentials
import KioskDomain
import KioskFleet
import KioskTestSupport
import PortalContract
import PortalServer
import Testing

/// Issue 6 item 8: many kiosks of the real client code lose their line, drain, and the database holds what they wrote.
@Suite("kiosk-sim fleet", .onEachStore) struct FleetTests {
    private func plan(_ portal: PortalFixture, kiosks: Int, hasJournals: Bool, records: Int = 25) throws -> FleetPlan {
        FleetPlan(
            portal: portal.address,
            authority: try String(contentsOfFile: portal.options.tlsAuthorityFile, encoding: .utf8),
            codeFile: portal.options.enrolmentCodeFile, kiosks: kiosks, folder: portal.folder.file("fleet"),
            hasJournals: hasJournals, steady: .milliseconds(200), outage: .zero, records: records, days: 30,
            patience: .seconds(120))
    }

    /// Number and XOR of the digests of each kiosk, as the portal's database has them.
    private func held(_ portal: PortalFixture) async throws -> [String: FleetReport.KioskLedger] {
        var held: [String: (number: Int, digests: UInt64)] = [:]
        for row in try await portal.stored("SELECT source, digest FROM event").split(separator: "\n") {
            let parts = row.split(separator: "|")
            let (number, digests) = held[String(parts[0])] ?? (0, 0)
            let digest = try #require(UInt64(parts[1].prefix(16), radix: 16))
            held[String(parts[0])] = (number + 1, digests ^ digest)
        }
        return held.mapValues { .init(written: $0.number, digests: String($0.digests, radix: 16)) }
    }

    @Test("every record stands once in the database, by kiosk, number and digest", arguments: [true, false])
    func drains(hasJournals: Bool) async throws {
        try await withPortal { portal in
            let plan = try plan(portal, kiosks: hasJournals ? 6 : 30, hasJournals: hasJournals)
            let report = try await Fleet(plan) { _ in }.run()
            #expect(report.lost == 0)
            #expect(report.backlog >= plan.kiosks * plan.records)
            #expect(report.ledger.count == plan.kiosks)
            #expect(try await held(portal) == report.ledger)
            #expect((report.reopenSeconds != nil) == hasJournals)
        }
    }

    @Test("a fleet that is to lose nothing works all the same, as .ci/patroni has it")
    func withoutOutage() async throws {
        try await withPortal { portal in
            let report = try await Fleet(try plan(portal, kiosks: 3, hasJournals: true, records: 0)) { _ in }.run()
            #expect(report.written > 0 && report.lost == 0)
            #expect(try await held(portal) == report.ledger)
        }
    }
}
