import Glibc
public import KioskDevices
public import KioskDomain
public import PKIX
import SwiftASN1

/// A key and a certificate for it.
public struct KeptIdentity: Sendable {
    /// It never leaves this machine.
    public let key: PrivateKey
    /// Names the key.
    public let certificate: Certificate

    /// Signs a digest with the key.
    public func sign(_ digest: [UInt8]) throws(Failure) -> [UInt8] { try key.sign(digest: digest) }

    /// Issues a certificate.
    public func certify(_ builder: CertificateBuilder) throws(Failure) -> Certificate {
        try builder.signed(key.algorithm.signatureAlgorithm, by: sign)
    }

    /// The extension by which certificates of this issuer name its key.
    public var authorityKeyIdentifier: CertificateExtension {
        .authorityKeyIdentifier(
            certificate.extensions.subjectKeyIdentifier ?? certificate.subjectPublicKeyInfo.keyIdentifier)
    }
}

/// A folder of keys and certificates: `<name>.key.pem` (mode 0600) and `<name>.pem`.
public struct IdentityFolder: Sendable {
    let path: String
    let now: UnixTime
    let organisation: String

    /// - Parameters:
    ///   - organisation: stands in the names of what is made.
    ///   - now: certificates made begin an hour before.
    public init(path: String, organisation: String, now: UnixTime) {
        self.path = path
        self.organisation = organisation
        self.now = now
    }

    /// A self-signed authority, loaded or made and kept. What is kept stays as it is: others trust it.
    public func root(
        _ name: String, _ algorithm: KeyAlgorithm, commonName: String, constraints: BasicConstraints
    ) throws -> KeptIdentity {
        let key = try key(name, algorithm)
        if let kept = try certificate(name) { return KeptIdentity(key: key, certificate: kept) }
        let subject = distinguishedName(commonName)
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: subject, subject: subject, notBefore: start, notAfter: end,
            publicKey: key.publicKey.info,
            extensions: [
                .basicConstraints(constraints), .keyUsage([.keyCertSign, .cRLSign]),
                .subjectKeyIdentifier(key.publicKey.info),
            ])
        let certificate = try builder.signed(algorithm.signatureAlgorithm) { digest throws(Failure) in
            try key.sign(digest: digest)
        }
        try write(name, certificate)
        return KeptIdentity(key: key, certificate: certificate)
    }

    /// One below `issuer`, loaded or made and kept. Its key stays; its certificate is made anew when it would say
    /// something else now, such as other addresses.
    public func identity(
        _ name: String, _ algorithm: KeyAlgorithm, commonName: String, issuer: KeptIdentity,
        extensions: [CertificateExtension]
    ) throws -> KeptIdentity {
        let key = try key(name, algorithm)
        let wanted = extensions + [issuer.authorityKeyIdentifier, .subjectKeyIdentifier(key.publicKey.info)]
        if let kept = try certificate(name), kept.extensions.all == wanted, kept.issuer == issuer.certificate.subject,
            kept.publicKey == key.publicKey, kept.isSigned(by: issuer.key.publicKey), kept.isValid(at: now)
        {
            return KeptIdentity(key: key, certificate: kept)
        }
        let certificate = try issuer.certify(
            CertificateBuilder(
                serialNumber: .random(), issuer: issuer.certificate.subject, subject: distinguishedName(commonName),
                notBefore: start, notAfter: min(end, issuer.certificate.notAfter), publicKey: key.publicKey.info,
                extensions: wanted))
        try write(name, certificate)
        return KeptIdentity(key: key, certificate: certificate)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func has(_ name: String) -> Bool { access(file("\(name).pem"), F_OK) == 0 }

    /// The key goes first: a certificate without one is of no use to anybody.
    func remove(_ name: String) throws {
        unlink(file("\(name).key.pem"))
        unlink(file("\(name).pem"))
        try PrivateFile.syncFolder(path)
    }

    private var start: UnixTime { (now - .seconds(3_600)).wholeSeconds }
    private var end: UnixTime { ValidityDates.end(from: now, years: 10) }

    private func distinguishedName(_ commonName: String) -> DistinguishedName {
        DistinguishedName([
            .init(.NameAttributes.commonName, commonName),
            .init(.NameAttributes.organizationName, organisation),
            .init(.NameAttributes.countryName, "KZ"),
        ])
    }

    private func key(_ name: String, _ algorithm: KeyAlgorithm) throws -> PrivateKey {
        let file = "\(path)/\(name).key.pem"
        if let pem = try PrivateFile.read(file) {
            var contents = try PEM.contents(Array(pem), label: "PRIVATE KEY").first ?? []
            defer { wipe(&contents) }
            return try PrivateKey(pkcs8: contents)
        }
        let key = try PrivateKey.generate(algorithm)
        try key.withPKCS8 { try PrivateFile.write(file, Array(PEM.text(Array($0), label: "PRIVATE KEY").utf8)) }
        return key
    }

    /// A certificate is written after its key: a crash between the two leaves a key that gets one at the next start.
    private func certificate(_ name: String) throws -> Certificate? {
        guard let pem = try PrivateFile.read("\(path)/\(name).pem") else { return nil }
        return try Certificate.read(Array(pem)).first
    }

    private func write(_ name: String, _ certificate: Certificate) throws {
        try PrivateFile.write("\(path)/\(name).pem", Array(certificate.pem.utf8))
    }
}
