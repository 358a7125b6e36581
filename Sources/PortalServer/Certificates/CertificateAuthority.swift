import Crypto
import CryptoExtras
import FoundationEssentials
import KioskDomain
import PortalContract
import SwiftASN1
import X509

/// A key and its self-signed certificate, kept in a folder: `<name>.key.pem` (mode 0600) and `<name>.pem`.
struct Authority: Sendable {
    let key: Certificate.PrivateKey
    let certificate: Certificate

    /// Loads it, or makes and keeps it.
    ///
    /// - Parameter commonName: for a new one.
    init(
        folder: String, name: String, commonName: String, now: UnixTime, makeKey: () throws -> Certificate.PrivateKey
    ) throws {
        let (keyFile, certificateFile) = ("\(folder)/\(name).key.pem", "\(folder)/\(name).pem")
        if let pem = try PrivateFile.read(keyFile) {
            key = try Certificate.PrivateKey(pemEncoded: String(decoding: pem, as: UTF8.self))
        } else {
            key = try makeKey()
            try PrivateFile.write(keyFile, Data(try key.serializeAsPEM().pemString.utf8))
        }
        // The certificate is written after its key: a crash between the two leaves a key that gets one now.
        if let pem = try PrivateFile.read(certificateFile) {
            certificate = try Certificate(pemEncoded: String(decoding: pem, as: UTF8.self))
        } else {
            certificate = try Self.selfSigned(key, commonName, now)
            try PrivateFile.write(certificateFile, Data(try certificate.serializeAsPEM().pemString.utf8))
        }
    }

    private static func selfSigned(
        _ key: Certificate.PrivateKey, _ commonName: String, _ now: UnixTime
    ) throws -> Certificate {
        let name = try DistinguishedName {
            CommonName(commonName)
            OrganizationName("psc-kiosk reference portal, TEST")
            CountryName("KZ")
        }
        return try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: Date(now - .seconds(3_600)),
            notValidAfter: Date(ValidityDates.end(from: now, years: 10)), issuer: name, subject: name,
            extensions: try Certificate.Extensions([
                .init(BasicConstraints.isCertificateAuthority(maxPathLength: 0), critical: true),
                .init(KeyUsage(keyCertSign: true, cRLSign: true), critical: true),
                .init(SubjectKeyIdentifier(hash: key.publicKey), critical: false),
            ]), issuerPrivateKey: key)
    }
}

/// Issues the two certificates of an EDS in the national profile (RULES E0, E1); everything in them says TEST.
struct CertificateAuthority: Sendable {
    static let name = "issuing-ca"

    let authority: Authority
    let names: PKINames

    init(folder: String, names: PKINames, now: UnixTime) throws {
        self.names = names
        authority = try Authority(
            folder: folder, name: Self.name, commonName: "TEST CERTIFICATION AUTHORITY (RSA)", now: now
        ) { Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048)) }
    }

    func issue(
        _ use: CertificateUse, for person: Person, key: Certificate.PublicKey, notBefore: UnixTime, notAfter: UnixTime
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key, notValidBefore: Date(notBefore),
            notValidAfter: Date(notAfter), issuer: authority.certificate.subject,
            subject: try CertificateProfile.subject(of: person), signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: try CertificateProfile.extensions(
                use, key: key, issuerKey: authority.key.publicKey, names: names),
            issuerPrivateKey: authority.key)
    }
}

/// The dates in certificates, whole seconds.
enum ValidityDates {
    /// The same moment of the day so many years later (RULES E1).
    static func end(from start: UnixTime, years: Int) -> UnixTime {
        let seconds = start.milliseconds / 1_000
        let day = CivilDate(dayNumber: Int(seconds / 86_400)).adding(years: years)
        return UnixTime(milliseconds: (Int64(day.dayNumber) * 86_400 + seconds % 86_400) * 1_000)
    }
}

extension Date {
    init(_ time: UnixTime) { self.init(timeIntervalSince1970: Double(time.milliseconds / 1_000)) }
}
