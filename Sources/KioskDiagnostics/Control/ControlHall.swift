/// A machine of the centre, as the hall knows it.
public struct ControlMachine: Sendable, Hashable, Codable {
    /// As in its certificate.
    public var name: String
    /// `terminal`, `desk`, `board` or `manager`.
    public var role: String
    /// The hall refuses it.
    public var isRevoked: Bool

    /// Memberwise.
    public init(name: String, role: String = "", isRevoked: Bool = false) {
        self.name = name
        self.role = role
        self.isRevoked = isRevoked
    }
}

/// What a new machine needs to join the hall.
public struct ControlHallCode: Sendable, Hashable, Codable {
    /// The one-time code, with the fingerprint of the hall's authority.
    public var code: String
    /// The authority's certificate, PEM.
    public var authority: String

    /// Memberwise.
    public init(code: String, authority: String) {
        self.code = code
        self.authority = authority
    }
}
