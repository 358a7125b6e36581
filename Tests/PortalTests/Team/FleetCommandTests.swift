import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Issue 6 item 6: the fleet at the team's own machine, by the built program beside a real portal.
@Suite("kiosk-portal fleet", .onEachStore) struct FleetCommandTests {
    private static func report(_ number: Int, faults: [DeviceFault] = [], frozen: String? = nil) -> KioskReport {
        KioskReport(
            version: number == 3 ? "0.9.0" : "1.0.0", centre: "PSC-\(number)", waiting: Int64(number * 7),
            oldestAtMilliseconds: PortalOptions.systemClock().milliseconds - Int64(number) * 600_000, frozen: frozen,
            faults: faults)
    }

    /// One that is well, one without paper, one that begins no attempt, and one that was never heard of.
    private static func fill(_ portal: PortalFixture) async throws -> [String] {
        let paper = DeviceFault(device: "printer.slip", code: FailureCode.printerPaperOut.rawValue)
        let reports = [
            report(1), report(2, faults: [paper]), report(3, frozen: FailureCode.journalUnsentTooLong.rawValue), nil,
        ]
        var ids: [String] = []
        for report in reports {
            try await portal.withMachine { machine in
                guard let report else { return }
                _ = try await machine.client.present(trustDigest: nil, KioskTelling(report: report))
            }
            ids.append(
                try await PortalAdministration.fleetKiosks(in: portal.options).kiosks.map(\.kioskID).first {
                    !ids.contains($0)
                } ?? "")
        }
        return ids
    }

    @Test("at one look, as lines and as the contract's JSON") func look() async throws {
        try await withPortal { portal in
            _ = try await Self.fill(portal)
            let team = TeamProgram(portal: portal)
            let lines = try await team.says("fleet").split(separator: "\n").map(String.init)
            let counts = [
                "fenced\t0", "silent\t0", "frozen\t1", "fault\t1", "new\t1", "well\t1", "revoked\t0",
            ]
            #expect(Array(lines.prefix(7)) == counts)
            #expect(lines.contains("records waiting\t42, the oldest 30 min old"), "\(lines)")
            #expect(lines.contains("version 1.0.0\t2") && lines.contains("version 0.9.0\t1"))
            #expect(lines.contains("open alarms\t0"))
            let summary = try await team.json(FleetSummary.self, "fleet")
            #expect(summary.count(.fault) == 1 && summary.count(.well) == 1 && summary.waiting == 42)
        }
    }

    @Test("those in one state, those of one centre, and none where there is none") func lists() async throws {
        try await withPortal { portal in
            let ids = try await Self.fill(portal)
            let team = TeamProgram(portal: portal)
            let fault = "\(ids[1])\tfault\tseen 0 min ago\tPSC-2\t1.0.0\t14 waiting\tprinter.slip printer.paper-out"
            #expect(try await team.says("fleet", "--in", "fault") == fault)
            let listed = try await team.json(FleetKioskList.self, "fleet", "--in", "frozen")
            #expect(listed.kiosks.map(\.kioskID) == [ids[2]])
            #expect(listed.kiosks.first?.report?.frozen == FailureCode.journalUnsentTooLong.rawValue)
            #expect(try await team.says("fleet", "--in", "new") == "\(ids[3])\tnew\tnever seen")
            #expect(try await team.says("fleet", "--centre", "PSC-1").hasPrefix("\(ids[0])\twell\t"))
            #expect(try await team.says("fleet", "--centre", "PSC-1", "--in", "fault") == "")
            #expect(try await team.json(FleetKioskList.self, "fleet", "--centre", "no").kiosks.isEmpty)
        }
    }

    @Test("given wrongly: told what is wrong, and no other portal's state is begun") func wrong() async throws {
        let folder = try TemporaryFolder("no-portal")
        TeamProgram.misuse("fenced", try await TeamProgram.run(["fleet", "--in", "well-ish"], state: folder.path))
        TeamProgram.misuse("--state", try await TeamProgram.run(["fleet"]))
        for command in [["fleet"], ["alarms"], ["config", "list"], ["kiosks"], ["code", "--role", "kiosk"]] {
            TeamProgram.misuse("no portal keeps its state", try await TeamProgram.run(command, state: folder.path))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try await withPortal { portal in
            let output = try await TeamProgram.run(
                ["fleet"], state: portal.options.stateFolder, database: "postgresql://127.0.0.1:1/none")
            #expect(output.status == 1 && output.standardError.contains("portal.store-unavailable: "))
        }
    }
}
