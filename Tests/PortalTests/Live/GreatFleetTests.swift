import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract
import SQLAccess
import Testing

@testable import PortalServer

/// Issue 6 item 6: ten thousand kiosks, by aggregates and pages.
@Suite(.onEachStore) struct GreatFleetTests {
    private static let number = 10_000
    private static let portion = 500

    /// A tenth silent, a tenth in fault, spread over twenty centres.
    private static func fill(_ store: PortalStore, _ now: Int64) async throws {
        _ = try await store.write { database in
            for start in stride(from: 0, to: number, by: portion) {
                let numbers = start..<start + portion
                func insert(_ into: String, _ width: Int, _ row: (Int) -> [any SQLBindable]) throws {
                    let places = "(\(Array(repeating: "?", count: width).joined(separator: ", ")))"
                    try database.execute(
                        "INSERT INTO \(into) VALUES \(Array(repeating: places, count: portion).joined(separator: ", "))",
                        numbers.flatMap(row))
                }
                try insert("kiosk (id, publicKey, roles, enrolledAt)", 4) {
                    [name($0), Data("key \($0)".utf8), "kiosk", now]
                }
                try insert("kioskState (kiosk, seenAt, clockOffset)", 3) {
                    [name($0), $0 % 10 == 0 ? now - 3_600_000 : now, Int64($0 % 5)]
                }
                try insert("kioskReport (kiosk, version, centre, waiting, faults)", 5) {
                    [
                        name($0), "1.0.0", "PSC-\($0 % 20 + 1)", Int64($0 % 10),
                        $0 % 10 == 1 ? "printer.slip=printer.paper-out" : "",
                    ]
                }
            }
        }
    }

    private static func name(_ number: Int) -> String {
        let digits = String(number)
        return "kiosk-" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    @Test(
        "the summary counts each once, every page is a hundred by ID, filters hold, and nobody waits for a day's work")
    func great() async throws {
        try await withPortal { portal in
            let store = try await PortalStore.open(portal.options)
            try await Self.fill(store, portal.clock.now().milliseconds)
            try await store.close()
            try await portal.withMachine([.technician]) { technician in
                let summary = try await technician.client.fleet()
                #expect(summary.count(.silent) == 1_000 && summary.count(.fault) == 1_000)
                #expect(summary.count(.well) == 8_000 && summary.waiting == 45_000)
                #expect(summary.centres.count == 20)
                #expect(summary.centres.allSatisfy { $0.machines == 500 })
                var (found, last): (Int, String?) = (0, nil)
                while true {
                    let page = try await technician.client.fleetKiosks(after: last, state: .fault).kiosks
                    #expect(page.map(\.kioskID) == page.map(\.kioskID).sorted())
                    #expect(page.allSatisfy { $0.state == .fault && $0.kioskID > last ?? "" })
                    found += page.count
                    guard page.count == FleetKioskList.limit else { break }
                    last = page.last?.kioskID
                }
                #expect(found == 1_000)
                let centre = try await technician.client.fleetKiosks(centre: "PSC-3").kiosks
                #expect(centre.count == 100 && centre.allSatisfy { $0.report?.centre == "PSC-3" })
            }
        }
    }
}
