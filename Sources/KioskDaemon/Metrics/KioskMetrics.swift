import CoreMetrics
import KioskDomain
import PortalClient
import PortalContract
import PrometheusText

/// What a kiosk counts. Labels never hold what names a person.
struct KioskMetrics: Sendable {
    static let sessions = MetricFamily(
        "kioskd_sessions_total", .counter, "Visits of people that ended: the screen went back to its beginning.")
    static let sessionDuration = MetricFamily(
        "kioskd_session_duration_seconds", .histogram([10, 30, 60, 120, 180, 300, 600, 1_200]),
        "From the first touch of a visit to its end.")
    static let attempts = MetricFamily(
        "kioskd_attempts_total", .counter, labels: ["outcome"],
        "Attempts at identification by face that were closed durably, by outcome (B2).")
    static let devices = MetricFamily(
        "kioskd_device_health", .gauge, labels: ["device", "health"],
        "1 for how a device is now (ok, warn, fail, unknown), 0 for how it is not; devices as in kioskctl status.")
    static let waiting = MetricFamily("kioskd_outbox_records", .gauge, "Records that wait for the portal.")
    static let waitingBytes = MetricFamily("kioskd_outbox_bytes", .gauge, "Bytes of those records.")
    static let oldest = MetricFamily(
        "kioskd_outbox_oldest_age_seconds", .gauge, "Age of the oldest of them; 0 when none waits.")
    static let frozen = MetricFamily(
        "kioskd_outbox_frozen", .gauge, "1 while no attempt may begin because too much waits, or the disk is full.")
    static let fenced = MetricFamily(
        "kioskd_outbox_fenced", .gauge, "1 while the portal takes nothing more under this kiosk's name.")
    static let batches = MetricFamily(
        "kioskd_outbox_batches_total", .counter, labels: ["result"],
        "Batches sent to the portal: answered, unanswered (the line), refused (the portal said no).")
    static let events = MetricFamily(
        "kioskd_outbox_events_total", .counter, labels: ["result"],
        "Records in answered batches: stored by the portal, refused by it.")
    static let commits = MetricFamily(
        "kioskd_journal_commit_duration_seconds", MetricFamily.durations,
        "Durable transactions of the journal, from their beginning to the end of the sync.")
    static let clockSkew = MetricFamily(
        "kioskd_clock_skew_seconds", .gauge, "The portal's clock minus this machine's; 0 until it was measured.")

    /// All of them, as docs/metrics.md lists them.
    static let families = [
        sessions, sessionDuration, attempts, devices, waiting, waitingBytes, oldest, frozen, fenced, batches, events,
        commits, clockSkew, .started,
    ]

    /// Whatever backend there is.
    let factory: any MetricsFactory

    func closed(_ outcome: AttemptOutcome) { Self.attempts.count(outcome.rawValue, in: factory) }

    /// Sends a batch and counts what came of it.
    func counting(_ batch: EventBatch, to portal: PortalClient) async throws(PortalError) -> EventReceipts {
        do throws(PortalError) {
            let receipts = try await portal.send(batch)
            answered(receipts)
            return receipts
        } catch {
            Self.batches.count(error.isTransient ? "unanswered" : "refused", in: factory)
            throw error
        }
    }

    private func answered(_ receipts: EventReceipts) {
        let refused = receipts.receipts.count { $0.code != nil }
        Self.batches.count("answered", in: factory)
        Self.events.count("refused", by: refused, in: factory)
        Self.events.count("stored", by: receipts.receipts.count - refused, in: factory)
    }
}
