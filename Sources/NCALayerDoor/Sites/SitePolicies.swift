public import NCALayer

/// What the operator lets each site do. Asked once for each connection.
public protocol SitePolicies: Sendable {
    /// Also notes that the site has asked.
    func permission(for origin: PageOrigin) async -> SitePermission
}
