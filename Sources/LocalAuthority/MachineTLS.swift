public import KioskDomain
public import NIOSSL
public import PKIX

/// TLS 1.3 of servers for machines.
public enum MachineTLS {
    private static let serverDays: Int64 = 5 * 365

    /// A server that asks nobody for a certificate. Its own has a new key at each start, and a long life, so that a machine
    /// whose clock is a year off still reaches it and learns the time.
    public static func server(
        _ authority: KeptIdentity, as machine: MachineCertificate, now: UnixTime
    ) throws -> TLSConfiguration {
        let key = try PrivateKey.generate(.ecP256)
        let certificate = try authority.certify(key.publicKey.info, as: machine, days: serverDays, now: now)
        let secret = try key.withPKCS8 { try NIOSSLPrivateKey(bytes: Array($0), format: .der) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))],
            privateKey: .privateKey(secret))
        configuration.minimumTLSVersion = .tlsv13
        return configuration
    }

    /// As above, for who shows a certificate of these authorities only; others are refused in the handshake.
    public static func demanding(
        certificatesOf authorities: [Certificate], _ server: TLSConfiguration
    ) throws -> TLSConfiguration {
        var configuration = server
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates(
            try authorities.map { try NIOSSLCertificate(bytes: $0.der, format: .der) })
        return configuration
    }
}
