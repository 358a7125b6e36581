public import PortalContract

extension PortalAdministration {
    /// All machines for people at one look.
    public static func fleet(in options: PortalOptions) async throws -> FleetSummary {
        try await with(options) { store in
            try await FleetService(store: store, clock: PortalClock(now: options.now)).summary()
        }
    }

    /// Each of them, those after the one named.
    public static func fleetKiosks(
        after: String = "", state: KioskState? = nil, centre: String? = nil, in options: PortalOptions
    ) async throws -> FleetKioskList {
        try await with(options) { store in
            try await FleetService(store: store, clock: PortalClock(now: options.now))
                .kiosks(after: after, state: state, centre: centre)
        }
    }
}
