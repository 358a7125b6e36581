import FoundationEssentials
import KioskDomain
import NIOSSL
import PortalContract

/// What the client knows of the portal and of itself, and the TLS that follows from it.
struct PortalLines: Sendable {
    /// Where everybody is served: enrolment, the time, pages.
    let openAddress: String
    /// Where those are served who have a certificate; nil until the portal told its port.
    var kioskAddress: String?
    var identity: DeviceIdentity? { didSet { made = [:] } }
    /// What the portal said to trust; nil while there is only what was configured.
    var pinned: PortalTrust? { didSet { made = [:] } }
    /// Once the portal shut this machine out, nothing is sent any more.
    var revoked: PortalError?

    private let configured: [NIOSSLCertificate]
    /// Connections are shared by calls with the same TLS, so it is made once.
    private var made: [Call.Line: TLSConfiguration] = [:]

    /// - Throws: ``PortalError`` `portal.not-trusted` when the authorities cannot be read.
    init(_ configuration: PortalConfiguration, identity: DeviceIdentity?) throws(PortalError) {
        openAddress = configuration.address
        self.identity = identity
        do {
            configured = try NIOSSLCertificate.fromPEMBytes(Array(configuration.trustedAuthorities.utf8))
        } catch {
            throw PortalError(.portalTrust, "the trusted authorities are no PEM certificates")
        }
    }

    /// For calls on this line.
    mutating func tls(for line: Call.Line) throws(PortalError) -> TLSConfiguration {
        if let known = made[line] { return known }
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv13
        do {
            let pinned = try pinned?.authorities.map { try NIOSSLCertificate(bytes: Array($0), format: .der) }
            tls.trustRoots = .certificates(pinned ?? configured)
        } catch {
            throw PortalError(.portalTrust, "the authorities kept cannot be read")
        }
        if line == .kiosk {
            guard let identity else { throw PortalError(.kioskCertificate, "this kiosk is not enrolled") }
            try identity.present(in: &tls)
        }
        made[line] = tls
        return tls
    }

    /// The same host at another port.
    static func address(_ address: String, port: Int) -> String {
        let hostStart = address.firstRange(of: "://")?.upperBound ?? address.startIndex
        let host = address[hostStart...]
        // Colons inside brackets belong to the address (RFC 3986 section 3.2.2).
        let end = host.lastIndex(of: ":").flatMap { host[$0...].contains("]") ? nil : $0 } ?? host.endIndex
        return "\(address[..<end]):\(port)"
    }
}
