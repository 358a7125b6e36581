import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract
import Testing

@testable import PortalServer

/// Issue 6 item 6: how all kiosks stand, as the portal's team sees it.
@Suite(.onEachStore) struct FleetStandingTests {
    private static func report(
        waiting: Int64 = 0, frozen: FailureCode? = nil, faults: [DeviceFault] = [], centre: String = "PSC-1",
        oldest: Int64? = nil, version: String = "1.0.0"
    ) -> KioskReport {
        KioskReport(
            version: version, centre: centre, waiting: waiting, oldestAtMilliseconds: oldest,
            frozen: frozen?.rawValue, faults: faults)
    }

    @Test("each state by what the machine told and what the portal knows; a summary of all; filters of the list")
    func states() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.technician]) { technician in
                let client = technician.client
                let now = portal.clock.now().milliseconds
                let fault = DeviceFault(device: "printer.slip", code: "printer.paper-out")
                try await portal.withMachine { well in
                    _ = try await well.client.present(
                        trustDigest: nil, KioskTelling(report: Self.report(waiting: 3, oldest: now - 60_000)))
                    try await portal.withMachine { broken in
                        _ = try await broken.client.present(
                            trustDigest: nil,
                            KioskTelling(report: Self.report(faults: [fault], centre: "PSC-2", version: "0.9.0")))
                        try await portal.withMachine { frozen in
                            _ = try await frozen.client.present(
                                trustDigest: nil,
                                KioskTelling(
                                    report: Self.report(
                                        waiting: 40, frozen: .journalUnsentTooLong, faults: [fault],
                                        oldest: now - 90_000)))
                            _ = try await portal.enrol([.kiosk])
                            let summary = try await client.fleet()
                            #expect(summary.count(.well) == 1 && summary.count(.fault) == 1)
                            #expect(summary.count(.frozen) == 1 && summary.count(.new) == 1)
                            #expect(summary.waiting == 43 && summary.oldestAtMilliseconds == now - 90_000)
                            #expect(summary.versions.map(\.name) == ["0.9.0", "1.0.0"])
                            #expect(summary.versions.map(\.count) == [1, 2])
                            let centres = Dictionary(summary.centres.map { ($0.centre, $0) }) { first, _ in first }
                            #expect(centres["PSC-1"] == FleetCentre(centre: "PSC-1", machines: 2, troubled: 1))
                            #expect(centres["PSC-2"] == FleetCentre(centre: "PSC-2", machines: 1, troubled: 1))
                            #expect(centres[""] == FleetCentre(centre: "", machines: 1, troubled: 0))

                            let inFault = try await client.fleetKiosks(state: .fault).kiosks
                            #expect(inFault.map(\.kioskID) == [broken.identity.kioskID])
                            #expect(inFault.first?.report?.faults == [fault])
                            #expect(try await client.fleetKiosks(centre: "PSC-2").kiosks == inFault)
                            #expect(try await client.fleetKiosks().kiosks.count == 4)
                            let last = try await client.fleetKiosks().kiosks.map(\.kioskID).sorted().last
                            #expect(try await client.fleetKiosks(after: last).kiosks.isEmpty)

                            portal.clock.advance(by: .seconds(1_000))
                            _ = try await well.client.present(trustDigest: nil, KioskTelling(report: Self.report()))
                            let later = try await client.fleet()
                            #expect(later.count(.silent) == 2 && later.count(.well) == 1)
                            _ = try await PortalAdministration.revoke(
                                frozen.identity.kioskID, .lost, in: portal.options)
                            let after = try await client.fleet()
                            #expect(after.count(.revoked) == 1 && after.waiting == 0)
                        }
                    }
                }
            }
        }
    }

    @Test("what somebody must act on is seen at once, not with the next news")
    func atOnce() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.technician]) { technician in
                try await portal.withMachine { machine in
                    _ = try await machine.client.present(trustDigest: nil, KioskTelling(report: Self.report()))
                    #expect(try await technician.client.fleet().count(.well) == 1)
                    let fault = DeviceFault(device: "camera.face", code: "camera.lost")
                    _ = try await machine.client.present(
                        trustDigest: nil, KioskTelling(report: Self.report(faults: [fault])))
                    #expect(try await technician.client.fleet().count(.fault) == 1)
                    _ = try await machine.client.present(trustDigest: nil, KioskTelling(report: Self.report()))
                    #expect(try await technician.client.fleet().count(.well) == 1)
                    // A machine of a former version tells nothing of itself, and its last report stands.
                    _ = try await machine.client.present(trustDigest: nil)
                    #expect(try await technician.client.fleetKiosks().kiosks.first?.report == Self.report())
                }
            }
        }
    }

    @Test("samples: one for each five minutes whoever takes it, fewer of longer times")
    func samples() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.technician]) { technician in
                try await portal.withMachine { machine in
                    let store = try await PortalStore.open(portal.options)
                    let sampler = FleetSampler(store: store, clock: PortalClock(now: { portal.clock.now() }))
                    for step in 0..<12 {
                        _ = try await machine.client.present(
                            trustDigest: nil, KioskTelling(report: Self.report(waiting: Int64(step) + 1)))
                        try await sampler.sample()
                        try await sampler.sample()
                        portal.clock.advance(by: .seconds(301))
                    }
                    let day = try await technician.client.fleetSamples(hours: 24).samples
                    #expect((11...13).contains(day.count))
                    #expect(day.map(\.atMilliseconds) == day.map(\.atMilliseconds).sorted())
                    #expect(day.last?.waiting == 12 && day.last?.reporting == 1 && day.last?.missing == 0)
                    let month = try await technician.client.fleetSamples(hours: 720).samples
                    #expect(month.count <= 1)
                    try await store.close()
                }
            }
        }
    }
}
