import GRDB
import HallQueue
import KioskDomain
import KioskTestSupport
import PortalContract
import PortalSync
import Testing

@testable import KioskJournal

/// A journal in a folder of its own, which can be closed and opened again as after a restart.
struct JournalFixture {
    let folder: TemporaryFolder
    let key: JournalKey
    var limits = JournalLimits()
    static let start = UnixTime(milliseconds: 1_770_000_000_000)
    static let day = CivilDate.literal(2026, 2, 2)

    init(limits: JournalLimits = JournalLimits()) throws {
        folder = try TemporaryFolder("journal")
        KeptFolders.Keeper.current?.keep(folder)
        key = try JournalKey.load(folder: folder.path)
        self.limits = limits
    }

    func open(schema: Schema = .current, key: JournalKey? = nil) async throws -> Journal {
        try await Journal.open(
            OpeningRequest(
                folder: folder.path, key: key ?? self.key, now: Self.start, limits: limits, schema: schema))
    }

    func open(forDemonstration: Bool) async throws -> Journal {
        try await Journal.open(folder: folder.path, key: key, now: Self.start, demonstration: forDemonstration)
    }

    /// Makes the closed file one of schema `version`, from before records had a mark of the demonstration.
    func forgetMarks(version: Int) throws {
        let queue = try DatabaseQueue(path: folder.file("journal.sqlite"))
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "ALTER TABLE outbox DROP COLUMN demonstration; PRAGMA user_version = \(version)")
        }
        try queue.close()
    }

    /// With a hall of its own on the same machine, and blocks of numbers for today and tomorrow.
    func openWithNumbers(boot: String = "1", size: Int = 40) async throws -> Journal {
        let journal = try await open()
        try await Self.giveNumbers(journal, boot: boot, size: size)
        return journal
    }

    static func giveNumbers(_ journal: Journal, boot: String = "1", size: Int = 40) async throws {
        let plan = HallPlan(services: [], windows: [], terminals: ["t1"], leaseSize: size)
        let isNewBoot = try await journal.leases()?.boot != boot
        _ = try await journal.openHall(plan, day: day, isNewBoot: isNewBoot, at: start)
        let report = try await journal.openLeases(terminal: "t1", boot: boot).report
        let heard = try await journal.decideHall(at: start) { try $0.hear(report, at: start) }
        let epoch = heard.value
        let highest = heard.hall.book.highest
        var holder = try await journal.changeLeases { $0.accept(epoch: epoch, highest: highest) }
        for day in [day, day.adding(days: 1)] {
            for lane in TicketLane.allCases where holder.left(NumberLine(day: day, lane: lane)) == 0 {
                let lease = try await journal.decideHall(at: start) { hall in
                    try hall.lease(lane, on: day, to: "t1", epoch: epoch)
                }.value
                holder = try await journal.changeLeases { $0.accept(lease) }
            }
        }
    }

    /// As after a crash: nothing is said to the old one but that its file is no longer its own.
    func reopen(_ journal: Journal) async throws -> Journal {
        try await journal.close()
        return try await open()
    }

    /// The same, with the blocks that are left.
    func reopenWithNumbers(_ journal: Journal, boot: String = "1") async throws -> Journal {
        try await journal.close()
        return try await openWithNumbers(boot: boot)
    }

    /// A valid number whose serial is `serial`.
    static func iin(_ serial: Int = 1) throws -> IIN {
        let digits = String(serial + 1000).suffix(3)
        for check in 0...9 {
            if let iin = try? IIN(text: "90010130\(digits)\(check)") { return iin }
        }
        return try iin(serial + 100)
    }

    static func draft(_ serial: Int = 1, session: String = "s1") throws -> AttemptDraft {
        AttemptDraft(
            person: SealedPerson(iin: try iin(serial), fields: ["documentNumber": "N00000001"]), session: session,
            proof: "proof-1")
    }

    static func ticket(_ lane: TicketLane = .general, day: CivilDate = day, reservation: String? = nil) -> TicketDraft {
        TicketDraft(day: day, lane: lane, service: "eds", reservation: reservation, content: [1, 2, 3])
    }
}

/// Expects a failure with this code.
func expectCode(
    _ code: FailureCode, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("expected \(code.rawValue)", sourceLocation: sourceLocation)
    } catch let error as JournalError {
        #expect(error.code == code, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(type(of: error))", sourceLocation: sourceLocation)
    }
}

/// What a confirmation came to.
enum MarkResult: Sendable, Hashable {
    case sent, alreadySent, differs
}

extension Journal {
    /// Settles one record as the pump does.
    func markSent(sequence: Int64, digest: [UInt8], at now: UnixTime) throws -> MarkResult {
        let report = try settle(
            Settlement(confirmed: [.init(sequence: sequence, digest: digest.hex)]), at: now)
        if report.sent == [sequence] { return .sent }
        return report.alreadySent == [sequence] ? .alreadySent : .differs
    }
}
