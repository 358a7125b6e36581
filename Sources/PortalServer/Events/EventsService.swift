import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync
import PrometheusText
import SQLAccess

/// Takes event batches: each (kiosk, sequence) is stored once, for ever, with its digest (DESIGN 5.4). What is decided,
/// ``EventIntake`` decides; here it happens in one transaction of the database.
struct EventsService: Sendable {
    let store: PortalStore
    let attempts: AttemptsService
    let closing: AttemptClosing
    let document: ContractDocument
    let clock: PortalClock
    let demonstration: Bool
    let metrics: PortalMetrics

    func take(_ batch: EventBatch, kiosk: EnrolledKiosk) async throws -> EventReceipts {
        guard batch.events.count <= EventBatch.limit else { throw PortalProblem.invalid("too many events") }
        if let position = batch.position {
            guard position.isPlausible else { throw PortalProblem.invalid("a position that no journal has") }
        }
        let now = clock.now()
        let outcome: EventIntake.Outcome
        do {
            outcome = try await write(batch, kiosk, now)
        } catch {
            count("failed")
            throw error
        }
        switch outcome {
        case .answer(let receipts):
            count(receipts.standing?.alarm == FailureCode.portalSetBack.rawValue ? "set-back" : "taken")
            count(receipts)
            return receipts
        case .fenced(let reason):
            count("fenced")
            throw PortalProblem(.kioskFenced, 403, reason)
        }
    }

    private func count(_ result: String) { PortalMetrics.batches.count(result, in: metrics.factory) }

    private func count(_ receipts: EventReceipts) {
        let refused = receipts.receipts.count { $0.code != nil }
        PortalMetrics.events.count("refused", by: refused, in: metrics.factory)
        PortalMetrics.events.count("stored", by: receipts.receipts.count - refused, in: metrics.factory)
    }

    private func write(
        _ batch: EventBatch, _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) async throws -> EventIntake.Outcome {
        // Outside the transaction, which others wait for.
        let unfit = Set(batch.events.filter { !ContractCheck.holds($0, to: document) })
        return try await store.write { [self] database in
            let books = try KioskBooks(
                database, kiosk, EventWorks(attempts: attempts, closing: closing, unfit: unfit),
                Self.sequences(batch), now: now)
            let outcome = try EventIntake.take(
                batch, books, demonstration: demonstration, at: now, era: SMSService.randomName())
            try books.finish()
            return outcome
        }
    }

    private static func sequences(_ batch: EventBatch) -> [Int64] {
        batch.events.map(\.sequence) + (batch.position?.withheld ?? []).map(\.sequence)
    }
}

extension JournalPosition {
    /// Bounds of what is kept of it.
    fileprivate var isPlausible: Bool {
        last >= 0 && heard >= 0 && (1...64).contains(journal.utf8.count) && !journal.contains(" ")
            && era?.utf8.count ?? 0 <= 64
            && withheld?.count ?? 0 <= Self.withheldLimit
            && [audit, anchor].allSatisfy { $0.map { $0.index > 0 && $0.hash.utf8.count <= 64 } ?? true }
    }
}
