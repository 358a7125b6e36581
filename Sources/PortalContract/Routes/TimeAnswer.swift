/// Answer of `GET /v1/time`: the portal's clock decides (RULES, preamble), and what kind of portal this is.
public struct TimeAnswer: Codable, Sendable, Hashable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var nowMilliseconds: Int64
    /// True when SMS codes are shown on a page instead of sent (RULES R1).
    public var smsStub: Bool
    /// True when the portal accepts virtual parts (RULES R1).
    public var demonstration: Bool
    /// Where, at the same host, those who have a client certificate are served.
    public var kioskPort: Int

    /// Memberwise.
    public init(nowMilliseconds: Int64, smsStub: Bool, demonstration: Bool, kioskPort: Int) {
        self.nowMilliseconds = nowMilliseconds
        self.smsStub = smsStub
        self.demonstration = demonstration
        self.kioskPort = kioskPort
    }
}
