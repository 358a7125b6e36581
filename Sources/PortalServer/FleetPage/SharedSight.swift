/// One look at the fleet for all who watch it: however many pages are open, the database is asked once in a while.
actor SharedSight {
    /// A page hears of a change by as much later, at most.
    static let life = Duration.seconds(2)

    private let look: @Sendable () async throws -> FleetService.Sight
    private let now: @Sendable () -> ContinuousClock.Instant
    private var last: (sight: Task<FleetService.Sight, any Error>, at: ContinuousClock.Instant)?

    /// - Parameter now: time that only goes forward.
    init(
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
        look: @escaping @Sendable () async throws -> FleetService.Sight
    ) {
        (self.look, self.now) = (look, now)
    }

    /// What was seen at most ``life`` ago. Who comes while somebody looks has the same look; one that failed is not tried again
    /// before its time either. A task of its own, for the page that asked first may go meanwhile.
    func newest() async throws -> FleetService.Sight {
        let now = now()
        if let last, now - last.at < Self.life { return try await last.sight.value }
        let sight = Task { [look] in try await look() }
        last = (sight, now)
        return try await sight.value
    }
}
