import KioskDomain
import KioskTestSupport
import KioskTexts
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Issue 6 item 6: alarms and fences at the team's own machine, by the built program beside a real portal.
@Suite("kiosk-portal alarms, alarm, lift-fence", .onEachStore) struct AlarmCommandTests {
    /// The same sequence with two contents.
    private static func fence(_ machine: Machine) async throws {
        for (said, text) in [(Int64(1), "printed"), (2, "failed")] {
            let event = KioskEvent(
                sequence: 1, type: .slipState, body: try ContractJSON.encode(SlipStateBody(slip: 1, state: text)),
                demonstration: true)
            let position = JournalPosition(
                journal: "j", last: 1, heard: 0, saidAtMilliseconds: said,
                audit: AuditHeadBody(index: said, hash: "a\(said)"), anchor: nil)
            _ = try? await machine.client.send(EventBatch(events: [event], position: position))
        }
    }

    @Test("an alarm is listed with its remedy, seen by somebody, and its kiosk let back under another name")
    func life() async throws {
        try await withPortal { portal in
            let team = TeamProgram(portal: portal)
            #expect(try await team.says("alarms") == "No alarm is open.")
            try await portal.withMachine { machine in
                let id = machine.identity.kioskID
                try await Self.fence(machine)
                let remedy = FailureCode.kioskFenced.technicianRemedy
                #expect(
                    try await team.says("alarms") == "\(id)\tkiosk.fenced\t1 times\tlast 0 h ago\n    → \(remedy)")
                let listed = try await team.json(KioskAlarmList.self, "alarms").alarms
                #expect(listed.map(\.kioskID) == [id] && listed.map(\.code) == [.fenced])
                let seen = try await team.says(
                    "alarm", id, "kiosk.fenced", "--standing", "seen", "--findings", "1", "--person", "Demo Person 1",
                    "--note", "asked the centre")
                #expect(seen == "Noted; the alarm is open.")
                #expect(try await team.says("alarms").contains("\n    seen by Demo Person 1: asked the centre\n"))

                let code = try await team.says(
                    "lift-fence", id, "--person", "Demo Person 2", "--note", "an old picture")
                let next = try await portal.enrol([.kiosk], code: code)
                #expect(next.kioskID != id)
                #expect(try await team.says("alarms") == "No alarm is open.")
                let all = try await team.json(KioskAlarmList.self, "alarms", "--all").alarms
                #expect(all.first?.handling?.person == "Demo Person 2" && all.first?.isOpen == false)
                let handled = try await team.says(
                    "alarm", id, "kiosk.fenced", "--standing", "handled", "--findings", "1", "--person", "Demo Person 1"
                )
                #expect(handled == "Noted; the alarm is handled.")
            }
        }
    }

    @Test("what cannot be is refused with its code and remedy, what is given wrongly is told") func wrong() async throws
    {
        try await withPortal { portal in
            let team = TeamProgram(portal: portal)
            try await portal.withMachine { machine in
                let id = machine.identity.kioskID
                let word = ["--standing", "seen", "--findings", "1", "--person", "Demo Person 1"]
                try await team.refuses(.kioskCertificate, ["alarm", id, "kiosk.fenced"] + word)
                try await team.refuses(.kioskCertificate, ["alarm", "nobody", "kiosk.fenced"] + word)
                let lift = ["--person", "Demo Person 1", "--note", "none"]
                try await team.refuses(.portalRefused, ["lift-fence", id] + lift)
                try await team.refuses(.kioskCertificate, ["lift-fence", "nobody"] + lift)
                try await Self.fence(machine)
                let more = ["--standing", "seen", "--findings", "2", "--person", "Demo Person 1"]
                try await team.refuses(.portalRefused, ["alarm", id, "kiosk.fenced"] + more)
                let unnamed = ["--standing", "seen", "--findings", "1", "--person", ""]
                let long = String(repeating: "n", count: 501)
                let wrong: [(String, [String])] = [
                    ("kiosk.fenced", ["alarm", id, "no.such-alarm"] + word),
                    ("--standing", ["alarm", id, "kiosk.fenced", "--standing", "gone"] + word.suffix(4)),
                    ("--findings", ["alarm", id, "kiosk.fenced", "--findings", "many"] + unnamed.prefix(2)),
                    ("1 to 80 letters", ["alarm", id, "kiosk.fenced"] + unnamed),
                    ("at most 500", ["alarm", id, "kiosk.fenced"] + word + ["--note", long]),
                    ("--note", ["lift-fence", id, "--person", "Demo Person 1"]),
                    ("at most 500", ["lift-fence", id, "--person", "Demo Person 1", "--note", long]),
                    ("<kiosk>", ["lift-fence"] + lift),
                ]
                for (hint, words) in wrong { TeamProgram.misuse(hint, try await team.run(words)) }
                #expect(try await team.json(KioskAlarmList.self, "alarms").alarms.first?.handling == nil)
            }
        }
    }
}
