import KioskDomain
import Testing

@testable import KioskJournal

/// All that probes have acknowledged over their lives, and the proof that a journal still holds it.
struct Acknowledged {
    private var attempts: [String: Int64] = [:]
    private var outcomes: [String: AttemptOutcome] = [:]
    private var tickets: [String: (sequence: Int64, text: String)] = [:]
    private var printed: Set<String> = []
    private var applications: [String: CertificateStep] = [:]
    private var sent: Set<Int64> = []
    private var lists: [String] = []
    private var hasTap = false
    private var void: Set<String> = []

    mutating func add(_ lines: [String]) throws {
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("attempt", 3): attempts[words[1]] = try number(words[2])
            case ("closed", 3): outcomes[words[1]] = AttemptOutcome(rawValue: words[2])
            case ("ticket", 4): tickets[words[1]] = (try number(words[2]), words[3])
            case ("printed", 2): printed.insert(words[1])
            case ("issued", 2): applications[words[1]] = .issued
            case ("written", 2): applications[words[1]] = .written
            case ("sent", 2): #expect(sent.insert(try number(words[1])).inserted, "sent twice")
            case ("list", 2): lists.append(words[1])
            case ("tap", 1): hasTap = true
            case ("void", 2): void.insert(words[1])
            case ("ready", 1): break
            default: Issue.record("an unknown line of the probe")
            }
        }
    }

    private func number(_ word: String) throws -> Int64 {
        let number = Int64(word)
        return try #require(number)
    }

    /// Nothing acknowledged is lost, no number was used twice, the chain is whole.
    func verify(_ journal: Journal) async throws {
        for (id, sequence) in attempts {
            let record = try #require(try await journal.attempt(id: id), "an attempt is lost")
            #expect(record.sequence == sequence)
            let outcome = try #require(record.outcome, "an attempt is open after recovery")
            if let said = outcomes[id] { #expect(outcome == said) }
        }
        for (id, ticket) in tickets {
            let slip = try #require(try await journal.slip(id: id), "a slip is lost")
            #expect(slip.sequence == ticket.sequence)
            #expect(slip.ticket?.text == ticket.text)
            #expect(slip.state != .printing)
            if printed.contains(id) { #expect(slip.state == .printed) }
        }
        for (name, step) in applications {
            let record = try #require(try await journal.certificateRequest(application: name))
            #expect(record.certificates != nil, "certificates are lost")
            if step == .written { #expect(record.step == .written) }
        }
        try await verifyReservations(journal)
        let pending = Set(try await journal.nextBatch(limit: .max).map(\.sequence))
        #expect(pending.isDisjoint(with: sent))
        #expect(Set(tickets.values.map(\.text)).count == tickets.count, "a number was given twice")
        #expect(Set(attempts.values).count == attempts.count)
        #expect(Set(attempts.values).isDisjoint(with: tickets.values.map(\.sequence)))
        guard case .whole = try await journal.verifyAuditChain() else {
            Issue.record("the audit chain is broken")
            return
        }
    }

    /// The list is the last one that was acknowledged, or one after it; each void reservation waits for the portal or was sent.
    private func verifyReservations(_ journal: Journal) async throws {
        let day = CivilDate.literal(2026, 2, 2)
        let kept = try await journal.reservations(of: day).map { String(decoding: $0, as: UTF8.self) }
        if let last = lists.last {
            let name = try #require(kept)
            #expect(name == last || !lists.contains(name), "an older list came back")
        }
        if hasTap { #expect(try await journal.keptTap(of: try IIN(text: "900101300017"), on: day) != nil) }
        let told = try await journal.nextBatch(limit: .max).filter { $0.type == "reservation.voided" }
        let waiting = told.map { String(decoding: $0.body, as: UTF8.self) }
        let lost = void.filter { name in !waiting.contains { $0.contains("\"\(name)\"") } }
        #expect(lost.count <= sent.count, "a void reservation is neither sent nor waiting")
    }

    /// The highest number that was acknowledged.
    var highest: Int64 { max(attempts.values.max() ?? 0, tickets.values.map(\.sequence).max() ?? 0, sent.max() ?? 0) }

    var count: Int { attempts.count + tickets.count + applications.count }
}
