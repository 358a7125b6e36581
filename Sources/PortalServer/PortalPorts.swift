/// Where a portal listens.
public struct PortalPorts: Sendable, Hashable {
    /// HTTPS for everybody: enrolment, the time, pages.
    public var portal: Int
    /// HTTPS for who has a client certificate: the rest of the contract.
    public var kiosks: Int
    /// Plain HTTP: OCSP, time stamps, lists and certificates of the test authorities.
    public var services: Int
    /// Plain HTTP on loopback: metrics; nil where none are served.
    public var metrics: Int?
}
