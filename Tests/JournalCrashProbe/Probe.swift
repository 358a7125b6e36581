import Glibc
import HallQueue
import KioskDomain
import KioskJournal
import PortalSync

/// Works on a journal as a kiosk would, without end, and names on standard output each thing that the journal has
/// acknowledged. Tests kill it at any moment and look whether all that was named is still there.
///
/// `journal-crash-probe FOLDER CYCLES SEED`
@main
struct Probe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let cycles = Int(arguments[2]), let seed = Int64(arguments[3]) else { exit(64) }
        let folder = arguments[1]
        let key = try JournalKey.load(folder: folder)
        let start = UnixTime(milliseconds: 1_770_000_000_000 + seed * 1_000_000)
        let journal = try await Journal.open(folder: folder, key: key, now: start)
        _ = try await journal.recover(now: start)
        say("ready")
        for cycle in 0..<cycles {
            let now = start + .seconds(cycle)
            try await attempt(journal, cycle, now)
            try await numbers(journal, now)
            try await ticket(journal, now)
            try await reservation(journal, "\(seed)-\(cycle)", now)
            try await certificates(journal, "\(seed)-\(cycle)", now)
            try await send(journal, now)
        }
    }

    static var iin: IIN { get throws { try IIN(text: "900101300017") } }

    static func attempt(_ journal: Journal, _ cycle: Int, _ now: UnixTime) async throws {
        let draft = AttemptDraft(person: SealedPerson(iin: try iin), session: "s\(cycle)", proof: "proof")
        let attempt = try await journal.openAttempt(draft, at: now)
        say("attempt \(attempt.id) \(attempt.sequence)")
        let outcome: AttemptOutcome = cycle.isMultiple(of: 3) ? .matched : .noMatch
        try await journal.closeAttempt(id: attempt.id, outcome: outcome, at: now)
        say("closed \(attempt.id) \(outcome.rawValue)")
    }

    static func ticket(_ journal: Journal, _ now: UnixTime) async throws {
        let draft = TicketDraft(day: .literal(2026, 2, 2), lane: .general, service: "eds")
        let slip = try await journal.allotTicket(draft, at: now)
        say("ticket \(slip.id) \(slip.sequence) \(slip.ticket?.text ?? "-")")
        try await journal.markSlip(id: slip.id, .printed, at: now)
        say("printed \(slip.id)")
    }

    /// A list as it is synced, a tap that was in vain, and a reservation that is void.
    static func reservation(_ journal: Journal, _ name: String, _ now: UnixTime) async throws {
        let day = CivilDate.literal(2026, 2, 2)
        try await journal.keepReservations(Array(name.utf8), of: day, at: now)
        say("list \(name)")
        try await journal.keepTap(of: try iin, on: day, at: now)
        say("tap")
        try await journal.voidReservation(name, on: day, at: now)
        say("void \(name)")
    }

    /// A hall of its own, and numbers from it.
    static func numbers(_ journal: Journal, _ now: UnixTime) async throws {
        let plan = HallPlan(services: [], windows: [], terminals: ["t1"])
        let day = CivilDate.literal(2026, 2, 2)
        _ = try await journal.openHall(plan, day: day, isNewBoot: false, at: now)
        let report = try await journal.openLeases(terminal: "t1", boot: "1").report
        let heard = try await journal.decideHall(at: now) { try $0.hear(report, at: now) }
        let (epoch, highest) = (heard.value, heard.hall.book.highest)
        let holder = try await journal.changeLeases { $0.accept(epoch: epoch, highest: highest) }
        guard holder.left(NumberLine(day: day, lane: .general)) < 10 else { return }
        let lease = try await journal.decideHall(at: now) { hall in
            try hall.lease(.general, on: day, to: "t1", epoch: epoch)
        }.value
        try await journal.changeLeases { $0.accept(lease) }
    }

    static func certificates(_ journal: Journal, _ application: String, _ now: UnixTime) async throws {
        let person = SealedPerson(iin: try iin)
        _ = try await journal.openCertificateRequest(application: application, attempt: nil, person: person, at: now)
        try await journal.intend(.key(.signature), application: application, at: now)
        try await journal.confirm(.key(.signature), application: application, at: now)
        let set = KeySet(authentication: [1], signature: [2])
        try await journal.keepRequests(application: application, set, at: now)
        try await journal.keepCertificates(application: application, set, at: now)
        say("issued \(application)")
        try await journal.advance(application: application, to: .writing, at: now)
        try await journal.advance(application: application, to: .written, serials: ["01"], at: now)
        say("written \(application)")
    }

    static func send(_ journal: Journal, _ now: UnixTime) async throws {
        for entry in try await journal.nextBatch(limit: 2) {
            let digest = entry.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let answer = Settlement(confirmed: [.init(sequence: entry.sequence, digest: digest)])
            guard try await journal.settle(answer, at: now).sent == [entry.sequence] else { exit(70) }
            say("sent \(entry.sequence)")
        }
    }

    /// One write for each line: nothing is lost in a buffer when the process is killed.
    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(1, bytes, bytes.count)
    }
}
