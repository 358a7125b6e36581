import KioskDomain
import PortalContract
import PortalSync

/// What must hold when all lines are mended.
extension Country {
    mutating func check() {
        for kiosk in kiosks where kiosk.pictureEnd == nil {
            let books = portal.tables.kiosks[kiosk.id] ?? SimulatedPortal.Books()
            checkRecords(kiosk, books)
            checkAttempts(kiosk)
            if books.known.fenced != nil { problems.append("\(kiosk.id): fenced without a reason") }
            if !portalWasSetBack, !kiosk.journal.alarms.isEmpty {
                problems.append("\(kiosk.id): false alarms \(kiosk.journal.alarms)")
            }
        }
        for person in Self.people where portal.ledger(person, at: timeline.time).failures > 5 {
            problems.append("\(person): more than five failures")
        }
    }

    /// No acknowledged record is lost, none done twice, each person's in order.
    private mutating func checkRecords(_ kiosk: SimulatedKiosk, _ books: SimulatedPortal.Books) {
        if Set(books.done).count != books.done.count { problems.append("\(kiosk.id): done twice") }
        for (sequence, digest) in kiosk.acknowledged {
            let record = sequence <= kiosk.journal.last ? kiosk.journal.records[Int(sequence) - 1] : nil
            if case .refused(let code) = record?.state, record?.event.digest == digest {
                // What it once took it may find one too many after a set-back, for others came between, but never unproven.
                if record?.wasSent == true, code == FailureCode.requestUnproven.rawValue {
                    problems.append("\(kiosk.id): \(sequence) was taken once, and is unproven now")
                }
                continue
            }
            if books.stored[sequence]?.digest != digest {
                problems.append(
                    "\(kiosk.id): \(sequence) is lost, here \(record.map { "\($0.state)" } ?? "none"), portal back \(portalWasSetBack)"
                )
            }
        }
        var newest: [Lane: Int64] = [:]
        for sequence in books.done where sequence <= kiosk.journal.last {
            let lane = kiosk.journal.records[Int(sequence) - 1].lane
            if let before = newest[lane], before > sequence {
                problems.append("\(kiosk.id): \(sequence) after \(before) of the same person")
            }
            newest[lane] = sequence
        }
    }

    /// The count of attempts is the same on both sides, outcome by outcome.
    private mutating func checkAttempts(_ kiosk: SimulatedKiosk) {
        let rows = portal.tables.attempts.filter { $0.key.source == kiosk.id }
        var held: [Int64: AttemptOutcome?] = [:]
        for row in rows { held[row.key.sequence] = .some(row.outcome) }
        for (sequence, attempt) in kiosk.journal.attempts {
            guard case .sent = kiosk.journal.records[Int(sequence) - 1].state else {
                if held[sequence] != nil {
                    problems.append(
                        "\(kiosk.id): attempt \(sequence) counts there only, here \(kiosk.journal.records[Int(sequence) - 1].state), portal back \(portalWasSetBack)"
                    )
                }
                continue
            }
            if held[sequence] != .some(attempt.outcome) || attempt.outcome == nil {
                problems.append(
                    "\(kiosk.id): attempt \(sequence) ended otherwise there: \(String(describing: held[sequence])), here \(String(describing: attempt.outcome)), portal back \(portalWasSetBack)"
                )
            }
        }
        if rows.contains(where: { kiosk.journal.attempts[$0.key.sequence] == nil }) {
            problems.append("\(kiosk.id): an attempt that never was")
        }
    }
}
