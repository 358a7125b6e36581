/// What the operator lets a site do.
public enum SitePermission: String, Sendable, Hashable, CaseIterable, Codable {
    /// Each request is shown and asked about.
    case ask
    /// Each request is shown; the person only chooses a key and enters the PIN.
    case allow
    /// Nothing; each request is answered with an error.
    case deny
}

/// The page that asks for something.
public struct Page: Sendable, Hashable {
    /// As its browser said.
    public var origin: PageOrigin
    /// `ask` or `allow`; a denied page never reaches a host.
    public var permission: SitePermission
    /// Tells the connections of this run apart.
    public var connection: UInt64

    /// Memberwise.
    public init(origin: PageOrigin, permission: SitePermission, connection: UInt64) {
        self.origin = origin
        self.permission = permission
        self.connection = connection
    }
}
