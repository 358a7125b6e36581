import FoundationEssentials
import HallClient
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("Another machine becomes the hall (issue 5, item 4)")
struct TakeOverTests {
    /// The configuration of the new machine, with its state in the folder `new` of the centre.
    private func configuration(_ centre: Centre, role: String = "hall") throws -> String {
        try centre.folder.makeFolder("new")
        let plan = #"{"services":[{"id":"eds"}],"windows":[{"number":1}],"terminals":["T1","T2"]}"#
        try centre.folder.write("plan.json", plan.utf8)
        let text = """
            kiosk:
              role: \(role)
            psc:
              name:
                kk: а
                ru: б
                en: c
            queue:
              purposes:
                - "eds | Құжат | Документ | Document"
            state:
              folder: "\(centre.folder.file("new"))"
            hall:
              plan-file: "\(centre.folder.file("plan.json"))"

            """
        return try centre.folder.write("kioskd.yaml", text.utf8)
    }

    private func takeOver(_ centre: Centre, from copy: String?) async throws -> TakeOver.Outcome {
        try await TakeOver.run(
            configurationFile: try configuration(centre), copy: copy, above: TakeOver.usualFloor,
            clock: TrustedClock(clock: NoonClock()), logger: Centre.logger)
    }

    @Test("from the old folder: who waits waits, machines keep their certificates, numbers go on above")
    func folder() async throws {
        try await Centre.with { centre in
            let terminals = [try await Terminal(centre, "T1"), try await Terminal(centre, "T2")]
            let first = try await terminals[0].issue()
            try await terminals[0].settle()
            try await centre.close()
            let outcome = try await takeOver(centre, from: centre.folder.file("hall"))
            #expect(outcome.terminals == ["T1", "T2"] && outcome.keepsMachines && outcome.waiting == 1)
            #expect(outcome.description.contains("T1, T2"))
            centre.move(to: "new")
            try await centre.open()
            for terminal in terminals { await terminal.leases.tell() }
            for terminal in terminals { try await terminal.settle() }
            let view = try #require(try centre.hall.keeper.view)
            #expect(view.waiting.map(\.number) == [first] && view.terminals.allSatisfy { !$0.isMissed })
            let epoch = try #require(try await terminals[0].journal.leases()?.epoch)
            let line = NumberLine(day: NoonClock.day, lane: .general)
            let lease = try await terminals[0].client.lease(line, to: "T1", epoch: epoch)
            #expect(lease.numbers.lowerBound > TakeOver.usualFloor)
        }
    }

    @Test("from a file of kioskctl hall copy: the machines need new codes")
    func file() async throws {
        try await Centre.with { centre in
            let terminal = try await Terminal(centre, "T1")
            _ = try await terminal.issue()
            try await terminal.settle()
            let file = try centre.folder.write(
                "copy.json", try ContractJSON.encode(try await centre.hall.keeper.state()))
            let outcome = try await takeOver(centre, from: file)
            #expect(!outcome.keepsMachines && outcome.description.contains("kioskctl hall enrol"))
            let again = await #expect(throws: JournalError.self) { try await takeOver(centre, from: file) }
            #expect(again?.code == .journalConflict, "once is enough")
        }
    }

    @Test("from nothing: the plan, and numbers above the floor")
    func nothing() async throws {
        try await Centre.with { centre in
            let outcome = try await takeOver(centre, from: nil)
            #expect(outcome.waiting == 0 && outcome.terminals == ["T1", "T2"] && !outcome.keepsMachines)
        }
    }

    @Test("what is no copy, another role and a floor beyond reason are refused, and a later try is possible")
    func refused() async throws {
        try await Centre.with { centre in
            let garbage = try centre.folder.write("garbage", "{}".utf8)
            let empty = try centre.folder.makeFolder("empty")
            for copy in [garbage, empty, centre.folder.file("none")] {
                await #expect(throws: JournalError.self) { try await takeOver(centre, from: copy) }
            }
            let kiosk = try configuration(centre, role: "kiosk")
            let role = await #expect(throws: Failure.self) {
                try await TakeOver.run(configurationFile: kiosk, copy: nil, above: 0, logger: Centre.logger)
            }
            #expect(role?.code == .configurationInvalid)
            let file = try configuration(centre)
            let floor = await #expect(throws: Failure.self) {
                try await TakeOver.run(configurationFile: file, copy: nil, above: -1, logger: Centre.logger)
            }
            #expect(floor?.code == .configurationInvalid)
            #expect(try await takeOver(centre, from: nil).waiting == 0)
        }
    }
}
