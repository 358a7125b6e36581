import FoundationEssentials
import KioskTestSupport

/// A stopped kioskd's journal, copied and read by another program; its audit chain is computed anew there.
struct JournalCopy: Decodable {
    /// `sequence outcome`
    var attempts: [String]
    /// Queue numbers of slips that are no copies, with their day.
    var tickets: [String]
    /// Details of each look-up by IIN at the desk.
    var lookups: [String]
    /// Each line of the audit: its kind and details.
    var deeds: [String]
    var unsent: Int
    var auditIsWhole: Bool

    init(_ stage: Stage) async throws {
        let folder = try TemporaryFolder("journal")
        for name in try FileManager.default.contentsOfDirectory(atPath: stage.folder.file("kiosk"))
        where name.hasPrefix("journal.sqlite") {
            try FileManager.default.copyItem(atPath: stage.folder.file("kiosk/\(name)"), toPath: folder.file(name))
        }
        let output = try await Tool.run(
            "python3", ["\(Programs.tests)/Running/read_journal.py", folder.file("journal.sqlite")])
        guard output.succeeded else { throw Problem(output.standardError) }
        self = try JSONDecoder().decode(JournalCopy.self, from: Data(output.standardOutput.utf8))
    }
}

extension Stage {
    /// Waits until kioskd says that its outbox is empty.
    func waitUntilSent() async throws {
        try await eventually("everything is sent", within: .seconds(60)) {
            let status = try await Tool.run(
                try Programs.path("kioskctl"), ["status", "--json", "--socket", self.folder.file("run/control.sock")])
            return status.standardOutput.contains("everything is sent") ? () : nil
        }
    }
}
