import Crypto
import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import MachineKeys
import NIOHTTP1
import PKIX
import PortalClient
import PortalContract
import SQLAccess
import Testing

@testable import PortalServer

/// Issue 6 item 6: the fleet page as the portal's team meets it.
@Suite(.serialized) struct FleetBrowserTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Browser"

    private static func report(_ number: Int, faults: [DeviceFault] = [], frozen: String? = nil) -> KioskReport {
        KioskReport(
            version: number == 3 ? "0.9.0" : "1.0.0", centre: "PSC-\(number)", waiting: Int64(number * 7),
            oldestAtMilliseconds: PortalOptions.systemClock().milliseconds - Int64(number) * 600_000, frozen: frozen,
            faults: faults)
    }

    /// Kiosks in several states, one fenced, one with a gap of its chain, and an hour of samples.
    private static func fill(_ portal: PortalFixture) async throws {
        let fault = DeviceFault(device: "printer.slip", code: FailureCode.printerPaperOut.rawValue)
        let store = try await PortalStore.open(portal.options)
        let sampler = FleetSampler(store: store, clock: PortalClock(now: { portal.clock.now() }))
        for step in 1...13 {
            let at = portal.clock.now().milliseconds
            let slot = at - at % FleetSamples.stepMilliseconds - Int64(step) * FleetSamples.stepMilliseconds
            _ = try await store.write { database in
                try database.execute(
                    "INSERT INTO fleetSample (at, reporting, missing, waiting, oldest, skew) VALUES (?, ?, ?, ?, ?, ?)",
                    [slot, 6 - step % 3, step % 3, step * step * 3, step * 60, step * 900])
            }
        }
        for number in 1...6 {
            try await portal.withMachine { machine in
                let report =
                    switch number {
                    case 2: report(number, faults: [fault])
                    case 4: report(number, frozen: FailureCode.journalUnsentTooLong.rawValue)
                    default: report(number)
                    }
                _ = try await machine.client.present(trustDigest: nil, KioskTelling(report: report))
                if number == 5 { try await alarm(machine, gap: false) }
                if number == 6 { try await alarm(machine, gap: true) }
            }
        }
        _ = try await portal.enrol([.desk])
        try await sampler.sample()
        try await store.close()
    }

    private static func alarm(_ machine: Machine, gap: Bool) async throws {
        func batch(_ said: Int64, _ state: String, chain: Int64) throws -> EventBatch {
            let event = KioskEvent(
                sequence: 1, type: .slipState,
                body: try ContractJSON.encode(SlipStateBody(slip: 1, state: state)), demonstration: true)
            return EventBatch(
                events: [event],
                position: JournalPosition(
                    journal: "j", last: 1, heard: 0, saidAtMilliseconds: said,
                    audit: AuditHeadBody(index: chain, hash: "a\(chain)"),
                    anchor: gap && said > 1 ? AuditHeadBody(index: chain - 1, hash: "b") : nil))
        }
        _ = try await machine.client.send(try batch(1, "printed", chain: 1))
        _ = try? await machine.client.send(try batch(2, gap ? "printed" : "failed", chain: 9))
    }

    @Test(
        "three languages in two orientations, axe clean; filters; an alarm handled and a fence lifted, seen elsewhere live",
        .timeLimit(.minutes(10)))
    func chromium() async throws {
        let python = FileManager.default.currentDirectoryPath + "/.venv/bin/python"
        try RealPart.require(programs: "chromium-headless-shell", python)
        try await withPortal { portal in
            try await Self.fill(portal)
            let identity = try await portal.enrol([.admin, .technician])
            let certificate = try portal.folder.write("admin.pem", Array((identity.certificate?.pem ?? "").utf8))
            let key = try portal.folder.write("admin-key.pem", Array(identity.key.kept.utf8))
            var arguments = [
                "\(Self.folder)/fleet_page.py", "--base", portal.kioskAddress, "--certificate", certificate, "--key",
                key,
            ]
            if let folder = RealPart.environment("KIOSK_SCREENSHOTS") { arguments += ["--out", folder] }
            let shared = Self.folder + "/../../../EndToEndTests/Browser"
            let output = try await Tool.run(
                python, arguments, environment: ["PYTHONPATH": shared, "PYTHONDONTWRITEBYTECODE": "1"],
                limit: .seconds(480))
            #expect(output.succeeded, "\(output.standardOutput)\(output.standardError.suffix(2_000))")
        }
    }

    @Test("the page and its parts are for technicians and admins only, and nothing of it comes from elsewhere")
    func access() async throws {
        try await withPortal { portal in
            let paths = ["/fleet", "/fleet/fleet.css", "/fleet/fleet.js", "/fleet/events"]
            for role in [KioskRole.kiosk, .desk, .hall, .officer] {
                let wire = Wire(portal: portal, identity: try await portal.enrol([role]))
                for path in paths { #expect(try await wire.send(.get, path).status == 403, "\(role) \(path)") }
            }
            for path in paths { #expect(try await Wire(portal: portal).send(.get, path).status == 404, "\(path)") }
            let team = Wire(portal: portal, identity: try await portal.enrol([.technician]))
            let page = try await team.send(.get, "/fleet?l=ru&hours=168&state=%22&centre=%3Cb%3E&after=%3Cb%3E")
            #expect(page.status == 200)
            let policy = page.headers.first(name: "content-security-policy") ?? ""
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self'"))
            #expect(page.headers.first(name: "content-language") == "ru")
        }
    }
}
