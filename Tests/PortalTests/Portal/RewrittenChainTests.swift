import FoundationEssentials
import KioskDomain
import KioskJournal
import KioskTestSupport
import PortalClient
import PortalContract
import PortalSync
import Testing

/// Issue 6 item 3: an audit chain rewritten on the kiosk's disk, with the real journal, the real client and a portal that runs.
/// Whoever can write the file can recompute every hash in it; only the head that the portal keeps tells (`docs/sync.md`).
@Suite("Issue 6: an audit chain rewritten on disk", .onEachStore) struct RewrittenChainTests {
    /// Changes or takes out a link and makes all that follow anew, so that the chain is whole again.
    private static let rewriting = """
        import hashlib, sqlite3, struct, sys
        file, place, way = sys.argv[1], int(sys.argv[2]), sys.argv[3]
        db = sqlite3.connect(file)
        rows = db.execute("SELECT position, at, kind, sequence, details FROM audit ORDER BY position").fetchall()
        if way == "removed":
            rows = rows[:place - 1] + rows[place:]
        else:
            rows[place - 1] = rows[place - 1][:4] + ('{"operator":"Operator 9"}',)
        last = bytes(32)
        db.execute("DELETE FROM audit")
        for number, (_, at, kind, sequence, details) in enumerate(rows, 1):
            text = b"psc-kiosk audit v1" + struct.pack(">qqq", number, at, -1 if sequence is None else sequence)
            for field in (kind.encode(), details.encode(), last):
                text += struct.pack(">Q", len(field)) + field
            link = hashlib.sha256(text).digest()
            db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (number, at, kind, sequence, details, last, link))
            last = link
        db.execute("UPDATE audit_head SET position = ?, hash = ?", (len(rows), last))
        db.commit()
        """

    private func alarms(_ portal: PortalFixture) async throws -> String {
        try await portal.stored("SELECT code FROM kioskAlarm ORDER BY code")
    }

    private func look(_ kiosk: RealKiosk, _ number: Int) async throws {
        try await kiosk.journal.record(
            "operator.lookup", details: ["operator": "Operator \(number)"],
            at: UnixTime(milliseconds: PortalClient.systemClock()))
    }

    @Test(
        "whole in itself after the rewriting, and found by the head that the portal keeps: audit.chain-fork on both sides",
        arguments: ["changed", "removed"])
    func rewritten(_ way: String) async throws {
        try RealPart.require(programs: "python3")
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let kiosk = try await RealKiosk.open(try TemporaryFolder("kiosk"))
                for number in 1...4 { try await look(kiosk, number) }
                try await kiosk.write(11)
                await kiosk.send(machine.client)
                try await kiosk.journal.close()

                // A restart alone is no alarm.
                let honest = try await RealKiosk.open(kiosk.folder)
                try await look(honest, 5)
                try await honest.write(12)
                await honest.send(machine.client)
                #expect(try await alarms(portal) == "")
                #expect(try await honest.journal.alarms(since: UnixTime(milliseconds: 0)).isEmpty)
                try await honest.journal.close()

                let program = ["-c", Self.rewriting, kiosk.folder.file("journal.sqlite"), "2", way]
                let done = try await Tool.run("python3", program)
                #expect(done.succeeded, "\(done.standardError)")

                let forged = try await RealKiosk.open(kiosk.folder)
                for number in 6...8 { try await look(forged, number) }
                guard case .whole = try await forged.journal.verifyAuditChain() else {
                    Issue.record("the kiosk itself finds the rewriting: this test proves nothing of the portal")
                    return
                }
                try await forged.write(13)
                #expect(await forged.send(machine.client).failure == nil)
                #expect(try await alarms(portal) == "audit.chain-fork")
                let told = try await forged.journal.alarms(since: UnixTime(milliseconds: 0)).map(\.code)
                #expect(told == [.auditFork])
                // The records are taken all the same: none is lost for it.
                #expect(try await portal.stored("SELECT count(*) FROM event") == "3")
                #expect(try await forged.journal.outboxStatus().depth == 0)
                try await forged.journal.close()
            }
        }
    }
}
