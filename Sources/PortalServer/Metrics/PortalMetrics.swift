import CoreMetrics
import PrometheusText

/// What the portal counts. Labels never hold what names a person or a machine.
struct PortalMetrics: Sendable {
    static let requests = MetricFamily(
        "kiosk_portal_requests_total", .counter, labels: ["operation", "status"],
        "Requests answered, by operation of the contract (page: for people, none: no such path) and HTTP status.")
    static let requestDuration = MetricFamily(
        "kiosk_portal_request_duration_seconds", MetricFamily.durations, labels: ["operation"],
        "From a request's header to its answer.")
    static let connections = MetricFamily(
        "kiosk_portal_connections", .gauge, labels: ["port"], "Connections open now.")
    static let connectionsRefused = MetricFamily(
        "kiosk_portal_connections_refused_total", .counter, labels: ["port"],
        "Connections closed at once because there were too many.")
    static let connectionsRested = MetricFamily(
        "kiosk_portal_connections_resting_closed_total", .counter, labels: ["port"],
        "Connections closed while they rested, to make room at a full port.")
    static let connectionsSlow = MetricFamily(
        "kiosk_portal_connections_slow_total", .counter, labels: ["port", "step"],
        "Connections closed because a step lasted too long.")
    static let bodiesRefused = MetricFamily(
        "kiosk_portal_bodies_refused_total", .counter, labels: ["port"],
        "Requests answered 503 portal.busy, because bodies filled the memory that the port has for them.")
    static let requestsWaiting = MetricFamily(
        "kiosk_portal_requests_waiting", .gauge, labels: ["port"], "Requests worked on or waiting for their turn.")
    static let handshakesFailed = MetricFamily(
        "kiosk_portal_handshakes_failed_total", .counter, labels: ["port", "reason"],
        "TLS handshakes that failed: refused (wrong, missing, foreign certificate; another TLS), left by the other side."
    )
    static let batches = MetricFamily(
        "kiosk_portal_batches_total", .counter, labels: ["result"],
        "Batches of kiosks' records: taken, set-back (the database was put back), fenced, failed.")
    static let events = MetricFamily(
        "kiosk_portal_events_total", .counter, labels: ["result"],
        "Records in batches: stored (now or before), refused for good.")
    static let transactions = MetricFamily(
        "kiosk_portal_store_transaction_duration_seconds", MetricFamily.durations, labels: ["kind"],
        "Transactions of the database: read, write; the wait for a connection counts.")
    static let transactionsFailed = MetricFamily(
        "kiosk_portal_store_failures_total", .counter, labels: ["kind"],
        "Transactions that failed by the database: away, full, read-only.")
    static let kiosks = MetricFamily(
        "kiosk_portal_kiosks", .gauge, labels: ["state"],
        "Machines for people by state, the worst that holds: fenced, silent, frozen, fault, new (never heard of), well, revoked."
    )
    static let alarms = MetricFamily(
        "kiosk_portal_kiosk_alarms", .gauge, labels: ["code"],
        "Kiosks with this alarm of docs/sync.md, not handled yet.")
    static let clockSkew = MetricFamily(
        "kiosk_portal_kiosk_clock_skew_seconds", .gauge,
        "How far the clock of the worst kiosk is off, of those heard of lately.")

    static let waiting = MetricFamily(
        "kiosk_portal_kiosk_records_waiting", .gauge, "Records that wait at kiosks, as they last told.")
    static let oldest = MetricFamily(
        "kiosk_portal_kiosk_oldest_record_age_seconds", .gauge, "Age of the oldest of them; 0 when none waits.")

    static let fleetRead = MetricFamily(
        "kiosk_portal_fleet_read_timestamp_seconds", .gauge,
        "When the database last said how the machines are: what is told of them holds for that moment.")

    /// All of them, as docs/metrics.md lists them.
    static let families = [
        requests, requestDuration, connections, connectionsRefused, connectionsRested, connectionsSlow,
        bodiesRefused, requestsWaiting, handshakesFailed, batches, events, transactions, transactionsFailed, kiosks,
        alarms, clockSkew, waiting, oldest, fleetRead,
        .started,
    ]

    /// Whatever backend there is; none outside of a serving portal.
    let factory: any MetricsFactory

    func answered(_ operation: String, _ status: Int, in duration: Duration) {
        Self.requests.count(operation, "\(status)", in: factory)
        Self.requestDuration.observe(duration, operation, in: factory)
    }

    func timed<Value>(_ kind: String, _ body: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        defer { Self.transactions.observe(start.duration(to: .now), kind, in: factory) }
        return try await body()
    }
}
