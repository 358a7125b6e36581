import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import NCALayer
import NCALayerDoor

/// What each site may do, kept by operators; each change is journalled with the name (R4).
struct SiteKeeper: SiteDesk {
    let policies: FileSitePolicies
    let seat: OperatorSeat
    let journal: Journal
    let clock: TrustedClock
    let zone: CentreZone

    /// The sites of the configuration may ask, unless an operator has said otherwise.
    func allow(_ sites: [String]) async throws(Failure) {
        let known = Set(await policies.sites().filter { $0.permission != nil }.map(\.origin))
        for site in sites {
            guard let origin = PageOrigin(header: site), case .site = origin else {
                throw Failure(.configurationInvalid, "door.sites: \(site) is no origin such as https://egov.kz")
            }
            if !known.contains(origin) { try await policies.set(.ask, for: origin) }
        }
    }

    func sites() async -> [SiteRow] {
        await policies.sites().map { site in
            SiteRow(
                origin: site.origin, permission: site.permission,
                lastAsked: site.lastAsked.map { String(zone.text($0).prefix(16)) })
        }
    }

    func defaultPermission() async -> SitePermission { policies.defaults.sites }

    func set(_ permission: SitePermission?, for origin: PageOrigin) async throws(Failure) {
        let name = try seat.name()
        try await policies.set(permission, for: origin)
        do {
            try await journal.record(
                "door.site",
                details: [
                    "operator": name, "site": origin.description, "permission": permission?.rawValue ?? "default",
                ], at: clock.now())
        } catch {
            throw Failure(error)
        }
    }
}
