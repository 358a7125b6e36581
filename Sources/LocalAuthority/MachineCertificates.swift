public import KioskDevices
public import KioskDomain
public import PKIX
import SwiftASN1

/// What an authority for machines puts into their certificates: the name as common name, each role as an organizational
/// unit, one purpose.
public struct MachineCertificate: Sendable {
    let name: String
    let roles: [String]
    let usage: ASN1ObjectIdentifier
    let names: [GeneralName]

    /// Of a machine that shows who it is.
    public static func client(_ name: String, roles: [String]) -> MachineCertificate {
        MachineCertificate(name: name, roles: roles, usage: ExtendedKeyUsage.clientAuth, names: [])
    }

    /// Of a server reached by these names.
    public static func server(_ name: String, roles: [String] = [], names: [GeneralName] = []) -> MachineCertificate {
        MachineCertificate(name: name, roles: roles, usage: ExtendedKeyUsage.serverAuth, names: names)
    }
}

extension CertificationRequest {
    /// The P-256 key that the request asks a certificate for and proves.
    /// - Returns: nil for bytes that are no request, for another kind of key, and for a request that its key did not sign.
    public static func provenKey(_ bytes: [UInt8]) -> PublicKey? {
        guard let request = try? read(bytes), let key = request.publicKey, key.algorithm == .ecP256,
            request.provesPossession
        else { return nil }
        return key
    }
}

extension KeptIdentity {
    /// Certifies a machine's key. It holds from an hour before `now`, because clocks differ, or before `since` where that is
    /// earlier: when the machine's former certificate was made.
    public func certify(
        _ key: SubjectPublicKeyInfo, as machine: MachineCertificate, days: Int64, now: UnixTime, since: UnixTime? = nil
    ) throws(Failure) -> Certificate {
        let units = machine.roles.map { DistinguishedName.Attribute(.NameAttributes.organizationalUnitName, $0) }
        var extensions: [CertificateExtension] = [
            .basicConstraints(BasicConstraints(isAuthority: false, pathLength: nil)), .keyUsage([.digitalSignature]),
            .extendedKeyUsage([machine.usage]), authorityKeyIdentifier,
        ]
        if !machine.names.isEmpty { extensions.append(.subjectAlternativeNames(machine.names)) }
        return try certify(
            CertificateBuilder(
                serialNumber: .random(), issuer: certificate.subject,
                subject: DistinguishedName([.init(.NameAttributes.commonName, machine.name)] + units),
                notBefore: (min(now, since ?? now) - .seconds(3600)).wholeSeconds,
                notAfter: min((now + .seconds(days * 86_400)).wholeSeconds, certificate.notAfter), publicKey: key,
                extensions: extensions))
    }
}
