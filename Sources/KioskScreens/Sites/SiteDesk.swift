public import KioskDevices
public import NCALayer

/// The list of sites and what each may do, for the operator's page. The daemon implements it and journals each change
/// with the name of the operator who has signed in at the desk (R4).
public protocol SiteDesk: Sendable {
    /// Every site that has a rule of its own or has asked, newest first.
    func sites() async -> [SiteRow]
    /// What a site without a rule may do.
    func defaultPermission() async -> SitePermission
    /// Sets or (nil) removes the rule of a site.
    /// - Throws: `operator.card-needed` while the desk is locked, `door.request-invalid` for what is no origin.
    func set(_ permission: SitePermission?, for origin: PageOrigin) async throws(Failure)
}

/// One row of the list.
public struct SiteRow: Sendable, Hashable {
    /// The site, `null` pages, or programs without a browser.
    public var origin: PageOrigin
    /// The rule; nil when it only asked.
    public var permission: SitePermission?
    /// When it asked last, civil time of the PSC (ISO 8601 to the minute); nil when it never did.
    public var lastAsked: String?

    /// Memberwise.
    public init(origin: PageOrigin, permission: SitePermission?, lastAsked: String? = nil) {
        self.origin = origin
        self.permission = permission
        self.lastAsked = lastAsked
    }
}
